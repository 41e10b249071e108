package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.qubix.api.TestDatabase;
import io.qubix.app.journey.Server;
import org.junit.jupiter.api.Test;

@InBrowser
class LostConnectionTest {

  @Test
  void aServerThatGoesAwayIsNoticed_andWhatWasMissedIsCaughtUpWith(InBrowser.Console console) {
    String database = TestDatabase.url();
    Server first = Server.on(database);
    String port = "--server.port=" + first.uri().getPort();
    first.api().register("lost-1", 1);
    String job = first.api().create("LOST").text("job.id");
    try (Chromium.Reader reader = console.chromium.reader(first.uri()).mayComplain()) {
      Page page = reader.open("/jobs/" + job);
      page.evaluate("window.neverReloaded = true");
      first.close();
      Locator banner = page.getByText("The connection is lost.");
      assertThat(banner).isVisible();
      assertThat(page.locator("[data-connection]")).hasText("Not connected");

      try (Server second = Server.on(database, port)) {
        second.api().progress(job, "lost-1", 60).expect(200);
        LocatorAssertions.IsHiddenOptions patiently =
            new LocatorAssertions.IsHiddenOptions().setTimeout(40_000);
        assertThat(banner).isHidden(patiently);
        assertThat(page.locator("[data-percent]")).hasText("60 %");
        second.api().progress(job, "lost-1", 70).expect(200);
        assertThat(page.locator("[data-percent]")).hasText("70 %");
        assertThat(page.locator("[data-connection]")).hasText("Live");
        org.assertj.core.api.Assertions.assertThat(page.evaluate("window.neverReloaded"))
            .isEqualTo(true);
      }
    }
  }
}
