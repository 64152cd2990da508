package io.multigate.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Requests in the form that {@code wrk} takes: a Lua script that hands them out in turn. */
final class WrkScript {

    private WrkScript() {}

    /** Writes a script that posts the requests to a path. */
    static void write(Path file, String path, List<Traffic.Request> requests) throws IOException {
        try (BufferedWriter script = Files.newBufferedWriter(file)) {
            script.write("local bodies, requests = {}, {}\n");
            for (Traffic.Request request : requests) {
                script.write("bodies[#bodies + 1] = [[" + request.json() + "]]\n");
            }
            // Only when the script is started does wrk know the host that belongs into the headers.
            script.write("""
                    function init()
                      for i, body in ipairs(bodies) do
                        requests[i] = wrk.format("POST", "%s", {["Content-Type"] = "application/json"}, body)
                      end
                    end
                    local sent = 0
                    function request()
                      sent = sent + 1
                      return requests[(sent - 1) %% #requests + 1]
                    end
                    """.formatted(path));
        }
    }

}
