/**
 * What was found of a model as one page that needs no network and no script: HTML and SVG, and no I/O but writing the
 * page. Start reading at {@link io.multigate.report.ReportPage}.
 */
@NullMarked
package io.multigate.report;

import org.jspecify.annotations.NullMarked;
