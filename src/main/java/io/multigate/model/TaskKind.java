package io.multigate.model;

/** What the label of a task is, and so what its head says. */
public enum TaskKind {

    /** A label of 0 and 1: the head is a sigmoid unit and says the probability of 1. */
    BINARY,

    /** A label that is any finite number: the head is a linear unit and says the expected label. */
    REGRESSION

}
