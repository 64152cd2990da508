package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;

/** A person opens Swagger UI in a real Chromium and tries the score endpoint's example as it stands. */
@NeedsProgram({"chromium", "chromedriver"})
class SwaggerUiIT {

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        service = RunningService.start("swagger-ui");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theExampleOfTheScoreEndpointAnswers(@TempDir Path profile) {
        ChromeDriver browser = browser(profile);
        try {
            WebDriverWait wait = new WebDriverWait(browser, Duration.ofSeconds(30));
            browser.get("http://127.0.0.1:" + service.port() + "/swagger-ui.html");
            By operation = By.xpath("//div[contains(@class,'opblock-post')]"
                    + "[.//span[@data-path='/v1/models/{model}/score']]");
            click(browser, wait, operation, ".opblock-summary-control");
            click(browser, wait, operation, ".try-out__btn");
            click(browser, wait, operation, ".execute");
            WebElement answer = wait.until(ExpectedConditions.visibilityOfNestedElementsLocatedBy(operation,
                    By.cssSelector(".live-responses-table .response .response-col_description")))
                    .getFirst();
            WebElement status = browser.findElement(operation)
                    .findElement(By.cssSelector(".live-responses-table .response .response-col_status"));
            assertThat(status.getText()).startsWith("200");
            assertThat(answer.getText()).contains("\"pCTCVR\"");
        } finally {
            browser.quit();
        }
    }

    private static void click(ChromeDriver browser, WebDriverWait wait, By operation, String control) {
        WebElement element = wait
                .until(ExpectedConditions.presenceOfNestedElementLocatedBy(operation, By.cssSelector(control)));
        ((JavascriptExecutor) browser).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        wait.until(ExpectedConditions.elementToBeClickable(element)).click();
    }

    private static ChromeDriver browser(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--window-size=1400,2000", "--user-data-dir=" + profile);
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(driver, options);
    }

}
