package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@InBrowser
class AuditPagesTest {

  private static String job = "";

  @BeforeAll
  static void aJobThatIsDone(InBrowser.Console console) {
    console.api().register("audit-1", 0.09);
    job = console.api().create("AUDIT", ", \"maxPrice\": 0.09").text("job.id");
    console.api().complete(job, "audit-1", 3600).expect(200);
    console.api().heartbeat("audit-1", "offline").expect(200);
  }

  private static Locator rows(Page page) {
    return page.locator("[data-records] tr:not(.more)");
  }

  @Test
  void eventsComeInNewestFirst_andAreFiltered(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/audit");
      console.api().register("audit-new", 0.1);
      assertThat(page.locator("[data-records]")).containsText("provider:audit-new");
      console.api().heartbeat("audit-new", "offline").expect(200);

      page.getByLabel("Aggregate").fill(job);
      assertThat(rows(page).last()).containsText("JobCreated");
      assertThat(rows(page).first()).containsText("JobCompleted");
      page.getByLabel("Type").selectOption("JobAssigned");
      assertThat(rows(page)).hasCount(1);
      page.getByLabel("Type").selectOption("JobCancelled");
      assertThat(page.getByText("No event fits")).isVisible();
      page.getByText("Show all events").click();
      assertThat(rows(page).first()).isVisible();
    }
  }

  @Test
  void anEventIsShownAsStored_withItsProof(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/audit?type=JobCompleted&stream=job:" + job);
      rows(page).locator("a").first().click();
      assertThat(page.locator("pre").first()).containsText("\"consumer\" : \"AUDIT\"");
      assertThat(page.locator(".path li").last().locator("code")).hasText(hash());
      page.getByText("Earlier").click();
      assertThat(page.locator("h1")).not().hasText("JobCompleted");
      page.getByText("Later").click();
      assertThat(page.locator("h1")).hasText("JobCompleted");
    }
  }

  private static java.util.regex.Pattern hash() {
    return java.util.regex.Pattern.compile("[0-9a-f]{64}");
  }

  @Test
  void theBooksAreChecked_theSealVerified_aReadModelMadeAnew(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/audit/checks");
      page.getByText("Check the books").click();
      assertThat(page.locator("[data-check=books] .verdict"))
          .hasText("The books agree with the events");
      page.getByText("Verify the seal").click();
      assertThat(page.locator("[data-check=seal] .verdict"))
          .hasText("The log is as it was written");

      page.getByText("Compare with a head that was saved elsewhere").click();
      page.getByLabel("Block", new Page.GetByLabelOptions().setExact(true)).fill("1");
      page.getByLabel("Its hash").fill("0".repeat(64));
      page.getByText("Verify the seal").click();
      assertThat(page.locator("[data-check=seal] .verdict"))
          .hasText("The log is not as it was written");
      assertThat(page.locator("[data-check=seal] .differences")).containsText("block 1");

      page.getByLabel("Rebuild ledger").click();
      assertThat(page.locator("#model-ledger")).containsText("done");
      assertThat(page.locator("#model-ledger .status")).hasText("Up to date");
    }
  }

  @Test
  void whatDoesNotAgreeIsNamed_andACheckThatStopsSaysSo(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/audit/checks");
      answer(
          page,
          """
          {"checked": 500, "of": 1204}
          {"agrees": false, "position": 1204, "events": 240, "transactions": 118, "accounts": 14,
           "differences": [{"account": "provider:BOB", "what": "the balance of an account",
           "expected": 41.25, "found": 1041.25}], "totalDifferences": 1}
          """);
      page.getByText("Check the books").click();
      assertThat(page.locator("[data-check=books] .verdict"))
          .hasText("The books differ in one place");
      assertThat(page.locator(".differences"))
          .hasText(
              "The balance of an account of provider:BOB: 41.250000 expected, 1,041.250000 found");
      page.unroute("**/api/audit/ledger");

      answer(page, "{\"checked\": 500, \"of\": 1204}");
      page.getByText("Check the books").click();
      assertThat(page.locator("[data-check=books] .verdict")).hasText("The check failed");
      assertThat(page.getByText("The check stopped before its end")).isVisible();
    }
  }

  private static void answer(Page page, String lines) {
    page.route(
        "**/api/audit/ledger",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/x-ndjson")
                    .setBody(lines.replace("\n ", " ") + "\n")));
  }

  @Test
  void whatCannotBeAskedIsSaid(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/audit?since=noon&before=x");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("since must be an instant");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("before must be a position");
    }
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      reader.page.navigate("/audit/events/999999999");
      assertThat(reader.page.locator("h1")).hasText("Not Found");
    }
  }
}
