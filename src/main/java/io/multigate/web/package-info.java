/**
 * HTTP: paths, JSON in and out, problem details, the OpenAPI description, and nothing else. Start reading at
 * {@link io.multigate.web.ScoreController}.
 */
@NullMarked
package io.multigate.web;

import org.jspecify.annotations.NullMarked;
