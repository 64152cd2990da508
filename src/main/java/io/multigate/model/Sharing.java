package io.multigate.model;

/** Whether a part of a network is one for all tasks. */
public enum Sharing {

    /** All tasks share it. */
    SHARED,

    /** Each task has its own. */
    TASK

}
