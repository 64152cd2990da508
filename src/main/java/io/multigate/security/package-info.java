/**
 * Who calls, and what each may do: API keys, of which only digests are known here. Start reading at
 * {@link io.multigate.security.ApiKeys}.
 */
@NullMarked
package io.multigate.security;

import org.jspecify.annotations.NullMarked;
