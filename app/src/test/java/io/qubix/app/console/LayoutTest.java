package io.qubix.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page shows has its place on screens of every width, and can be taken along. */
@InBrowser
class LayoutTest {

  private static String job = "";

  /** A job that costs 1,234,567.001234 QUBIC. */
  @BeforeAll
  static void anExpensiveJob(InBrowser.Console console) {
    console
        .api()
        .post(
            "/api/providers/register",
            """
            {"workerId": "wide-1", "qubicAddress": "OWNER-wide-1", "location": "Wide",
             "pricePerHour": 1234567.001234}
            """)
        .expect(200);
    job =
        console.api().create("WIDE", ", \"requirements\": {\"location\": \"Wide\"}").text("job.id");
    console.api().complete(job, "wide-1", 3600).expect(200);
    console.api().heartbeat("wide-1", "offline").expect(200);
  }

  private static Chromium.Reader reader(InBrowser.Console console, int width) {
    return console.chromium.reader(console.server.uri(), width, 800, ColorScheme.LIGHT);
  }

  @ParameterizedTest
  @CsvSource({
    "/, Cost Submitted",
    "/jobs, Cost Submitted",
    "/market, Price/h Earned",
    "/ledger, Amount Booked",
    "/audit, Written"
  })
  void onTheNarrowestScreen_priceCostAndTimeAreSeen(
      String path, String labels, InBrowser.Console console) {
    try (Chromium.Reader reader = reader(console, 360)) {
      Page page = reader.open(path);
      for (String label : labels.split(" ")) {
        Locator cell = page.locator("tbody tr:first-child [data-label='" + label + "']").first();
        PlaywrightAssertions.assertThat(cell).isVisible();
        BoundingBox box = cell.boundingBox();
        assertThat(box.x + box.width).as(label).isLessThanOrEqualTo(360);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1024, 1280, 1920})
  void noFigureRunsIntoTheNext(int width, InBrowser.Console console) {
    try (Chromium.Reader reader = reader(console, width)) {
      Page page = reader.open("/");
      assertThat(
              page.evaluate(
                  """
                  [...document.querySelectorAll('.figures .figure')]
                    .filter((figure) => figure.scrollWidth > figure.clientWidth)
                    .map((figure) => figure.textContent)
                  """))
          .isEqualTo(List.of());
    }
  }

  @Test
  void aWideScreenIsFilledFromTheMiddle(InBrowser.Console console) {
    try (Chromium.Reader reader = reader(console, 1920)) {
      BoundingBox main = reader.open("/").locator("main").boundingBox();
      double left = main.x - 13.5 * 14; // the side's width, in rem of 14 px
      double right = 1920 - main.x - main.width;
      assertThat(left).isCloseTo(right, org.assertj.core.data.Offset.offset(16.0));
      assertThat(main.width).isGreaterThan(1500);
    }
  }

  @Test
  void anAmountIsReadAtAGlance_andExactWhenPointedAt(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Locator cost = reader.open("/jobs/" + job).locator(".facts data.money").last();
      PlaywrightAssertions.assertThat(cost).hasText("1,234,567.00");
      PlaywrightAssertions.assertThat(cost).hasAttribute("title", "1234567.001234 QUBIC");
    }
  }

  @Test
  void theTextFaceIsTheSameOnEveryMachine(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/");
      page.evaluate("document.fonts.ready.then(() => true)");
      assertThat(
              page.evaluate(
                  "[...document.fonts].filter((face) => face.status === 'loaded').map((face) =>"
                      + " face.family)"))
          .isEqualTo(List.of("Inter"));
    }
  }

  @Test
  void anIdIsCopied(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      reader.context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Page page = reader.open("/jobs/" + job);
      page.locator("[data-copy='" + job + "']").click();
      PlaywrightAssertions.assertThat(page.getByLabel("Copied")).isVisible();
      assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(job);
    }
  }

  @Test
  void aRowIsClicked(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/jobs?qubicAddress=WIDE");
      page.locator("#job-" + job + " [data-label='Status']").click();
      PlaywrightAssertions.assertThat(page)
          .hasURL(console.server.uri().resolve("/jobs/" + job).toString());
    }
  }

  @Test
  void aChartNamesNoMinuteTwice_andTellsTheTimeAsTheLogDoes(InBrowser.Console console) {
    console.api().register("seconds-1", 3);
    for (int i = 0; i < 4; i++) {
      console
          .api()
          .post("/api/providers/seconds-1/heartbeat", "{\"usage\": {\"gpu\": " + i + "}}")
          .expect(200);
    }
    String provider = console.api().get("/api/providers/seconds-1").text("id");
    console.api().heartbeat("seconds-1", "offline").expect(200);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/market/" + provider);
      PlaywrightAssertions.assertThat(page.locator("#usage .uplot")).isVisible();
      List<?> labels =
          (List<?>)
              page.evaluate(
                  """
                  (async () => {
                    const file = document.querySelector('script[type=module]').src;
                    const { ticks } = await import(file.replace('console.js', 'charts.js'));
                    const minute = Date.UTC(2026, 0, 1, 23, 59) / 1000;
                    return [ticks([minute, minute + 20, minute + 40], 20), ticks([minute, minute + 60], 60)];
                  })()
                  """);
      assertThat(labels)
          .isEqualTo(
              List.of(List.of("23:59:00", "23:59:20", "23:59:40"), List.of("23:59", "00:00")));
    }
  }
}
