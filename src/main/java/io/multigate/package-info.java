/** The application: one class that wires the rooms, one record that holds its configuration. */
@NullMarked
package io.multigate;

import org.jspecify.annotations.NullMarked;
