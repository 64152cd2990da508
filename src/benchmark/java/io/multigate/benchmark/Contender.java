package io.multigate.benchmark;

/**
 * One side of a comparison: scores requests that were made beforehand, in one thread. What it must do to have the
 * probabilities in arrays of its own belongs to a call.
 */
interface Contender extends AutoCloseable {

    /** As it is called in tables and files. */
    String name();

    /**
     * Scores a request.
     * @param request which of those made beforehand
     * @return the probabilities, [task][candidate]
     */
    float[][] score(int request);

    @Override
    void close();

}
