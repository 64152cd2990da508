package io.multigate.registry;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;

import io.multigate.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a model by the wishes of its operators. */
class AdministrationTests extends ChangingShop {

    @ParameterizedTest
    @ValueSource(strings = {"", "shop"})
    void whatAnAdministratorWantsHappensThoughTheFoldersCannotBeLookedAt(String unreadable) throws IOException {
        becomeALoop(unreadable);

        assertThat(admin("models/shop/rollback").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(1);
        assertThat(admin("models/shop/unpin").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(2);
        assertThat(admin("models/shop/versions/2/unload").statusCode()).isEqualTo(200);
        assertThat(states()).isEqualTo(Map.of(1, "serving", 2, "available"));
        assertThat(reason(1)).isEmpty();
        assertThat(admin("models/shop/versions/2/pin").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(2);
    }

    @Test
    void aReloadOfADirectoryThatCannotBeListedIsRefused() throws IOException {
        becomeALoop("");

        HttpResponse<String> refused = admin("reload");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("the model directory cannot be listed; the log of the service tells why")
                .doesNotContain(this.models.toString());
    }

    @Test
    void aPinnedVersionAnswersWhateverComes() throws IOException {
        JsonNode pinned = RunningService.json(admin("models/shop/versions/1/pin"));
        assertThat(pinned.get("serving").asInt()).isEqualTo(1);
        write(3, "manifest.json");
        write(4, "manifest.json");
        admin("reload");

        assertThat(answering()).isEqualTo(1);
        assertThat(states()).isEqualTo(Map.of(1, "serving", 2, "available", 3, "available", 4, "loaded"));

        admin("models/shop/unpin");
        assertThat(answering()).isEqualTo(4);
        assertThat(states()).isEqualTo(Map.of(1, "available", 2, "available", 3, "loaded", 4, "serving"));
    }

    @Test
    void whatFailedIsCalledSoWhileItWouldAnswerAndNotBesideAPinnedVersion() throws IOException {
        String failed = "multigate_model_failed{model=\"shop\",reason=\"files\",version=\"3\"}";
        write(3, "bad", "manifest.json");
        admin("reload");
        assertThat(this.service.scrape()).containsKey(failed);

        admin("models/shop/versions/2/pin");
        assertThat(this.service.scrape()).doesNotContainKey(failed);

        admin("models/shop/unpin");
        assertThat(this.service.scrape()).containsKey(failed);
    }

    @Test
    void rollingBackPinsTheNextLowerVersionThatPasses() throws IOException {
        write(3, "manifest.json");
        admin("reload");
        admin("models/shop/versions/2/unload");

        assertThat(admin("models/shop/rollback").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(1);

        HttpResponse<String> nothing = admin("models/shop/rollback");
        assertThat(nothing.statusCode()).isEqualTo(409);
        assertThat(nothing.body()).contains("there is nothing to roll back to");
        assertThat(answering()).isEqualTo(1);
    }

    @Test
    void rollingBackPassesOverAVersionThatFails() throws IOException {
        write(3, "bad", "manifest.json");
        write(4, "manifest.json");
        admin("reload");
        assertThat(states()).containsEntry(3, "failed").containsEntry(4, "serving");

        assertThat(admin("models/shop/rollback").statusCode()).isEqualTo(200);

        assertThat(answering()).isEqualTo(2);
    }

    @Test
    void aVersionThatFailsIsNotPinned() throws IOException {
        write(3, "bad", "manifest.json");
        admin("reload");

        HttpResponse<String> refused = admin("models/shop/versions/3/pin");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("version 3 of model 'shop' may not serve, files: bad");
        assertThat(answering()).isEqualTo(2);
        assertThat(admin("models/shop/versions/9/pin").statusCode()).isEqualTo(404);
        assertThat(admin("models/other/rollback").statusCode()).isEqualTo(404);
    }

    /** The pin saw the mended files; nothing else would try them again. */
    @Test
    void aVersionThatHadNoRoomWhenItWasPinnedIsTriedAgain() throws IOException {
        write(3, "bad", "manifest.json");
        admin("reload");
        write(3, "unlucky");
        Files.delete(folder(3).resolve("bad"));

        assertThat(admin("models/shop/versions/3/pin").body()).contains("no room");
        assertThat(reason(3)).isEqualTo("files: no room");

        admin("models/shop/versions/1/unload");
        assertThat(answering()).isEqualTo(3);
    }

    @Test
    void anUnloadedVersionStaysAwayUntilItIsPinned() {
        assertThat(admin("models/shop/versions/2/unload").statusCode()).isEqualTo(200);
        admin("reload");
        assertThat(answering()).isEqualTo(1);
        assertThat(states()).isEqualTo(Map.of(1, "serving", 2, "available"));
        assertThat(reason(2)).isEqualTo(Lineup.WITHHELD);

        assertThat(admin("models/shop/versions/1/unload").statusCode()).isEqualTo(409);
        assertThat(answering()).isEqualTo(1);

        assertThat(admin("models/shop/versions/2/pin").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(2);
    }

    @Test
    void whatHadNoRoomIsTriedAsSoonAsAVersionIsUnloaded() throws IOException {
        write(3, "unlucky", "manifest.json");
        admin("reload");
        assertThat(states()).isEqualTo(Map.of(1, "loaded", 2, "serving", 3, "failed"));

        admin("models/shop/versions/1/unload");
        assertThat(states()).isEqualTo(Map.of(1, "available", 2, "loaded", 3, "serving"));
    }

}
