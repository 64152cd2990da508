package io.multigate.registry;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the service did not start without a stack trace, which would name none of the reasons. */
final class NoServableModelFailureAnalyzer extends AbstractFailureAnalyzer<NoServableModelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoServableModelException cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Put a bundle there, or name another folder with --multigate.models.directory. "
                        + "'inspect --model DIR/<name>/<version>' shows every check of one bundle.",
                cause);
    }

}
