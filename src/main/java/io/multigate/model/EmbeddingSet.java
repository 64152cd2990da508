package io.multigate.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One embedding of each table of a schema. A model has one set that every part of it reads, or, as ESMM without shared
 * embeddings has, one for each tower.
 *
 * @param task the task whose tower alone reads the set; null when all do
 */
public record EmbeddingSet(@Nullable String task) {

    /** The one set that every part of a network reads. */
    public static final EmbeddingSet SHARED = new EmbeddingSet(null);

    /** The sets of a model: in the order of the tasks, when each has its own. */
    public static List<EmbeddingSet> of(ModelSpec spec) {
        return ownedByTasks(spec)
                ? spec.tasks().stream().map((task) -> new EmbeddingSet(task.name())).toList()
                : List.of(SHARED);
    }

    /** The set that a task's tower reads, be it through other layers. */
    public static EmbeddingSet of(ModelSpec spec, Task task) {
        return ownedByTasks(spec) ? new EmbeddingSet(task.name()) : SHARED;
    }

    private static boolean ownedByTasks(ModelSpec spec) {
        return spec instanceof ModelSpec.EsmmSpec esmm && esmm.embeddings() == Sharing.TASK;
    }

    /** The name of a table's weight: {@code embedding.<table>} or {@code embedding.<task>.<table>}. */
    public String weight(String table) {
        return WeightShapes.EMBEDDING + ((this.task == null) ? "" : this.task + ".") + table;
    }

    /** The name of something that there is once a set: {@code name} or {@code name<separator><task>}. */
    public String named(String name, String separator) {
        return (this.task == null) ? name : name + separator + this.task;
    }

}
