/**
 * The command line: one class a command; no command means {@code serve}. Start reading at
 * {@link io.multigate.command.Multigate}.
 */
@NullMarked
package io.multigate.command;

import org.jspecify.annotations.NullMarked;
