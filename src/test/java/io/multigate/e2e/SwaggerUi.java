package io.multigate.e2e;

import java.nio.file.Path;
import java.time.Duration;

import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person before Swagger UI in a real Chromium. */
final class SwaggerUi {

    private static final By SCORE = By.xpath("//div[contains(@class,'opblock-post')]"
            + "[.//span[@data-path='/v1/models/{model}/score']]");

    private SwaggerUi() {}

    /** What Swagger UI shows of an answer. */
    record Shown(String status, String answer) {}

    /** Opens Swagger UI and tries the score endpoint's example as it stands. */
    static Shown tryScoring(String address, Path profile) {
        ChromeDriver browser = Chromium.start(profile);
        try {
            WebDriverWait wait = new WebDriverWait(browser, Duration.ofSeconds(30));
            browser.get(address);
            click(browser, wait, ".opblock-summary-control");
            click(browser, wait, ".try-out__btn");
            click(browser, wait, ".execute");
            WebElement answer = wait.until(ExpectedConditions.visibilityOfNestedElementsLocatedBy(SCORE,
                    By.cssSelector(".live-responses-table .response .response-col_description")))
                    .getFirst();
            WebElement status = browser.findElement(SCORE)
                    .findElement(By.cssSelector(".live-responses-table .response .response-col_status"));
            return new Shown(status.getText(), answer.getText());
        } finally {
            browser.quit();
        }
    }

    private static void click(ChromeDriver browser, WebDriverWait wait, String control) {
        WebElement element = wait
                .until(ExpectedConditions.presenceOfNestedElementLocatedBy(SCORE, By.cssSelector(control)));
        ((JavascriptExecutor) browser).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        wait.until(ExpectedConditions.elementToBeClickable(element)).click();
    }

}
