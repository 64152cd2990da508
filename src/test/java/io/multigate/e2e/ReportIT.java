package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A data scientist judges a shipped model and opens the report in a real Chromium. */
@NeedsProgram({"chromium", "chromedriver"})
class ReportIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static Path report;

    private static ChromeDriver browser;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException, InterruptedException {
        Path rows = folder.resolve("rows.csv");
        report = folder.resolve("report.html");
        run("generate", "--rows", "5000", "--seed", "5", "--out", rows.toString(), "--quiet");
        run("evaluate", "--model", "models/shop-mmoe/1", "--data", rows.toString(), "--report", report.toString(),
                "--quiet");
        browser = Chromium.start(Files.createDirectory(folder.resolve("profile")));
        browser.get(report.toUri().toString());
    }

    @AfterAll
    static void close() {
        browser.quit();
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.serialFilter=!*", "-jar", "target/multigate.jar"));
        command.addAll(List.of(arguments));
        try (BackgroundProcess process = BackgroundProcess.start("report-" + arguments[0], command)) {
            assertThat(process.exitCode(Duration.ofMinutes(3))).isZero();
        }
    }

    @Test
    void theBrowserHasNothingToComplainOfAndNothingToFetch() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        List<String> requests = new ArrayList<>();
        browser.manage().logs().get(LogType.PERFORMANCE).forEach((entry) -> {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            JsonNode sent = message.path("params");
            // The browser's own start page fetches things too.
            if (message.path("method").asString("").equals("Network.requestWillBeSent")
                    && sent.path("documentURL").asString("").equals(report.toUri().toString())) {
                requests.add(sent.path("request").path("url").asString());
            }
        });
        assertThat(requests).contains(report.toUri().toString())
                .allMatch((url) -> url.equals(report.toUri().toString()) || url.startsWith("data:"));
    }

    @Test
    void everySectionOfTheTableOfContentsIsThereAndEveryPictureHasItsSize() {
        assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("shop-mmoe version 1");
        List<WebElement> links = browser.findElements(By.cssSelector("nav a"));
        assertThat(links).extracting(WebElement::getText)
                .containsExactly("Summary", "pCTR", "pCVR", "pCTCVR", "Slices", "Gates",
                        "Importance of the features", "Data", "Provenance");
        links.forEach((link) -> assertThat(
                browser.findElement(By.cssSelector("section" + link.getDomAttribute("href"))).isDisplayed()).isTrue());
        List<WebElement> plots = browser.findElements(By.cssSelector("svg.plot"));
        assertThat(plots).hasSize(3 * 3 + 1).allSatisfy((plot) -> {
            assertThat(plot.getRect().getWidth()).isGreaterThan(200);
            assertThat(plot.getRect().getHeight()).isGreaterThan(150);
        });
    }

}
