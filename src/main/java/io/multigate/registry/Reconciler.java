package io.multigate.registry;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.multigate.model.ModelId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the registry in step with the model directory and with what administrators want. A new version is loaded and
 * proven first and published by one assignment then; calls that run go on with what they took. Confined to one thread.
 */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final DirectoryLooks looks;

    private final ModelRegistry registry;

    private final VersionLoads loads;

    private final Lineup lineup;

    private final boolean follows;

    private Wishes wishes;

    /**
     * A reconciler.
     * @param follows whether it does of itself what follows from the directory
     */
    Reconciler(ModelsProperties properties, ModelRegistry registry, VersionLoads loads, boolean follows) {
        this.looks = new DirectoryLooks(properties.directory());
        this.registry = registry;
        this.loads = loads;
        this.follows = follows;
        this.lineup = new Lineup(loads, properties.keep());
        this.wishes = new Wishes(properties.versions(), Set.of());
    }

    /**
     * Looks at the directory and does what follows from it. What cannot be looked at stays as it is.
     * @param hurry whether somebody waits: what remains is left for another look then
     * @return whether nothing was left
     */
    boolean reconcile(BooleanSupplier hurry) {
        return this.looks.look().map((folders) -> follow(folders, hurry)).orElse(true);
    }

    /**
     * As {@link #reconcile}, at an administrator's wish.
     * @throws RefusedChangeException if the directory cannot be listed
     */
    void reload() {
        this.loads.waitNoLonger();
        follow(this.looks.look().orElseThrow(() -> new RefusedChangeException(
                "the model directory cannot be listed; the log of the service tells why")));
    }

    private void follow(VersionFolders folders) {
        boolean _ = follow(folders, () -> false);
    }

    private boolean follow(VersionFolders folders, BooleanSupplier hurry) {
        Set<String> names = new TreeSet<>(folders.models().keySet());
        names.addAll(this.registry.snapshot().models().keySet());
        for (String name : names) {
            if (hurry.getAsBoolean()) {
                return false;
            }
            folders.of(name).ifPresent((versions) -> follow(name, versions));
        }
        return true;
    }

    /** Whatever goes wrong with one model must not keep the others from being followed. */
    private void follow(String name, Map<Integer, Path> folders) {
        try {
            reconcile(name, folders);
        } catch (Throwable ex) {
            LOG.error("{} stays as it is", name, ex);
        }
    }

    /** Does at once what follows from a wish, whether or not the directory can be listed now. */
    private void grant(Wishes wanted, String name) {
        this.wishes = wanted;
        switchOver(name);
        Optional<VersionFolders> folders = this.looks.look();
        follow(name, folders(name, folders));
        // Not before: what was unloaded leaves room now.
        this.loads.waitNoLonger();
        if (this.follows) {
            folders.ifPresent(this::follow);
        }
    }

    /** Before anything is loaded for a wish, what is loaded already answers by it. */
    private void switchOver(String name) {
        RegisteredModel present = present(name);
        RegisteredModel next = new RegisteredModel(name, present.versions()
                .stream()
                .map((version) -> this.wishes.withheld().contains(version.id())
                        ? ModelVersion.available(version.id(), Lineup.WITHHELD)
                        : version)
                .toList(), this.wishes.pin(name));
        if (next.serving().isPresent()) {
            publish(present, next);
        }
    }

    /** A model's folders; where it cannot be looked at, or nobody follows it, those of the versions that are known. */
    private Map<Integer, Path> folders(String name, Optional<VersionFolders> folders) {
        Map<Integer, Path> known = this.looks.places(name, present(name).numbers());
        Map<Integer, Path> there = new HashMap<>(folders.flatMap((listed) -> listed.of(name)).orElse(known));
        if (!this.follows) {
            there.keySet().retainAll(known.keySet());
        }
        return there;
    }

    private void reconcile(String name, Map<Integer, Path> folders) {
        RegisteredModel present = present(name);
        publish(present, this.lineup.next(present, folders, this.wishes));
    }

    private RegisteredModel present(String name) {
        RegisteredModel known = this.registry.snapshot().models().get(name);
        return (known != null) ? known : new RegisteredModel(name, List.of(), this.wishes.pin(name));
    }

    private void publish(RegisteredModel present, RegisteredModel next) {
        if (next.equals(present)) {
            return;
        }
        this.registry.publish(this.registry.snapshot().with(next));
        present.versions()
                .stream()
                .filter((version) -> !next.numbers().contains(version.number()))
                .forEach((version) -> this.loads.forget(version.id()));
        Optional<Integer> before = answering(present);
        Optional<Integer> now = answering(next);
        if (!before.equals(now)) {
            LOG.info("model {} {}{}", next.name(), now.map((version) -> "is answered by version " + version)
                    .orElse("does not serve any longer"), before.map((version) -> ", before by " + version).orElse(""));
        }
    }

    private static Optional<Integer> answering(RegisteredModel model) {
        return model.serving().map((version) -> version.id().version());
    }

    /**
     * Lets a version answer for its model, whatever higher ones there are.
     * @throws UnknownModelException if there is no such version
     * @throws RefusedChangeException if it does not pass its checks
     */
    void pin(String name, String number) {
        pin(this.registry.snapshot().version(name, number));
    }

    private void pin(ModelVersion version) {
        String name = version.id().name();
        int number = version.number();
        if (!version.isLoaded()) {
            Path folder = folders(name, this.looks.look()).get(number);
            if (folder == null) {
                throw new RefusedChangeException(
                        "version " + number + " of model '" + name + "' may not serve, its directory is gone");
            }
            ModelVersion tried = this.loads.load(version.id(), folder);
            RegisteredModel present = present(name);
            publish(present, new RegisteredModel(name,
                    Stream.concat(present.versions().stream().filter((other) -> other.number() != number),
                            Stream.of(tried)).toList(),
                    tried.isLoaded() ? present.pinned().or(() -> answering(present)) : present.pinned()));
            if (!tried.isLoaded()) {
                throw new RefusedChangeException("version " + number + " of model '" + name + "' may not serve, "
                        + tried.reason().orElseThrow());
            }
        }
        grant(this.wishes.pinned(version.id()), name);
    }

    /**
     * Lets the highest version that passes its checks answer for a model again.
     * @throws UnknownModelException if there is no such model
     */
    void unpin(String name) {
        this.registry.snapshot().model(name);
        grant(this.wishes.unpinned(name), name);
    }

    /**
     * Pins the next lower version that passes its checks.
     * @throws UnknownModelException if there is no such model
     * @throws ModelNotServingException if the model does not serve
     * @throws RefusedChangeException if no lower version may serve
     */
    void rollBack(String name) {
        int serving = this.registry.snapshot().serving(name).id().version();
        List<ModelVersion> lower = present(name).versions()
                .stream()
                .filter((version) -> version.number() < serving && !this.wishes.withheld().contains(version.id()))
                .sorted(Comparator.comparingInt(ModelVersion::number).reversed())
                .toList();
        for (ModelVersion version : lower) {
            try {
                pin(version);
                return;
            } catch (RefusedChangeException ex) {
                LOG.warn("cannot roll back to {}: {}", version.id(), ex.getMessage());
            }
        }
        throw new RefusedChangeException(
                "no version of model '" + name + "' below " + serving + " may serve; there is nothing to roll back to");
    }

    /**
     * Unloads a version until it is pinned or the service starts anew.
     * @throws UnknownModelException if there is no such version
     * @throws RefusedChangeException if nothing else would answer for the model
     */
    void unload(String name, String wanted) {
        // Not the version, which would stay in memory while room is sought for others.
        ModelId id = this.registry.snapshot().version(name, wanted).id();
        List<ModelId> loaded = present(name).versions()
                .stream()
                .filter(ModelVersion::isLoaded)
                .map(ModelVersion::id)
                .toList();
        if (loaded.equals(List.of(id))) {
            throw new RefusedChangeException("version " + id.version() + " of model '" + name
                    + "' is the only one that is loaded; load another before it is unloaded");
        }
        grant(this.wishes.withheld(id), name);
    }

}
