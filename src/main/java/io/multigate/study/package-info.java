/**
 * Comparisons of models on the same data: each member of a study trained with each seed, and what came of it as tables
 * and plots. Start reading at {@link io.multigate.study.StudyRunner}.
 */
@NullMarked
package io.multigate.study;

import org.jspecify.annotations.NullMarked;
