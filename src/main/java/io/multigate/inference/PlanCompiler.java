package io.multigate.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.model.EmbeddingSet;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;
import org.jspecify.annotations.Nullable;

/** Arranges a model's weights for scoring: each architecture in the order in which its paper draws it. */
public final class PlanCompiler {

    /** Candidates whose numbers stay in the processor's caches together. */
    private static final int BLOCK_SIZE = 64;

    /** Cost of an item's part from which on finding it in memory is faster than computing it again. */
    private static final int WORTH_KEEPING = 1 << 16;

    private final FeatureSchema schema;

    private final ModelSpec spec;

    private final Weights weights;

    private final Kernel kernel;

    private final int blockSize;

    private final @Nullable ItemCache items;

    private PlanCompiler(FeatureSchema schema, ModelSpec spec, Weights weights, Kernel kernel, int blockSize,
            @Nullable ItemCache items) {
        this.schema = schema;
        this.spec = spec;
        this.weights = weights;
        this.kernel = kernel;
        this.blockSize = blockSize;
        this.items = items;
    }

    /**
     * The plan of a model, which keeps nothing from one request to the next.
     * @throws IllegalArgumentException if the weights are not of the names and shapes that schema and spec want, or so
     * large that a score might overflow
     */
    public static ScoringPlan compile(FeatureSchema schema, ModelSpec spec, Weights weights) {
        return compile(schema, spec, weights, Kernels.FASTEST, BLOCK_SIZE, null);
    }

    /**
     * The plan of a model, which keeps what items add to the first layer where that is worth its while.
     * @param items where it is kept
     * @throws IllegalArgumentException as {@link #compile(FeatureSchema, ModelSpec, Weights)} does
     */
    public static ScoringPlan compile(FeatureSchema schema, ModelSpec spec, Weights weights, ItemCache items) {
        boolean worthwhile = items.bytes() > 0 && costOfItem(schema, spec) >= WORTH_KEEPING;
        return compile(schema, spec, weights, Kernels.FASTEST, BLOCK_SIZE, worthwhile ? items : null);
    }

    /** What computes every plan of this virtual machine, such as {@code plain} or {@code vector-512}. */
    public static String kernel() {
        return Kernels.FASTEST.name();
    }

    static ScoringPlan compile(FeatureSchema schema, ModelSpec spec, Weights weights, Kernel kernel, int blockSize,
            @Nullable ItemCache items) {
        requireShapes(WeightShapes.of(schema, spec), weights);
        PlanCompiler compiler = new PlanCompiler(schema, spec, weights, kernel, blockSize, items);
        return switch (spec) {
            case ModelSpec.SharedBottomSpec shared -> compiler.sharedBottom(shared);
            case ModelSpec.EsmmSpec esmm -> compiler.esmm(esmm);
            case ModelSpec.MmoeSpec mmoe -> compiler.mmoe(mmoe);
        };
    }

    /** Multiplications of an item's part of the first layer. */
    private static long costOfItem(FeatureSchema schema, ModelSpec spec) {
        long units = switch (spec) {
            case ModelSpec.SharedBottomSpec shared -> shared.bottom().getFirst();
            case ModelSpec.EsmmSpec esmm ->
                (long) esmm.tasks().size() * (esmm.tower().isEmpty() ? 1 : esmm.tower().getFirst());
            case ModelSpec.MmoeSpec mmoe ->
                (long) mmoe.experts() * (mmoe.expert().getFirst() + mmoe.gateNames().size());
        };
        return units * InputColumns.of(schema, spec).items();
    }

    private static void requireShapes(Map<String, List<Integer>> shapes, Weights weights) {
        shapes.forEach((name, shape) -> {
            Tensor tensor = weights.tensor(name);
            if (!tensor.shape().equals(shape)) {
                throw new IllegalArgumentException(
                        "weight '" + name + "' has shape " + tensor.shape() + ", not " + shape);
            }
        });
    }

    private ScoringPlan sharedBottom(ModelSpec.SharedBottomSpec shared) {
        Mlp deeper = mlp(rectified(WeightShapes.BOTTOM, 1, shared.bottom().size()));
        return plan(Dense.rectified(this.weights, WeightShapes.BOTTOM + ".0"), new Trunk.Bottom(deeper), 0);
    }

    private ScoringPlan esmm(ModelSpec.EsmmSpec esmm) {
        List<Dense> first = esmm.tasks().stream().map((task) -> towerLayers(task).getFirst()).toList();
        Dense all = switch (esmm.embeddings()) {
            case SHARED -> Dense.beside(first);
            case TASK -> Dense.diagonal(first);
        };
        return plan(all, new Trunk.Split(first.getFirst().units()), 0);
    }

    private ScoringPlan mmoe(ModelSpec.MmoeSpec mmoe) {
        List<Dense> first = new ArrayList<>();
        List<Mlp> deeper = new ArrayList<>();
        for (int expert = 0; expert < mmoe.experts(); expert++) {
            first.add(Dense.rectified(this.weights, WeightShapes.expert(expert) + ".0"));
            deeper.add(mlp(rectified(WeightShapes.expert(expert), 1, mmoe.expert().size())));
        }
        for (String gate : mmoe.gateNames()) {
            first.add(Dense.linear(this.weights, gate));
        }
        return plan(Dense.beside(first),
                new Trunk.Mixture(this.kernel, mmoe.gateNames().size(), deeper, mmoe.expert().getFirst(),
                        mmoe.expert().getLast()),
                mmoe.experts());
    }

    /** The layers of one tower: hidden ones with ReLU, then the logit. */
    private List<Dense> towerLayers(Task task) {
        String tower = WeightShapes.tower(task);
        int hidden = this.spec.tower().size();
        List<Dense> layers = new ArrayList<>(rectified(tower, 0, hidden));
        layers.add(Dense.linear(this.weights, tower + "." + hidden));
        return layers;
    }

    private List<Dense> rectified(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj((layer) -> Dense.rectified(this.weights, prefix + "." + layer))
                .toList();
    }

    private Mlp mlp(List<Dense> layers) {
        return new Mlp(this.kernel, layers);
    }

    /**
     * The greatest magnitude in the input: of a scaled number, or of the sum of a list's embeddings.
     * @throws IllegalArgumentException if it lies beyond the range of a float
     */
    private double largestInput() {
        int longest = 1;
        for (FeatureField field : this.schema.fields()) {
            if (field instanceof FeatureField.CategoricalList list) {
                longest = Math.max(longest, list.maximumLength());
            }
        }
        double largest = Normalizer.LIMIT;
        for (EmbeddingSet set : EmbeddingSet.of(this.spec)) {
            for (String table : this.schema.tableRows().keySet()) {
                for (float value : this.weights.tensor(set.weight(table)).values()) {
                    largest = Math.max(largest, Math.abs(value));
                }
            }
        }
        double reached = largest * longest;
        if (!(reached <= Dense.LARGEST)) {
            throw new IllegalArgumentException("the weights are so large that an input can reach " + reached
                    + "; at most " + Dense.LARGEST + " is safe");
        }
        return reached;
    }

    /**
     * Multiplications by the model's weights, each of which is used once. What a plan multiplies by zeros besides, as
     * it does where {@link Dense#diagonal} put them, is not counted: such a plan asks for help later than it might.
     */
    private long costOfCandidate() {
        return this.weights.tensors()
                .entrySet()
                .stream()
                .filter((entry) -> entry.getKey().endsWith(".weight")
                        && !entry.getKey().startsWith(WeightShapes.EMBEDDING))
                .mapToLong((entry) -> entry.getValue().values().length)
                .sum();
    }

    private ScoringPlan plan(Dense first, Trunk trunk, int experts) {
        List<Mlp> towers = this.spec.tasks()
                .stream()
                .map(this::towerLayers)
                .map((layers) -> mlp(layers.subList(trunk.towerLayers(), layers.size())))
                .toList();
        double towerInput = trunk.bound(first.reach().bound(largestInput()));
        towers.forEach((tower) -> tower.bound(towerInput));
        InputColumns columns = InputColumns.of(this.schema, this.spec);
        ItemShelf shelf = (this.items != null) ? this.items.shelf(first.units()) : null;
        FirstLayer layer = new FirstLayer(this.kernel, this.schema, columns, this.weights,
                first.reordered(columns.order()), shelf);
        int hidden = Math.max(trunk.widestHidden(), towers.stream().mapToInt(Mlp::widest).max().orElse(0));
        Scratch.Widths widths = new Scratch.Widths(first.inputs(), first.units(), trunk.part(first.units()), hidden,
                trunk.width(), this.spec.tasks().size(), experts);
        return new ScoringPlan(this.kernel, this.spec.tasks(), experts, layer, trunk, towers, widths, costOfCandidate(),
                this.blockSize, shelf);
    }

}
