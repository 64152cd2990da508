package io.multigate.loading;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.ModelBundle;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureSchema;
import io.multigate.inference.ItemCache;
import io.multigate.inference.ItemShelf;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.ScoringPlan;
import io.multigate.loading.Checks.Finding;
import io.multigate.loading.LoadReport.Step;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import io.multigate.model.Weights;

/** Turns a model version's directory into something that may serve, check by check. */
public final class ModelLoader {

    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private final boolean oracle;

    private final ItemCache items;

    private final LongSupplier nanoTime;

    private final HeapRoom heap;

    private final WarmUp warmUp;

    /**
     * A loader.
     * @param oracle whether to restore the DL4J network too and hold the plan to it; without, ND4J is never touched
     * @param items where plans keep what items add to their first layers
     */
    public ModelLoader(boolean oracle, ItemCache items) {
        this(oracle, items, System::nanoTime, WARM_UP, () -> HeapRoom.free() - items.room());
    }

    ModelLoader(boolean oracle, ItemCache items, LongSupplier nanoTime, Duration warmUp, LongSupplier freeHeap) {
        this.oracle = oracle;
        this.items = items;
        this.heap = new HeapRoom(freeHeap);
        this.nanoTime = nanoTime;
        this.warmUp = new WarmUp(nanoTime, compileTime(), warmUp);
    }

    /** In milliseconds; where the virtual machine does not tell, something else that never rests. */
    private static LongSupplier compileTime() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return (compiler != null && compiler.isCompilationTimeMonitoringSupported())
                ? compiler::getTotalCompilationTime
                : System::nanoTime;
    }

    /**
     * Loads a version. A bundle that must not serve is no exception: the report says why.
     * @param versionDirectory {@code <models>/<name>/<version>}
     * @throws IllegalArgumentException if the path does not end in a model's name and a version
     */
    public LoadOutcome load(Path versionDirectory) {
        ModelId id = ModelDirectory.id(versionDirectory)
                .orElseThrow(() -> new IllegalArgumentException(
                        versionDirectory + " does not end in a model's name and a version, such as shop/1"));
        long start = this.nanoTime.getAsLong();
        Checks checks = new Checks(this.nanoTime);
        Optional<LoadedModel> model;
        try {
            model = Optional.of(load(versionDirectory, checks));
        } catch (Checks.FailedCheckException _) {
            model = Optional.empty();
        }
        Duration took = Duration.ofNanos(this.nanoTime.getAsLong() - start);
        return new LoadOutcome(id, checks.report(), model, took);
    }

    private LoadedModel load(Path directory, Checks checks) {
        DirectoryStamp stamp = DirectoryStamp.of(directory);
        ModelManifest manifest = checks.make(Step.FILES, () -> manifest(directory));
        try (HeapRoom.Claim heap = this.heap.claim()) {
            checks.make(Step.MEMORY, () -> new Finding<>(heap, heap.take(HeapRoom.needed(manifest))));
            return load(directory, stamp, manifest, checks);
        }
    }

    private LoadedModel load(Path directory, DirectoryStamp stamp, ModelManifest manifest, Checks checks) {
        FeatureSchema schema = checks.make(Step.SCHEMA, () -> schema(directory, manifest));
        Weights weights = checks.make(Step.WEIGHTS, () -> weights(directory, manifest, schema));
        ScoringPlan plan = checks.make(Step.PLAN, () -> plan(schema, manifest, weights));
        boolean loaded = false;
        try {
            LoadedModel model = proven(directory, manifest, schema, weights, plan, checks);
            requireUnchanged(directory, stamp, checks);
            loaded = true;
            return model;
        } finally {
            if (!loaded) {
                plan.items().ifPresent(ItemShelf::close);
            }
        }
    }

    /** Files are opened once for their digests and again for what they hold, which has to be the same. */
    private static void requireUnchanged(Path directory, DirectoryStamp stamp, Checks checks) {
        if (!DirectoryStamp.of(directory).equals(stamp)) {
            throw checks.withdrawn(Step.FILES, "the files changed while they were loaded");
        }
    }

    private LoadedModel proven(Path directory, ModelManifest manifest, FeatureSchema schema, Weights weights,
            ScoringPlan plan, Checks checks) {
        GoldenReplay replay = checks.make(Step.GOLDEN, () -> golden(directory, manifest, schema, plan));
        ModelBundle bundle = new ModelBundle(directory, manifest, schema, weights, replay.golden());
        checks.make(Step.ORACLE, () -> new Finding<>(bundle, oracle(bundle, replay)));
        checks.make(Step.WARMUP, () -> new Finding<>(plan, this.warmUp.warm(plan, replay)));
        plan.items().ifPresent(ItemShelf::clear);
        return new LoadedModel(manifest, replay.encoder(), plan, plan.items());
    }

    private static Finding<ModelManifest> manifest(Path directory) {
        ModelManifest manifest = BundleReader.readManifest(directory);
        BundleReader.verifyFiles(directory, manifest);
        long bytes = manifest.files().values().stream().mapToLong(ModelManifest.FileEntry::size).sum();
        return new Finding<>(manifest, manifest.files().size() + " files with " + bytes + " bytes, digests equal");
    }

    private static Finding<FeatureSchema> schema(Path directory, ModelManifest manifest) {
        FeatureSchema schema = BundleReader.readSchema(directory, manifest);
        return new Finding<>(schema,
                schema.fields().size() + " features, fingerprint " + manifest.schemaFingerprint().substring(0, 12));
    }

    private static Finding<Weights> weights(Path directory, ModelManifest manifest, FeatureSchema schema) {
        Weights weights = BundleReader.readWeights(directory, manifest, schema);
        long numbers = weights.tensors().values().stream().mapToLong((tensor) -> tensor.values().length).sum();
        return new Finding<>(weights, weights.tensors().size() + " weights with " + numbers + " numbers, all finite");
    }

    private Finding<ScoringPlan> plan(FeatureSchema schema, ModelManifest manifest, Weights weights) {
        ScoringPlan plan = PlanCompiler.compile(schema, manifest.spec(), weights, this.items);
        return new Finding<>(plan, "compiled for the " + PlanCompiler.kernel() + " kernel"
                + (plan.items().isPresent() ? ", items kept" : ""));
    }

    private static Finding<GoldenReplay> golden(Path directory, ModelManifest manifest, FeatureSchema schema,
            ScoringPlan plan) {
        GoldenExamples golden = BundleReader.readGolden(directory, manifest);
        GoldenReplay replay = new GoldenReplay(golden, new FeatureEncoder(schema));
        return new Finding<>(replay, replay.replay(plan));
    }

    private String oracle(ModelBundle bundle, GoldenReplay replay) {
        return this.oracle ? Oracle.examine(bundle, replay) : "skipped: switched off";
    }

}
