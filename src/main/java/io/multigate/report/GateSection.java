package io.multigate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.multigate.evaluation.GateHealth;
import io.multigate.evaluation.GateHealth.TaskGate;
import io.multigate.plot.Plot;
import io.multigate.plot.Plot.Frame;
import io.multigate.plot.Plot.Scale;

/** What each task's gate does with the experts. */
final class GateSection {

    private GateSection() {}

    static Html of(GateHealth health) {
        return Html.all(verdict(health), Html.element("div", Html.element("div",
                Html.element("h4", "Mean weight"),
                heat(health, TaskGate::meanWeights),
                note("Each row is a task's gate and adds up to 1; a dark column is an expert that the task leans on, a"
                        + " pale one in every row an expert that nothing needs."),
                Html.element("h4", "Share of candidates for which the expert is top"),
                heat(health, TaskGate::topShares),
                note("How often the expert has the greatest weight of its row; one dark cell a row is a gate that does"
                        + " not choose by candidate."),
                similarity(health)), entropies(health)).with("class", "pair"));
    }

    private static Html verdict(GateHealth health) {
        List<Integer> dead = health.deadExperts();
        String experts = dead.isEmpty()
                ? "No expert is dead: each has at least a tenth of an even share in some gate."
                : "Dead experts, with less than a tenth of an even share in every gate: "
                        + dead.stream().map((expert) -> "E" + expert).collect(Collectors.joining(", ")) + ".";
        Table table = new Table("task", "#mean normalised entropy", "#share of the top expert", "top expert");
        for (TaskGate gate : health.tasks()) {
            double share = gate.greatestTopShare();
            table.row(gate.task(), Numbers.fixed(gate.meanEntropy(), 3), Numbers.percent(share),
                    "E" + gate.topShares().indexOf(share));
        }
        return Html.all(Html.element("p", experts), table.html());
    }

    private static Html heat(GateHealth health, Function<TaskGate, List<Double>> share) {
        List<String> headings = new ArrayList<>(List.of("task"));
        IntStream.range(0, health.experts()).forEach((expert) -> headings.add("#E" + expert));
        Table table = new Table(headings);
        for (TaskGate gate : health.tasks()) {
            List<Html> cells = new ArrayList<>(List.of(Html.text(gate.task())));
            share.apply(gate).forEach((value) -> cells.add(cell(value)));
            table.row(cells);
        }
        return table.html();
    }

    private static Html cell(double share) {
        return Html.element("span", Numbers.fixed(share, 3))
                .with("class", "heat")
                .with("style", String.format(Locale.ROOT, "--share:%.1f%%", 100 * share));
    }

    private static Html similarity(GateHealth health) {
        if (health.tasks().size() < 2) {
            return Html.NOTHING;
        }
        List<String> headings = new ArrayList<>(List.of("task"));
        health.tasks().forEach((gate) -> headings.add("#" + gate.task()));
        Table table = new Table(headings);
        for (int row = 0; row < health.tasks().size(); row++) {
            List<Html> cells = new ArrayList<>(List.of(Html.text(health.tasks().get(row).task())));
            for (int column = 0; column < health.tasks().size(); column++) {
                cells.add(cell(health.cosine(row, column)));
            }
            table.row(cells);
        }
        return Html.all(Html.element("h4", "Cosine between the tasks' mean gates"), table.html(),
                note("1 for tasks that mix the experts alike, for which one gate would do;"
                        + " 0 for tasks that share none."));
    }

    private static Html entropies(GateHealth health) {
        Plot plot = new Plot(new Frame("", "entropy of the gate / ln(experts)", "share of the candidates, %", 560, 380,
                Scale.LINEAR, Scale.LINEAR)).legendBelow().x(0, 1);
        List<Double> bounds = IntStream.rangeClosed(0, GateHealth.ENTROPY_BINS)
                .mapToObj((bin) -> (double) bin / GateHealth.ENTROPY_BINS)
                .toList();
        for (TaskGate gate : health.tasks()) {
            List<Double> shares = new ArrayList<>();
            gate.entropies().forEach((count) -> shares.add(100.0 * count / gate.rows()));
            shares.add(0.0);
            plot.steps(gate.task(), bounds, shares);
        }
        return Figure.of("Entropy of the gates", plot, """
                0 is a gate that gives all its weight to one expert, 1 a gate that gives all experts the same; a mass \
                at either end is a gate that does not mix.""");
    }

    private static Html note(String text) {
        return Html.element("p", text).with("class", "note");
    }

}
