package io.multigate.feature;

import java.util.List;

/**
 * One user, the circumstances, and the candidates to score, before they are encoded.
 *
 * @param user values of the user's side
 * @param context values of the context's side
 * @param candidates values of the item's and the cross side, one row a candidate
 */
public record FeatureRequest(FeatureRow user, FeatureRow context, List<FeatureRow> candidates) {

    public FeatureRequest {
        candidates = List.copyOf(candidates);
    }

}
