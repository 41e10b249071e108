package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

@InBrowser
class OverviewPageTest {

  @Test
  void whatHappensIsShownWithoutAReload(InBrowser.Console console) {
    console.api().register("overview-1", 0.05);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/");
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .hasText("Overview");
      page.evaluate("window.neverReloaded = true");

      String job = console.api().create("OVERVIEW", ", \"maxPrice\": 0.05").text("job.id");

      Locator row = page.locator("#job-" + job);
      assertThat(row).isVisible();
      assertThat(row.locator(".status")).hasText("Assigned");
      console.api().progress(job, "overview-1", 30).expect(200);
      assertThat(row.locator(".status")).hasText("Running");
      console.api().complete(job, "overview-1", 1800).expect(200);
      assertThat(row.locator(".status")).hasText("Completed");
      assertThat(row.locator("data.money"))
          .hasAttribute("value", java.util.regex.Pattern.compile("\\d+\\.\\d{6}"));
      assertThat(page.locator("#minutes .keys")).containsText("Finished");
      assertThat(page.locator("#minutes canvas")).isVisible();
      org.assertj.core.api.Assertions.assertThat(page.evaluate("window.neverReloaded"))
          .isEqualTo(true);
    }
    console.api().heartbeat("overview-1", "offline").expect(200);
  }
}
