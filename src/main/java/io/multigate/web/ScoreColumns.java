package io.multigate.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.multigate.inference.Predictions;
import io.multigate.model.Funnel;
import io.multigate.model.Task;
import io.multigate.registry.ServingModel;

/**
 * The scores that a model gives each candidate, under the names by which answers call them: pCTR, pCVR and pCTCVR for
 * the funnel's heads, their task's name for all others.
 *
 * @param funnel the click and conversion heads, if there are any
 * @param funnelNames pCTR, pCVR, pCTCVR, or nothing without a funnel
 * @param others indexes of the tasks outside the funnel
 * @param otherNames their names
 */
record ScoreColumns(Optional<Funnel> funnel, List<String> funnelNames, List<Integer> others, List<String> otherNames) {

    static ScoreColumns of(ServingModel model) {
        List<Task> tasks = model.manifest().spec().tasks();
        Optional<Funnel> funnel = model.funnel();
        List<Integer> others = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            int index = task;
            if (funnel.filter((heads) -> heads.ctr() == index || heads.cvr() == index).isEmpty()) {
                others.add(index);
            }
        }
        return new ScoreColumns(funnel,
                funnel.isPresent() ? List.of(Funnel.PCTR, Funnel.PCVR, Funnel.PCTCVR) : List.of(), others,
                others.stream().map((index) -> tasks.get(index).name()).toList());
    }

    /** What candidates may be ranked by; the names do not overlap, for a task's name is never one of the funnel's. */
    List<String> names() {
        List<String> names = new ArrayList<>(this.funnelNames);
        names.addAll(this.otherNames);
        return names;
    }

    /** What {@code topK} ranks by when nothing else is said. */
    String defaultRank() {
        return this.funnel.isPresent() ? Funnel.PCTCVR : this.otherNames.getFirst();
    }

    /** The named score of each candidate. */
    float[] values(Predictions predictions, String name) {
        if (this.funnelNames.contains(name)) {
            return funnelValues(predictions, this.funnel.orElseThrow(), name);
        }
        return predictions.values()[this.others.get(this.otherNames.indexOf(name))];
    }

    private static float[] funnelValues(Predictions predictions, Funnel heads, String name) {
        return switch (name) {
            case Funnel.PCTR -> predictions.values()[heads.ctr()];
            case Funnel.PCVR -> predictions.values()[heads.cvr()];
            default -> {
                float[] products = new float[predictions.size()];
                for (int i = 0; i < products.length; i++) {
                    products[i] = predictions.pCtcvr(heads, i);
                }
                yield products;
            }
        };
    }

}
