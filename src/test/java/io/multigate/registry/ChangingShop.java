package io.multigate.registry;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** A service whose model {@code shop} has versions 1 and 2 at first, and whose folders the tests change. */
abstract class ChangingShop {

    static final String BODY = "{\"candidates\": [{\"id\": \"a\", \"features\": {}}]}";

    final Queue<String> loads = new ConcurrentLinkedQueue<>();

    Path models;

    RunningService service;

    @BeforeEach
    void start(@TempDir Path folder) {
        this.models = folder.resolve("models");
        this.service = RunningService.start(this.models, List.of("shop/1", "shop/2"), this::load,
                RunningService.administrable("--multigate.reload.interval=1d"));
    }

    @AfterEach
    void stop() {
        this.service.close();
    }

    /**
     * Fails for a file named {@code bad}, throws an error for {@code impossible}, and for {@code unlucky} has no room
     * until version 1 is unloaded.
     */
    LoadOutcome load(Path folder) {
        ModelId id = ModelDirectory.id(folder).orElseThrow();
        this.loads.add(id.toString());
        if (Files.exists(folder.resolve("impossible"))) {
            throw new AssertionError("impossible");
        }
        if (Files.exists(folder.resolve("unlucky")) && "loaded".equals(states().get(1))) {
            return TestModels.failure(folder, "no room", true);
        }
        return Files.exists(folder.resolve("bad"))
                ? TestModels.failure(folder, "bad")
                : TestModels.outcome(TestModels.loaded(id, TestModels.esmm()));
    }

    Path folder(int version) {
        return this.models.resolve("shop").resolve(Integer.toString(version));
    }

    void write(int version, String... files) throws IOException {
        Path folder = Files.createDirectories(folder(version));
        for (String file : files) {
            Files.writeString(folder.resolve(file), file);
        }
    }

    HttpResponse<String> admin(String change) {
        return this.service.administer(change);
    }

    Map<Integer, String> states() {
        return RunningService.json(this.service.get("/v1/models/shop"))
                .get("versions")
                .valueStream()
                .collect(Collectors.toMap((version) -> version.get("version").asInt(),
                        (version) -> version.get("state").asString()));
    }

    String reason(int version) {
        return RunningService.json(this.service.get("/v1/models/shop/versions/" + version)).path("reason").asString();
    }

    int answering() {
        HttpResponse<String> answer = this.service.post("/v1/models/shop/score", BODY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningService.json(answer).get("version").asInt();
    }

    void awaitAnswering(int version) throws InterruptedException {
        for (int i = 0; i < 400 && answering() != version; i++) {
            Thread.sleep(50);
        }
        assertThat(answering()).isEqualTo(version);
    }

    /** A folder that not even root can list. */
    void becomeALoop(String folder) throws IOException {
        Path path = this.models.resolve(folder);
        FileSystemUtils.deleteRecursively(path);
        Files.createSymbolicLink(path, path);
    }

}
