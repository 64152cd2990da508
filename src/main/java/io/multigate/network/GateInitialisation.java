package io.multigate.network;

/** What a gate's weights are before training. */
public enum GateInitialisation {

    /** Drawn by chance, as those of the other layers are. */
    RANDOM,

    /** Zero, so that every row begins with equal shares of all experts. */
    UNIFORM

}
