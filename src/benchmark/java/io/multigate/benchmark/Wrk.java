package io.multigate.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The closed-loop generator {@code wrk}, which takes so little time itself that it finds out where
 * a service is saturated.
 *
 * @param core that it is pinned to
 * @param connections requests under way at any time
 * @param seconds how long a run is
 */
record Wrk(int core, int connections, int seconds) {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: |Socket errors: ");

    /**
     * What one run says.
     * @param rate answers a second
     * @param p50 median latency in milliseconds
     * @param p99 in milliseconds
     */
    record Reading(double rate, double p50, double p99) {}

    /**
     * Runs it once.
     * @param script that {@link WrkScript} wrote
     * @throws IOException if it does not run, or an answer is no success
     */
    Reading run(String url, Path script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("taskset", "-c", Integer.toString(this.core), "wrk", "-t1",
                "-c" + this.connections, "-d" + this.seconds + "s", "--latency", "-s", script.toString(), url)
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || FAILED.matcher(text).find()) {
            throw new IOException(url + ":\n" + text);
        }
        return new Reading(Double.parseDouble(group(RATE, text, 1)), percentile(text, 50), percentile(text, 99));
    }

    private static double percentile(String text, int percent) throws IOException {
        Pattern line = Pattern.compile("\\s" + percent + "%\\s+([0-9.]+)(us|ms|s)\\s");
        double value = Double.parseDouble(group(line, text, 1));
        return switch (group(line, text, 2)) {
            case "us" -> value / 1e3;
            case "ms" -> value;
            default -> value * 1e3;
        };
    }

    private static String group(Pattern pattern, String text, int group) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("wrk says nothing of " + pattern + ":\n" + text);
        }
        return matcher.group(group);
    }

}
