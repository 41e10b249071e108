package io.qubix.app.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.qubix.api.TestDatabase;
import io.qubix.app.journey.Server;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the README's screenshots on request, as CONTRIBUTING.md says. */
@InBrowser
@EnabledIfSystemProperty(
    named = "qubix.screenshots",
    matches = ".+",
    disabledReason = "No pictures are wanted: -Dqubix.screenshots=docs/screenshots")
class Screenshots {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 860;

  @Test
  void eachPageInBothColours(InBrowser.Console console) {
    Path folder = Path.of("..").resolve(System.getProperty("qubix.screenshots"));
    try (Server server = Server.on(TestDatabase.url())) {
      Showcase.Jobs jobs = new Showcase(server).play();
      Map<String, String> pages = new LinkedHashMap<>();
      pages.put("overview", "/");
      pages.put("market", "/market");
      pages.put("provider", "/market/" + server.api().get("/api/providers/alpine-1").text("id"));
      pages.put("submit", "/submit");
      pages.put("job", "/jobs/" + jobs.running());
      pages.put("job-done", "/jobs/" + jobs.done());
      Map<String, String> lists = new LinkedHashMap<>();
      lists.put("jobs", "/jobs");
      lists.put("ledger", "/ledger");
      lists.put("statement", "/ledger?address=NORTHWIND-RESEARCH");
      lists.put("accounts", "/ledger/accounts");
      lists.put("audit", "/audit");
      lists.put("event", "/audit/events/" + completion(server));
      for (ColorScheme colours : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        String suffix = colours == ColorScheme.DARK ? "-dark.png" : ".png";
        try (Chromium.Reader reader =
            console.chromium.reader(server.uri(), WIDTH, HEIGHT, colours)) {
          pages.forEach((name, path) -> shoot(reader, server, path, folder.resolve(name + suffix)));
          reader.page.setViewportSize(WIDTH, HEIGHT);
          lists.forEach(
              (name, path) -> shootTop(reader, server, path, folder.resolve(name + suffix)));
          shootChecks(reader, server, folder.resolve("checks" + suffix));
        }
      }
      try (Chromium.Reader reader =
          console.chromium.reader(server.uri(), 390, 844, ColorScheme.LIGHT)) {
        shoot(reader, server, "/", folder.resolve("overview-narrow.png"));
        shoot(reader, server, "/jobs/" + jobs.running(), folder.resolve("job-narrow.png"));
        reader.page.setViewportSize(390, 844);
        shootTop(reader, server, "/jobs", folder.resolve("jobs-narrow.png"));
        shootTop(reader, server, "/ledger", folder.resolve("ledger-narrow.png"));
      }
    }
  }

  private static void shoot(Chromium.Reader reader, Server server, String path, Path file) {
    // The server's clock was put forward; the reader's goes with it.
    reader.page.clock().setFixedTime(java.util.Date.from(server.now()));
    Page page = reader.open(path);
    page.locator("figure.loading, [data-chart].loading").first().waitFor(gone());
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    page.setViewportSize(page.viewportSize().width, HEIGHT);
    // As high as the page, so that what sticks to the window is where it would be.
    int height = (int) page.evaluate("document.documentElement.scrollHeight");
    page.setViewportSize(page.viewportSize().width, Math.max(height, page.viewportSize().height));
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  /** A list goes on for ever: what is seen of it at first. */
  private static void shootTop(Chromium.Reader reader, Server server, String path, Path file) {
    // The log's own times come from the machine, not from the server's clock.
    boolean log = path.startsWith("/audit");
    reader.page.clock().setFixedTime(java.util.Date.from(log ? Instant.now() : server.now()));
    Page page = reader.open(path);
    if (log) {
      PlaywrightAssertions.assertThat(page.locator("[data-ago]").first())
          .not()
          .containsText(" d ago");
    }
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  private static void shootChecks(Chromium.Reader reader, Server server, Path file) {
    reader.page.clock().setFixedTime(java.util.Date.from(server.now()));
    Page page = reader.open("/audit/checks");
    page.getByText("Check the books").click();
    page.locator("[data-check=books] .verdict").waitFor();
    page.getByText("Verify the seal").click();
    page.locator("[data-check=seal] .verdict").waitFor();
    page.getByLabel("Rebuild ledger").click();
    page.locator("#model-ledger").getByText("done").waitFor();
    page.getByLabel("Rebuild job").click();
    page.locator("#model-job").getByText("done").waitFor();
    int height = (int) page.evaluate("document.documentElement.scrollHeight");
    page.setViewportSize(WIDTH, height);
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  private static long completion(Server server) {
    return server
        .api()
        .get("/api/audit/events?order=newest&type=JobCompleted&limit=1")
        .expect(200)
        .at("events.0.position")
        .asLong();
  }

  private static com.microsoft.playwright.Locator.WaitForOptions gone() {
    return new com.microsoft.playwright.Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
  }
}
