package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.qubix.app.journey.Api;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InBrowser
class MarketPageTest {

  private static void register(Api api, String worker, String gpu, double price) {
    api.post(
            "/api/providers/register",
            """
            {"workerId": "%s", "qubicAddress": "OWNER-%s", "name": "%s", "gpuModel": "%s",
             "gpuVram": 24, "ramTotal": 64, "location": "Zug", "pricePerHour": %s}
            """
                .formatted(worker, worker, worker, gpu, price))
        .expect(200);
  }

  @Test
  void theMarketIsFilteredAsOneTypes_sorted_andFollowed(InBrowser.Console console) {
    register(console.api(), "market-dear", "Marketcard 9", 9);
    register(console.api(), "market-cheap", "Marketcard 9", 2.25);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/market");
      page.getByLabel("GPU").fill("marketcard");

      Locator names = page.locator("tbody td:first-child");
      assertThat(names).hasText(new String[] {"market-cheap", "market-dear"});
      assertThat(page).hasURL(Pattern.compile("/market\\?gpuModel=marketcard.*"));

      register(console.api(), "market-new", "Marketcard 9", 1.5);
      assertThat(names).hasText(new String[] {"market-new", "market-cheap", "market-dear"});

      page.getByLabel("Price up to, QUBIC/h").fill("2.25");
      assertThat(names).hasText(new String[] {"market-new", "market-cheap"});
      page.getByLabel("Price up to, QUBIC/h").fill("a lot");
      assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
          .containsText("maxPrice must be a number");
      page.getByLabel("Price up to, QUBIC/h").fill("0.000001");
      assertThat(page.getByText("No provider fits")).isVisible();
    }
  }

  @Test
  void aRowStaysTheSameElement_andItsLinkFocused_whileOthersComeAndMove(InBrowser.Console console) {
    register(console.api(), "morph-b", "Morphcard", 2);
    register(console.api(), "morph-d", "Morphcard", 4);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/market?gpuModel=morphcard");
      Locator link = page.getByText("morph-b");
      Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHas(link));
      row.evaluate("row => { row.seen = true; row.classList.add('marked'); }");
      link.focus();

      register(console.api(), "morph-a", "Morphcard", 1);
      register(console.api(), "morph-b", "Morphcard", 3);
      register(console.api(), "morph-c", "Morphcard", 2.5);
      assertThat(page.locator("tbody td:first-child"))
          .hasText(new String[] {"morph-a", "morph-c", "morph-b", "morph-d"});
      assertThat(row.locator("[data-label='Price/h']")).hasText("3.00");
      assertThat(link).isFocused();
      assertThat(row).hasClass("marked");
      Assertions.assertThat(row.evaluate("row => row.seen")).isEqualTo(true);
    }
  }

  @Test
  void longNamesTakeTwoLines_andMakeTheTableNoWider(InBrowser.Console console) {
    String longest = "W".repeat(255);
    console
        .api()
        .post(
            "/api/providers/register",
            """
            {"workerId": "market-long", "qubicAddress": "OWNER-LONG", "name": "%s",
             "gpuModel": "Longcard %s", "location": "%s", "gpuVram": 24, "ramTotal": 64,
             "pricePerHour": 3}
            """
                .formatted(longest, "W".repeat(200), longest))
        .expect(200);
    try (Chromium.Reader reader = console.reader()) {
      reader.page.setViewportSize(1280, 800);
      Page page = reader.open("/market?gpuModel=longcard");
      Locator table = page.locator(".scroll");
      Assertions.assertThat(table.evaluate("box => box.scrollWidth - box.clientWidth"))
          .isEqualTo(0);
      Assertions.assertThat(table.locator("tbody tr").boundingBox().height).isLessThan(80);
      assertThat(table.locator("tbody a")).hasAttribute("title", longest);
    }
  }

  @Test
  void aProvidersPageSaysWhatItEarned_andWhyItDidNotGetTheLastJobs(InBrowser.Console console) {
    Api api = console.api();
    register(api, "chance-cheap", "Chancecard", 1);
    register(api, "chance-dear", "Chancecard", 2.12);
    for (String most : List.of("2", "1.5", "1")) {
      String asked =
          ", \"maxPrice\": " + most + ", \"requirements\": {\"gpuModel\": \"chancecard\"}";
      String job = api.create("CHANCE", asked).text("job.id");
      api.complete(job, "chance-cheap", 1800).expect(200);
    }
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/market/" + api.get("/api/providers/chance-dear").text("id"));
      assertThat(page.locator("#last-chances"))
          .containsText(Pattern.compile("\\b3 too expensive by 0.12 an hour or more"));
      page = reader.open("/market/" + api.get("/api/providers/chance-cheap").text("id"));
      assertThat(page.locator("#last-chances")).containsText(Pattern.compile("\\b3 it got"));
      assertThat(page.locator(".figures")).containsText("today 1.50, in 7 days 1.50");
    }
  }

  @Test
  void aProviderIsFollowed_andTakenOutOfTheMarketAndPutBack(InBrowser.Console console) {
    Api api = console.api();
    register(api, "market-one", "Onecard", 3);
    String id = api.get("/api/providers/market-one").text("id");
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/market/" + id);
      Locator state = page.locator(".head .status");
      assertThat(state).hasText("Available");

      String job =
          api.create("MARKET", ", \"maxPrice\": 3, \"requirements\": {\"gpuModel\": \"onecard\"}")
              .text("job.id");
      assertThat(state).hasText("Busy");
      api.progress(job, "market-one", 25).expect(200);
      assertThat(page.locator("[data-percent]")).hasText("25 %");
      api.complete(job, "market-one", 3600).expect(200);
      assertThat(state).hasText("Available");
      assertThat(page.locator(".figures data[value='3.000000']").first()).isVisible();
      assertThat(page.locator("#daily canvas")).isVisible();

      page.getByText("Take out of the market").click();
      assertThat(state).hasText("Withdrawn");
      page.getByText("Put back into the market").click();
      assertThat(state).hasText("Available");
    }
  }

  @Test
  void anUnknownProviderIsAPageThatSaysSo(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      reader.page.navigate("/market/nobody");
      assertThat(reader.page.locator("h1")).hasText("Not Found");
      assertThat(reader.page.getByText("There is no such provider")).isVisible();
    }
  }
}
