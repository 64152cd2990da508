package io.multigate.registry;

import java.util.stream.Collectors;

/** A model or version that exists but may not serve. */
public final class ModelNotServingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ModelNotServingException(String message) {
        super(message, null, false, false);
    }

    static ModelNotServingException of(RegisteredModel model) {
        String wanted = model.pinned().map((version) -> " (version " + version + " is pinned)").orElse("");
        return new ModelNotServingException("model '" + model.name() + "' does not serve" + wanted + "; versions: "
                + model.versions()
                        .stream()
                        .map((version) -> version.id().version() + " " + model.state(version).label())
                        .collect(Collectors.joining(", ")));
    }

    static ModelNotServingException of(RegisteredModel model, ModelVersion version) {
        String what = version.failure().isPresent() ? "failed its checks and does not serve" : "is not loaded";
        return new ModelNotServingException("version " + version.id().version() + " of model '" + model.name() + "' "
                + what + "; loaded: " + model.loaded());
    }

}
