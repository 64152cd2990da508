package io.multigate.study;

import io.multigate.network.TrainingProgress;

/** Watches a study; called from the threads that train. */
public interface StudyProgress {

    /** A training has begun, and tells what it does to what is returned. */
    TrainingProgress started(Study.Run run);

    /**
     * A training has ended.
     * @param known whether its result was there from before
     * @param summary its measures in one line
     * @param done how many of the study's trainings have ended, this one included
     */
    void ended(Study.Run run, boolean known, String summary, int done);

}
