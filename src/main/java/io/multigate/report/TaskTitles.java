package io.multigate.report;

import java.util.List;
import java.util.Map;

import io.multigate.model.Funnel;
import io.multigate.model.Task;

/** What the page calls a judged task: pCTR, pCVR and pCTCVR for a funnel, the task's own name elsewhere. */
final class TaskTitles {

    private static final Map<String, String> FUNNEL_TITLES = Map.of(Funnel.CTR, Funnel.PCTR, Funnel.CVR, Funnel.PCVR,
            Funnel.CTCVR, Funnel.PCTCVR);

    private static final Map<String, String> FUNNEL_MEANINGS = Map.of(Funnel.CTR, "P(click | impression)", Funnel.CVR,
            "P(conversion | click, impression), judged on clicked rows", Funnel.CTCVR,
            "P(click and conversion | impression) = pCTR × pCVR, judged on all rows");

    private final List<Task> tasks;

    private final boolean funnel;

    TaskTitles(List<Task> tasks) {
        this.tasks = tasks;
        this.funnel = Funnel.of(tasks).isPresent();
    }

    /** A name short enough for a column. */
    String title(String task) {
        return this.funnel ? FUNNEL_TITLES.getOrDefault(task, task) : task;
    }

    /** What is predicted, and for whom. */
    String meaning(String name) {
        String known = this.funnel ? FUNNEL_MEANINGS.get(name) : null;
        if (known != null) {
            return known;
        }
        return this.tasks.stream()
                .filter((task) -> task.name().equals(name))
                .map((task) -> task.formula()
                        + task.given().map((given) -> ", judged on the rows with " + given).orElse(""))
                .findFirst()
                .orElse(name + ": a task together with its condition, judged on all rows");
    }

}
