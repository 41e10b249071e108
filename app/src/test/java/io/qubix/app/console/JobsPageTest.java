package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import io.qubix.app.journey.Api;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InBrowser
class JobsPageTest {

  /** Too cheap for any worker: it waits. */
  private static String waiting(Api api, String consumer) {
    return api.create(consumer, ", \"maxPrice\": 0.000001").text("job.id");
  }

  private static Locator rows(Page page) {
    return page.locator("[data-records] tr:not(.more)");
  }

  @Test
  void jobsAreFilteredAsOneTypes_theAddressKeepsIt_andNewsComesIn(InBrowser.Console console) {
    Api api = console.api();
    String first = waiting(api, "JOBS-A");
    waiting(api, "JOBS-B");
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs");
      page.evaluate("window.neverReloaded = true");
      page.getByLabel("Address").fill("JOBS-A");
      assertThat(rows(page)).hasCount(1);
      assertThat(page).hasURL(Pattern.compile("/jobs\\?qubicAddress=JOBS-A$"));

      String second = waiting(api, "JOBS-A");
      assertThat(rows(page)).hasCount(2);
      assertThat(rows(page).first()).hasId("job-" + second);
      api.post("/api/jobs/" + first + "/cancel", "{}").expect(200);
      assertThat(page.locator("#job-" + first)).containsText("Cancelled");
      Assertions.assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);

      page.getByLabel("Status").selectOption("CANCELLED");
      assertThat(rows(page)).hasCount(1);
      page.reload();
      assertThat(rows(page)).hasCount(1);
      assertThat(page.getByLabel("Status")).hasValue("CANCELLED");
      page.goBack();
      assertThat(rows(page)).hasCount(2);
      assertThat(page.getByLabel("Address")).hasValue("JOBS-A");
    }
  }

  @Test
  void theListGoesOnAsOneScrolls_andStaysWholeWhenNewsComesIn(InBrowser.Console console) {
    for (int i = 0; i < 120; i++) {
      waiting(console.api(), "JOBS-MANY");
    }
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs?qubicAddress=JOBS-MANY");
      assertThat(rows(page)).hasCount(50);
      page.locator(".more").scrollIntoViewIfNeeded();
      assertThat(rows(page)).hasCount(100);
      page.locator(".more").scrollIntoViewIfNeeded();
      assertThat(rows(page)).hasCount(120);
      assertThat(page.locator(".more")).hasCount(0);

      String newest = waiting(console.api(), "JOBS-MANY");
      assertThat(rows(page).first()).hasId("job-" + newest);
      assertThat(rows(page)).hasCount(121);
      Assertions.assertThat((List<?>) rows(page).evaluateAll("rows => rows.map(row => row.id)"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void jobsOfATimeAreFound(InBrowser.Console console) {
    String job = waiting(console.api(), "JOBS-TIME");
    Instant made = Instant.parse(console.api().job(job).text("createdAt"));
    Instant minute = made.truncatedTo(ChronoUnit.MINUTES);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs?qubicAddress=JOBS-TIME");
      page.getByLabel("Submitted from, UTC").fill(input(minute));
      assertThat(rows(page)).hasCount(1);
      page.getByLabel("Submitted before, UTC").fill(input(minute));
      assertThat(page.getByText("No job fits")).isVisible();
      page.getByLabel("Submitted before, UTC").fill(input(minute.plus(1, ChronoUnit.MINUTES)));
      assertThat(rows(page)).hasCount(1);
      page.reload();
      assertThat(rows(page)).hasCount(1);
    }
  }

  @Test
  void jobsAreFoundByTheirLabels_whichTheirPagesShow(InBrowser.Console console) {
    Api api = console.api();
    String more = ", \"maxPrice\": 0.000001, \"labels\": {\"te am\": \"a=b&c\"}";
    String job = api.create("JOBS-LABEL", more).text("job.id");
    waiting(api, "JOBS-LABEL");
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs");
      page.getByLabel("Label").fill("te am=a=b&c");
      assertThat(rows(page)).hasCount(1);
      page.reload();
      assertThat(rows(page).first()).hasId("job-" + job);

      page.navigate(console.server.uri().resolve("/jobs/" + job).toString());
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("a=b&c")).click();
      assertThat(rows(page)).hasCount(1);
      assertThat(page.getByLabel("Label")).hasValue("te am=a=b&c");
      page.getByLabel("Label").fill("team");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("label must be a label");
    }
  }

  /** As the inputs of browsers have it. */
  private static String input(Instant minute) {
    return minute.toString().substring(0, "2026-11-23T17:36".length());
  }

  @Test
  void whatCannotBeAskedIsSaid(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs?since=yesterday&status=lost");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("since must be an instant");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("status must be one of");
      page.getByLabel("Model").fill("nobody-serves-this");
      assertThat(page.getByText("No job fits")).isVisible();
      page.getByText("Show all jobs").click();
      assertThat(page).hasURL(console.server.uri().resolve("/jobs").toString());
    }
  }

  @Test
  void whatTurnsTheWritingIsShownAsASign(InBrowser.Console console) {
    String job =
        console
            .api()
            .post(
                "/api/jobs/create",
                """
                {"modelType": "turned", "qubicAddress": "JOBS-TURNED",
                 "computeNeeded": 1, "maxPrice": 0.000001, "inputData": {"x\\u202ey": "b\\u2067c"}}
                """)
            .expect(200)
            .text("job.id");
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      Assertions.assertThat(page.content())
          .contains("x\uFFFDy", "b\uFFFDc")
          .doesNotContain("\u202E", "\u2067");
    }
  }

  @Test
  void aJobIsFoundAndOpenedByKeyboard(InBrowser.Console console) {
    String job = waiting(console.api(), "JOBS-KEYS");
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs");
      page.locator("#status").focus();
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      assertThat(page.getByLabel("Address")).isFocused();
      page.keyboard().type("JOBS-KEYS");
      page.keyboard().press("Enter");
      assertThat(rows(page)).hasCount(1);
      assertThat(page.getByLabel("Address")).isFocused();
      Locator link = rows(page).locator("a.id");
      for (int i = 0; i < 20 && !isFocused(link); i++) {
        page.keyboard().press("Tab");
      }
      assertThat(link).isFocused();
      page.keyboard().press("Enter");
      assertThat(page).hasURL(console.server.uri().resolve("/jobs/" + job).toString());
    }
  }

  private static boolean isFocused(Locator locator) {
    return (boolean) locator.evaluate("element => element === document.activeElement");
  }

  @Test
  void afterALostConnectionTheListCatchesUp(InBrowser.Console console) {
    waiting(console.api(), "JOBS-LOST");
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      AtomicReference<WebSocketRoute> socket = reader.socket(WebSocketRoute::connectToServer);
      Page page = reader.open("/jobs?qubicAddress=JOBS-LOST");
      socket.get().close();
      assertThat(page.locator("[data-connection=lost]")).isVisible();
      waiting(console.api(), "JOBS-LOST");
      assertThat(page.locator("[data-connection=live]")).isVisible();
      assertThat(rows(page)).hasCount(2);
    }
  }
}
