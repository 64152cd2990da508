/**
 * What the figures of src/docs/performance.md were measured with. Start reading at
 * {@link io.multigate.benchmark.Benchmarks}.
 */
@NullMarked
package io.multigate.benchmark;

import org.jspecify.annotations.NullMarked;
