package io.multigate.scoring;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.multigate.RunningService;

/** Asks for one candidate's scores, under an id of its own and for so long. */
final class ImpatientCaller {

    private ImpatientCaller() {}

    static HttpResponse<String> score(RunningService service, String id, String milliseconds) {
        return service.send(HttpRequest.newBuilder(service.uri("/v1/score"))
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .header("X-Request-Timeout-Ms", milliseconds)
                .POST(HttpRequest.BodyPublishers.ofString("{\"candidates\": [{\"id\": \"a\"}]}")));
    }

}
