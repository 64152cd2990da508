package io.multigate.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.multigate.loading.DirectoryStamp;
import io.multigate.model.ModelId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which versions of a model are loaded, and loads them: the pinned one, and the highest others that pass their
 * checks. What answers for a model is never given up for something that does not.
 */
final class Lineup {

    static final String INCOMPLETE = "its manifest.json is not there yet";

    static final String WITHHELD = "unloaded by an administrator";

    static final String GONE = "its directory is gone; it goes on as it was loaded";

    static final String BROKEN_OFF = "its load broke off, and is tried again; the log of the service tells why";

    private static final Logger LOG = LoggerFactory.getLogger(Lineup.class);

    private final VersionLoads loads;

    private final int keep;

    /**
     * A lineup.
     * @param loads loads versions
     * @param keep versions of a model that are kept loaded
     */
    Lineup(VersionLoads loads, int keep) {
        this.loads = loads;
        this.keep = keep;
    }

    /**
     * Brings a model into step with its folders.
     * @param present what is known of it
     * @param folders by the version's number
     * @param wishes of the operators
     */
    RegisteredModel next(RegisteredModel present, Map<Integer, Path> folders, Wishes wishes) {
        Map<Integer, ModelVersion> known = new HashMap<>();
        present.versions()
                .stream()
                .filter((version) -> !wishes.withheld().contains(version.id()))
                .forEach((version) -> known.put(version.number(), version));
        Map<Integer, ModelVersion> settled = new HashMap<>();
        Set<Integer> untried = new HashSet<>();
        folders.forEach((number, folder) -> settled(new ModelId(present.name(), number), folder, known, wishes)
                .ifPresentOrElse((version) -> settled.put(number, version), () -> untried.add(number)));
        known.values()
                .stream()
                .filter((version) -> version.isLoaded() && !folders.containsKey(version.number()))
                .forEach((version) -> settled.put(version.number(), version.with(Optional.of(GONE))));
        Optional<Integer> pinned = wishes.pin(present.name());
        return new RegisteredModel(present.name(), chosen(present.name(), folders, settled, untried, pinned), pinned);
    }

    /** What is to be said of a version without loading it; empty if it may be loaded. */
    private Optional<ModelVersion> settled(ModelId id, Path folder, Map<Integer, ModelVersion> known, Wishes wishes) {
        DirectoryStamp stamp = DirectoryStamp.of(folder);
        ModelVersion before = known.get(id.version());
        if (before != null && before.model().isPresent()) {
            return Optional.of(looked(before, before.model().get(), folder, stamp));
        }
        if (wishes.withheld().contains(id)) {
            return Optional.of(ModelVersion.available(id, WITHHELD));
        }
        if (!stamp.complete() || Files.notExists(folder)) {
            return Optional.of(ModelVersion.available(id, INCOMPLETE));
        }
        return Optional.ofNullable(before)
                .filter((version) -> version.failure().isPresent() && !isWorthAnotherTry(version, stamp));
    }

    private ModelVersion looked(ModelVersion version, ServingModel model, Path folder, DirectoryStamp stamp) {
        if (!stamp.readable()) {
            return version;
        }
        if (!stamp.complete()) {
            return version.with(Optional.of(GONE));
        }
        boolean other = isGone(version) || this.loads.hasChanged(version.id(), stamp);
        return (other && this.loads.isDue(version.id()))
                ? version.with(this.loads.examine(model, folder, stamp))
                : version;
    }

    /** A directory that changed may be whole now, and what failed of itself may have passed. */
    private boolean isWorthAnotherTry(ModelVersion failed, DirectoryStamp stamp) {
        return this.loads.hasChanged(failed.id(), stamp)
                || (failed.isRetryable() && this.loads.isDue(failed.id()));
    }

    private List<ModelVersion> chosen(String name, Map<Integer, Path> folders, Map<Integer, ModelVersion> settled,
            Set<Integer> untried, Optional<Integer> pinned) {
        List<Integer> numbers = new ArrayList<>(settled.keySet());
        numbers.addAll(untried);
        numbers.sort(preference(settled, pinned));
        List<ModelVersion> versions = new ArrayList<>();
        int loaded = 0;
        for (Integer number : numbers) {
            ModelId id = new ModelId(name, number);
            Path folder = folders.get(number);
            ModelVersion version = settled.get(number);
            boolean wanted = pinned.filter(number::equals).isPresent()
                    || loaded < ((version != null && isGone(version)) ? 1 : this.keep);
            if (version == null && folder != null && wanted) {
                version = tried(id, folder);
            }
            if (version != null && (wanted || !version.isLoaded())) {
                versions.add(version);
                loaded += version.isLoaded() ? 1 : 0;
            } else if (folder != null) {
                versions.add(ModelVersion.available(id, (version != null && isGone(version))
                        ? INCOMPLETE
                        : "not loaded: multigate.models.keep is " + this.keep));
            }
        }
        return versions;
    }

    /** Whatever goes wrong with one version must not cost those that were proven before it. */
    private ModelVersion tried(ModelId id, Path folder) {
        try {
            return this.loads.load(id, folder);
        } catch (Throwable ex) {
            LOG.error("the load of {} broke off", id, ex);
            return ModelVersion.available(id, BROKEN_OFF);
        }
    }

    /** The pinned version, then the highest; those that are gone from the disk last, for they only stand in. */
    private static Comparator<Integer> preference(Map<Integer, ModelVersion> settled, Optional<Integer> pinned) {
        return Comparator.<Integer, Boolean>comparing((number) -> pinned.filter(number::equals).isEmpty())
                .thenComparing((number) -> settled.containsKey(number) && isGone(settled.get(number)))
                .thenComparing(Comparator.reverseOrder());
    }

    private static boolean isGone(ModelVersion version) {
        return version.note().filter(GONE::equals).isPresent();
    }

}
