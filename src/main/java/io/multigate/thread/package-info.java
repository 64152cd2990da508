/**
 * How threads share a contended processor. Start reading at {@link io.multigate.thread.Turns}.
 */
@NullMarked
package io.multigate.thread;

import org.jspecify.annotations.NullMarked;
