package io.multigate.model;

import java.util.List;
import java.util.Optional;

/**
 * The click and conversion heads among a model's tasks: pCTR = P(click | impression), pCVR = P(conversion | click,
 * impression), pCTCVR = pCTR x pCVR.
 *
 * @param ctr index of the task {@value #CTR}
 * @param cvr index of the task {@value #CVR}, which is given the first
 */
public record Funnel(int ctr, int cvr) {

    /** The name of the click task. */
    public static final String CTR = "ctr";

    /** The name of the conversion task. */
    public static final String CVR = "cvr";

    /** The name of what their product predicts: click and conversion. */
    public static final String CTCVR = "ctcvr";

    /** What answers call P(click | impression). */
    public static final String PCTR = "pCTR";

    /** What answers call P(conversion | click, impression). */
    public static final String PCVR = "pCVR";

    /** What answers call their product. */
    public static final String PCTCVR = "pCTCVR";

    /** What scores of a funnel are called in meters and answers besides its tasks; no task can share such a name. */
    static final List<String> SCORE_NAMES = List.of(CTCVR, PCTR, PCVR, PCTCVR);

    /** Whether a score is called so, in answers or, in small letters, in predictions as CSV. */
    static boolean namesScore(String task) {
        return SCORE_NAMES.stream().anyMatch(task::equalsIgnoreCase);
    }

    /** The funnel of these tasks, if they hold one. */
    public static Optional<Funnel> of(List<Task> tasks) {
        List<String> names = tasks.stream().map(Task::name).toList();
        int ctr = names.indexOf(CTR);
        int cvr = names.indexOf(CVR);
        if (ctr < 0 || cvr < 0 || !tasks.get(cvr).given().equals(Optional.of(CTR))) {
            return Optional.empty();
        }
        return Optional.of(new Funnel(ctr, cvr));
    }

}
