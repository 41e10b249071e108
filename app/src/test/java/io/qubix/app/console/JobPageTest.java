package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import io.qubix.app.journey.Api;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InBrowser
class JobPageTest {

  private static String assigned(Api api, String worker, double price) {
    api.register(worker, price);
    return api.create("JOB-PAGE", ", \"maxPrice\": " + price).text("job.id");
  }

  @Test
  void aJobIsFollowedFromItsAssignmentToItsResult(InBrowser.Console console) {
    Api api = console.api();
    String job = assigned(api, "job-1", 0.11);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      assertThat(page.locator(".progress .status")).hasText("Assigned");
      page.evaluate("window.neverReloaded = true");

      api.post(
              "/api/jobs/" + job + "/progress",
              """
              {"workerId": "job-1", "progress": 40, "currentOperation": "Loading the model",
               "metrics": {"gpuUtilization": 0.93},
               "logLines": [{"level": "WARN", "message": "Low on memory"}, "Going on"]}
              """)
          .expect(200);
      assertThat(page.locator("[data-percent]")).hasText("40 %");
      assertThat(page.locator("[data-operation]")).hasText("Loading the model");
      assertThat(page.locator(".progress .status")).hasText("Running");
      assertThat(page.locator("#log")).containsText("Low on memory");
      page.getByLabel("Level").selectOption("WARN");
      assertThat(page.locator("#log p")).hasCount(1);
      assertThat(page.locator("#job-usage")).containsText("GPU utilization");
      assertThat(page.locator(".timeline")).containsText("job-1 began");

      api.post(
              "/api/jobs/" + job + "/complete",
              """
              {"workerId": "job-1", "status": "completed", "metrics": {"processingTimeSeconds": 1800},
               "result": {"text": "Hello", "vectors": [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
                 "image": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}}
              """)
          .expect(200);
      assertThat(page.locator(".progress .status")).hasText("Completed");
      assertThat(page.getByLabel("Result")).containsText("Hello");
      assertThat(page.getByLabel("Result")).containsText("9 numbers");
      assertThat(page.getByLabel("Result").locator("img")).isVisible();
      assertThat(page.locator(".progress data")).hasAttribute("value", "0.055000");
      Assertions.assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
      Assertions.assertThat(
              page.waitForDownload(() -> page.getByLabel("Result").getByText("Download").click())
                  .suggestedFilename())
          .isEqualTo(job + "-result.json");
    }
    api.heartbeat("job-1", "offline").expect(200);
  }

  @Test
  void aJobThatWaits_saysWhatStopsIt_andAtWhichPriceItWouldNot(InBrowser.Console console) {
    Api api = console.api();
    String place = ", \"requirements\": {\"onlyProviders\": [\"why-1\", \"why-2\"]}";
    api.register("why-1", 0.62);
    api.register("why-2", 0.7);
    String job = api.create("JOB-PAGE", ", \"maxPrice\": 0.5" + place).text("job.id");
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      assertThat(page.locator("#waiting")).containsText("2 are too expensive");
      assertThat(page.locator("#waiting"))
          .containsText("2 would fit at 0.62 QUBIC an hour or more");
      api.cancel(job).expect(200);
      assertThat(page.locator("#waiting")).hasCount(0);
    }
    api.heartbeat("why-1", "offline").expect(200);
    api.heartbeat("why-2", "offline").expect(200);
  }

  @Test
  void metricsAreDrawnWhateverAWorkerCallsThem(InBrowser.Console console) {
    Api api = console.api();
    String job = assigned(api, "odd-1", 0.13);
    api.post(
            "/api/jobs/" + job + "/progress",
            """
            {"workerId": "odd-1", "progress": 40,
             "metrics": {"": 1, "two words:here": 2, "__proto__": 3, ".": 4, "gpu": {"": 5}}}
            """)
        .expect(200);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      Locator usage = page.locator("#job-usage");
      assertThat(usage.locator("figure")).hasCount(5);
      assertThat(usage).containsText("Unnamed");
      assertThat(usage).containsText("Two words:here");
    }
    api.cancel(job).expect(200);
    api.heartbeat("odd-1", "offline").expect(200);
  }

  @Test
  void everyAttemptIsThereWithTheReasonsForItsProvider(InBrowser.Console console) {
    Api api = console.api();
    api.register("attempt-1", 0.21);
    api.register("attempt-2", 0.22);
    String job = api.create("JOB-PAGE", ", \"maxPrice\": 0.22").text("job.id");
    api.fail(job, "attempt-1", "Out of memory").expect(200);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      // It goes to another one by itself, and the page says so.
      assertThat(page.locator("#attempt-2")).containsText("attempt-2");
      assertThat(page.locator("#attempt-1")).containsText("Out of memory");
      assertThat(page.locator(".timeline")).containsText("it goes to another provider");
      page.locator("#attempt-1 summary").click();
      assertThat(page.locator("#attempt-1 tbody tr").first()).containsText("chosen");
      assertThat(page.locator("#attempt-1 details"))
          .containsText("cheapest-then-idle/1: the cheapest first, then who did the fewest");
      assertThat(page.locator("#attempt-1 thead th"))
          .hasText(new String[] {"Considered", "Price/h", "Jobs done", "Idle since"});
      assertThat(page.locator("#attempt-1 tbody td").first()).hasText("0.21");
      assertThat(page.locator("#attempt-1 tbody th").first()).hasText("attempt-1 chosen");
      page.locator("#attempt-2 summary").click();
      assertThat(page.locator("#attempt-2")).containsText("failed it before");

      api.progress(job, "attempt-2", 5).expect(200);
      assertThat(page.locator("#attempt-2 .status")).hasText("Running");
      assertThat(page.locator("#attempt-2 details")).hasAttribute("open", "");
    }
    api.cancel(job).expect(200);
    api.heartbeat("attempt-1", "offline").expect(200);
    api.heartbeat("attempt-2", "offline").expect(200);
  }

  @Test
  void aJobForLater_saysFromWhenOnItIsOffered(InBrowser.Console console) {
    String job =
        console
            .api()
            .create("JOB-PAGE", ", \"notBefore\": \"2030-01-01T00:00:00Z\"")
            .text("job.id");
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      assertThat(page.getByLabel("State")).containsText("It is offered from 2030-01-01");

      console.api().cancel(job).expect(200);
      Page over = reader.open("/jobs/" + job);
      assertThat(over.getByLabel("Assignments")).containsText("over before a provider got it");
    }
  }

  @Test
  void aJobShowsItsLimits_andHowMuchOfThemIsUsed(InBrowser.Console console) {
    Api api = console.api();
    api.register("limits-1", 0.41);
    String job =
        api.create(
                "JOB-PAGE",
                ", \"maxPrice\": 0.41, \"maxTotalCost\": 5, \"timeoutSeconds\": 7200,"
                    + " \"progressTimeoutSeconds\": 300, \"expiresAt\": \"2030-01-01T00:00:00Z\"")
            .text("job.id");
    api.progress(job, "limits-1", 10).expect(200);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      assertThat(page.locator(".progress")).containsText("Cost so far");
      assertThat(page.locator(".progress dd", new Page.LocatorOptions().setHasText(" of ")))
          .containsText("5");
      assertThat(page.getByLabel("State")).containsText("This attempt ends by");
      assertThat(page.getByLabel("Order")).containsText("Most in all");
      assertThat(page.getByLabel("Order")).containsText("2 h");
      assertThat(page.getByLabel("Order")).containsText("5 min");
      assertThat(page.getByLabel("Order")).containsText("2030-01-01");
    }
    api.cancel(job).expect(200);
    api.heartbeat("limits-1", "offline").expect(200);
  }

  @Test
  void aJobThatIsOver_isRetriedByAButton_andBothPagesNameEachOther(InBrowser.Console console) {
    Api api = console.api();
    String job = api.create("JOB-PAGE", ", \"maxPrice\": 0.0001").text("job.id");
    api.cancel(job).expect(200);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      page.getByText("Retry this job").click();
      page.waitForURL(url -> url.contains("/jobs/") && !url.endsWith(job));

      String again = page.url().substring(page.url().lastIndexOf('/') + 1);
      assertThat(page.getByLabel("Order")).containsText("Retry of");
      assertThat(page.locator("a[href='/jobs/" + job + "']")).isVisible();
      page.locator("a[href='/jobs/" + job + "']").click();
      assertThat(page.getByLabel("Order")).containsText("Retried by");
      assertThat(page.locator("a[href='/jobs/" + again + "']")).isVisible();
      assertThat(page.getByText("Retry this job")).hasCount(0);
      api.cancel(again).expect(200);
    }
  }

  @Test
  void aJobIsCancelledAfterAskingAgain_byKeyboardAlone(InBrowser.Console console) {
    String job = assigned(console.api(), "job-cancel", 0.31);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs/" + job);
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      page.getByText("Cancel this job", new Page.GetByTextOptions().setExact(true)).focus();
      page.keyboard().press("Enter");
      assertThat(dialog).isVisible();
      page.keyboard().press("Escape");
      assertThat(dialog).isHidden();
      assertThat(page.locator(".progress .status")).hasText("Assigned");

      page.keyboard().press("Enter");
      assertThat(page.getByLabel("Reason")).isFocused();
      page.keyboard().type("Not needed");
      page.keyboard().press("Enter");
      assertThat(page.locator(".progress .status")).hasText("Cancelled");
      assertThat(page.locator(".timeline")).containsText("Not needed");
    }
    console.api().heartbeat("job-cancel", "offline").expect(200);
  }

  /** The page's live connection, on which the test says what happens. */
  private static AtomicReference<WebSocketRoute> inPlaceOfTheServer(Chromium.Reader reader) {
    return reader.socket(route -> route.send("{\"type\": \"connected\", \"data\": {}}"));
  }

  /** As when it was written while the page loaded. */
  @Test
  void aLineThatIsLoadedAndToldIsShownOnce(InBrowser.Console console) {
    Api api = console.api();
    String job = assigned(api, "job-line", 0.51);
    api.post(
            "/api/jobs/" + job + "/progress",
            "{\"workerId\": \"job-line\", \"progress\": 1, \"logLines\": [\"Loaded\"]}")
        .expect(200);
    String line = api.get("/api/jobs/" + job + "/logs").expect(200).at("logs.0").toString();
    try (Chromium.Reader reader = console.reader()) {
      AtomicReference<WebSocketRoute> socket = inPlaceOfTheServer(reader);
      Page page = reader.open("/jobs/" + job);
      assertThat(page.locator("#log p")).containsText("Loaded");

      socket
          .get()
          .send(
              """
              {"type": "JOB_LOGS", "data": {"jobId": "%s", "logs": [%s, %s]}}
              """
                  .formatted(job, line, line.replace("Loaded", "Told")));
      assertThat(page.locator("#log p")).hasCount(2);
      assertThat(page.locator("#log p").last()).containsText("Told");
    }
    api.cancel(job).expect(200);
    api.heartbeat("job-line", "offline").expect(200);
  }

  /** However many come, each frame shows the last one. */
  @Test
  void reportsThatComeFasterThanFramesAreMerged(InBrowser.Console console) {
    String job = assigned(console.api(), "job-fast", 0.41);
    console.api().progress(job, "job-fast", 1).expect(200);
    try (Chromium.Reader reader = console.reader()) {
      AtomicReference<WebSocketRoute> socket = inPlaceOfTheServer(reader);
      Page page = reader.open("/jobs/" + job);
      page.evaluate(
          """
          () => {
            window.frames = 0;
            window.writes = 0;
            const count = () => { window.frames++; requestAnimationFrame(count); };
            requestAnimationFrame(count);
            new MutationObserver(() => window.writes++).observe(
                document.querySelector('[data-operation]'), {childList: true, subtree: true});
          }
          """);
      for (int i = 1; i <= 1000; i++) {
        socket
            .get()
            .send(
                """
                {"type": "JOB_PROGRESS", "data": {"jobId": "%s", "progress": %d,
                 "currentOperation": "Step %d", "metrics": null, "timeRemaining": 5.0,
                 "costSoFar": 0.001}}
                """
                    .formatted(job, i / 10, i));
      }
      assertThat(page.locator("[data-operation]")).hasText("Step 1000");
      assertThat(page.locator("[data-percent]")).hasText("100 %");
      List<?> counts = (List<?>) page.evaluate("[window.writes, window.frames]");
      Assertions.assertThat(((Number) counts.get(0)).intValue())
          .isLessThanOrEqualTo(((Number) counts.get(1)).intValue() + 1);
    }
    console.api().cancel(job).expect(200);
    console.api().heartbeat("job-fast", "offline").expect(200);
  }
}
