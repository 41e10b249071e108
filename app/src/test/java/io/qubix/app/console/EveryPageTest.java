package io.qubix.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.qubix.app.journey.Api;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for all pages alike. */
@InBrowser
class EveryPageTest {

  private static String job = "";
  private static String provider = "";
  private static String wordyProvider = "";
  private static String wordyJob = "";

  @BeforeAll
  static void aJobWithAHistory(InBrowser.Console console) {
    console.api().register("every-1", 0.51);
    console.api().register("every-2", 0.52);
    job = console.api().create("EVERY", ", \"maxPrice\": 0.52").text("job.id");
    console.api().fail(job, "every-1", "Out of memory").expect(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> console.api().complete(job, "every-2", 60).expect(200));
    provider = console.api().get("/api/providers/every-2").text("id");
    console.api().heartbeat("every-1", "offline").expect(200);
    console.api().heartbeat("every-2", "offline").expect(200);
    wordy(console.api());
  }

  /** A provider and a job with all that they can have, as long as it can be. */
  private static void wordy(Api api) {
    String name = "n".repeat(63);
    String value = "v".repeat(255);
    api.post(
            "/api/providers/register",
            """
            {"workerId": "wordy", "qubicAddress": "WORDY", "name": "%s", "location": "%s",
             "gpuModel": "%s", "gpuVram": 2000, "gpuCount": 64, "cpuCores": 1024, "ramTotal": 60000,
             "slots": 64, "pricePerHour": 123456789.123456, "modelTypes": ["%s"],
             "labels": {"%s": "%s"}}
            """
                .formatted(value, value, value, value, name, value))
        .expect(200);
    api.put(
            "/api/providers/wordy/availability",
            "{\"state\": \"draining\", \"until\": \"2099-12-31T23:59:59.999Z\"}")
        .expect(200);
    wordyProvider = api.get("/api/providers/wordy").text("id");
    wordyJob =
        api.create(
                "WORDY",
                """
                , "maxPrice": 0.000001, "timeoutSeconds": 2592000, "progressTimeoutSeconds": 2592000,
                "notBefore": "2098-12-31T23:59:59.999Z", "expiresAt": "2099-12-31T23:59:59.999Z",
                "maxTotalCost": 123456789.123456, "priority": 9, "labels": {"%s": "%s"},
                "requirements": {"gpuModel": "%s", "minVramGb": 2000, "gpuCount": 64, "location": "%s",
                  "minCpuCores": 1024, "minRamGb": 60000, "labels": {"%s": "%s"},
                  "onlyProviders": ["%s"], "notProviders": ["wordy"]}
                """
                    .formatted(name, value, value, value, name, value, "w".repeat(255)))
            .text("job.id");
  }

  private static List<String> pages() {
    return List.of(
        "/",
        "/market",
        "/market/" + provider,
        "/submit",
        "/jobs/" + job,
        "/market/" + wordyProvider,
        "/jobs/" + wordyJob,
        "/jobs",
        "/jobs?modelType=none",
        "/ledger",
        "/ledger?address=EVERY",
        "/ledger?address=NOBODY",
        "/ledger/accounts",
        "/audit",
        "/audit?since=noon",
        "/audit/events/1",
        "/audit/acts",
        "/audit/keys",
        "/audit/checks");
  }

  /** What stands out of its card, apart from tables, which are scrolled, and what is hidden. */
  private static final String STANDING_OUT =
      """
      [...document.querySelectorAll('main .card, main .head, main .figures > li')].flatMap(card =>
        [...card.querySelectorAll('*')]
          .filter(each => !each.closest('.scroll, [hidden], table, canvas, .u-wrap'))
          .filter(each => each.getClientRects().length > 0)
          .filter(each => each.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
          .map(each => each.tagName + ' ' + each.textContent.trim().slice(0, 40)))
      """;

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360"})
  void axeFindsNothing_andNothingStandsOut(
      ColorScheme colours, int width, InBrowser.Console console) {
    try (Chromium.Reader reader =
        console.chromium.reader(console.server.uri(), width, 800, colours)) {
      for (String path : pages()) {
        Page page = reader.open(path);
        AxeResults results =
            new AxeBuilder(page)
                .withTags(
                    List.of(
                        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze();
        assertThat(results.getViolations())
            .as(path)
            .extracting(
                rule ->
                    rule.getId()
                        + ": "
                        + rule.getNodes().stream().map(node -> node.getHtml()).toList())
            .isEmpty();
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
            .as("how wide %s is", path)
            .isLessThanOrEqualTo(width);
        assertThat((List<?>) page.evaluate(STANDING_OUT)).as("beside cards of %s", path).isEmpty();
      }
    }
  }

  @Test
  void theFirstPageIsLight(InBrowser.Console console) {
    AtomicLong octets = new AtomicLong();
    try (Chromium.Reader reader = console.reader()) {
      reader.context.onRequestFinished(
          request -> octets.addAndGet((long) request.sizes().responseBodySize));
      Page page = reader.open("/");
      PlaywrightAssertions.assertThat(page.locator("#minutes .keys, #minutes .empty")).isVisible();
    }
    assertThat(octets.get()).isBetween(20_000L, 150_000L);
  }

  @Test
  void everythingIsReachedByKeyboard(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/");
      page.keyboard().press("Tab");
      PlaywrightAssertions.assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      PlaywrightAssertions.assertThat(page.locator("main a.button")).isFocused();
      page.keyboard().press("Enter");
      PlaywrightAssertions.assertThat(page)
          .hasURL(console.server.uri().resolve("/submit").toString());
    }
  }

  @Test
  void coloursAreTheReadersChoice_andStaySo(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/");
      String light = background(page);
      page.getByLabel("Dark colours").click();
      String dark = background(page);
      assertThat(dark).isNotEqualTo(light);
      page = reader.open("/market");
      assertThat(background(page)).isEqualTo(dark);
    }
  }

  private static String background(Page page) {
    return (String) page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  }

  @Test
  void anAddressThatLeadsNowhereIsAPage(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      reader.page.navigate("/nowhere");
      PlaywrightAssertions.assertThat(reader.page.locator("h1")).hasText("Not Found");
      URI home = console.server.uri().resolve("/");
      reader.page.getByText("Go to the overview").click();
      PlaywrightAssertions.assertThat(reader.page).hasURL(home.toString());
    }
  }
}
