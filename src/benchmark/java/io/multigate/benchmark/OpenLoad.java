package io.multigate.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

/** What {@link LoadCommand} has Gatling do: each of its users posts one request over a kept connection. */
public final class OpenLoad extends Simulation {

    private static final int REQUESTS = 200;

    private static final int CATALOGUE = 20_000;

    private static final String PREFIX = "load.";

    private final Settings settings = Settings.published();

    private final Timetable timetable = new Timetable(this.settings.rate,
            this.settings.rate * (this.settings.warmUp + this.settings.seconds));

    /** Makes the requests, and tells Gatling what to do with them. */
    public OpenLoad() {
        List<byte[]> bodies = new Traffic(CATALOGUE, 7).take(REQUESTS, this.settings.candidates)
                .stream()
                .map(Traffic.Request::body)
                .toList();
        ScenarioBuilder score = scenario("score").exec(this::sent)
                .exec(http("score").post(this.settings.path)
                        .header("Content-Type", "application/json")
                        .body(ByteArrayBody((session) -> bodies.get(number(session) % REQUESTS)))
                        .check(status().is(200)))
                .exec(this::answered);
        HttpProtocolBuilder service = http.baseUrl(this.settings.url).shareConnections();
        setUp(score.injectOpen(constantUsersPerSec(this.settings.rate)
                .during(Duration.ofSeconds((long) this.settings.warmUp + this.settings.seconds))))
                .protocols(service);
    }

    /** Gatling counts its users from 1. */
    private static int number(Session session) {
        return (int) session.userId() - 1;
    }

    private Session sent(Session session) {
        this.timetable.sent(number(session), System.nanoTime());
        return session;
    }

    private Session answered(Session session) {
        this.timetable.answered(number(session), System.nanoTime(), !session.isFailed());
        return session;
    }

    @Override
    public void after() {
        Timetable.Outcome outcome = this.timetable.outcome(this.settings.rate * this.settings.warmUp);
        System.out.printf(Locale.ROOT,
                "%d requests with %d candidates at %d/s, %d failed; ms from the intended start: p50 %.2f, p90 %.2f, "
                        + "p99 %.2f, p99.9 %.2f, greatest %.2f; from the sending: p50 %.2f, p99 %.2f; "
                        + "sent late by p50 %.2f, p99 %.2f%n",
                outcome.latency().getTotalCount(), this.settings.candidates, this.settings.rate, outcome.failed(),
                outcome.latency(50), outcome.latency(90), outcome.latency(99), outcome.latency(99.9),
                outcome.latency(100), outcome.fromSending(50), outcome.fromSending(99), outcome.lateness(50),
                outcome.lateness(99));
        new Results(Path.of(this.settings.out), "url", "candidates", "rate", "requests", "failed", "p50", "p90", "p99",
                "p999", "sent50", "sent99", "late50", "late99").add(this.settings.url, this.settings.candidates,
                        this.settings.rate,
                        outcome.latency().getTotalCount(), outcome.failed(), outcome.latency(50), outcome.latency(90),
                        outcome.latency(99), outcome.latency(99.9), outcome.fromSending(50), outcome.fromSending(99),
                        outcome.lateness(50), outcome.lateness(99));
    }

    /** What the command line said; it travels in system properties. */
    record Settings(String url, String path, int candidates, int rate, int seconds, int warmUp, String out) {

        void publish() {
            System.setProperty(PREFIX + "url", this.url);
            System.setProperty(PREFIX + "path", this.path);
            System.setProperty(PREFIX + "candidates", Integer.toString(this.candidates));
            System.setProperty(PREFIX + "rate", Integer.toString(this.rate));
            System.setProperty(PREFIX + "seconds", Integer.toString(this.seconds));
            System.setProperty(PREFIX + "warmUp", Integer.toString(this.warmUp));
            System.setProperty(PREFIX + "out", this.out);
        }

        static Settings published() {
            return new Settings(System.getProperty(PREFIX + "url"), System.getProperty(PREFIX + "path"),
                    Integer.getInteger(PREFIX + "candidates"), Integer.getInteger(PREFIX + "rate"),
                    Integer.getInteger(PREFIX + "seconds"), Integer.getInteger(PREFIX + "warmUp"),
                    System.getProperty(PREFIX + "out"));
        }

    }

}
