package io.multigate.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The test needs programs that a developer's machine may lack; there it is skipped. On continuous integration
 * (environment variable {@code CI}) a missing program fails the test instead, so that nothing is skipped unseen.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProgram.Condition.class)
public @interface NeedsProgram {

    /** Names of executables. */
    String[] value();

    /** Looks for the programs on the path. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> missing = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), NeedsProgram.class)
                    .stream()
                    .flatMap((needs) -> Arrays.stream(needs.value()))
                    .filter((program) -> !onPath(program))
                    .toList();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("all programs are here");
            }
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("not installed: " + missing);
            }
            return ConditionEvaluationResult.disabled("not installed: " + missing);
        }

        private static boolean onPath(String program) {
            return Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
        }

    }

}
