package io.multigate.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The models that the service has. Readers take an immutable snapshot; whoever changes something publishes a new one
 * with a single assignment.
 */
public final class ModelRegistry {

    private final List<Observer> observers = new CopyOnWriteArrayList<>();

    private volatile Snapshot snapshot;

    ModelRegistry(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** What serves now. */
    public Snapshot snapshot() {
        return this.snapshot;
    }

    /** Replaces what serves; calls that already run go on with what they took. */
    synchronized void publish(Snapshot next) {
        this.observers.forEach((observer) -> observer.add(next));
        this.snapshot = next;
        this.observers.forEach((observer) -> observer.retire(next));
    }

    /** Tells {@code observer} of the present snapshot and of every later one. */
    public synchronized void observe(Observer observer) {
        this.observers.add(observer);
        observer.add(this.snapshot);
        observer.retire(this.snapshot);
    }

    /**
     * Learns what serves, to keep meters or the like in step. Each method is called once a change, never at the same time
     * as for another change.
     */
    public interface Observer {

        /** Called before the snapshot is the registry's, so that a model is measured from its first call on. */
        void add(Snapshot next);

        /** Called when it is, so that nothing is taken from a model that new calls still find. */
        void retire(Snapshot now);

    }

}
