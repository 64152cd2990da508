package io.multigate.inference;

/**
 * Threads that may help a call with a large batch. Whether they do changes how soon the answer is there, and not a bit
 * of it.
 */
public interface Crew {

    /** Nobody helps. */
    Crew NONE = new Crew() {

        @Override
        public int idle() {
            return 0;
        }

        @Override
        public void invite(Runnable help) {
            throw new IllegalStateException("nobody is idle");
        }

        @Override
        public boolean wanted() {
            return false;
        }

    };

    /** How many threads have nothing to do now. */
    int idle();

    /** Has an idle thread run {@code help}, soon or never: it must be right to run it late. */
    void invite(Runnable help);

    /** Whether other calls wait for a thread, so that whoever helps should stop. */
    boolean wanted();

}
