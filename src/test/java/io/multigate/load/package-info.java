/** Load for a running service, every answer of which is checked. */
@NullMarked
package io.multigate.load;

import org.jspecify.annotations.NullMarked;
