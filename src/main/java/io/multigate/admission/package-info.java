/**
 * Who may enter: how many calls at once, and until when each must be answered. Start reading at
 * {@link io.multigate.admission.Admission}.
 */
@NullMarked
package io.multigate.admission;

import org.jspecify.annotations.NullMarked;
