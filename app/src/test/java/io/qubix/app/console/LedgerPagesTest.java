package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.qubix.app.journey.Api;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InBrowser
class LedgerPagesTest {

  /** Completes a job by a worker of the consumer's own, which no other consumer pays. */
  private static void paid(Api api, String consumer, String worker, double price, int seconds) {
    api.register(worker, price);
    String job =
        api.create(consumer, ", \"maxPrice\": %s".formatted(price)).expect(200).text("job.id");
    String holder = api.job(job).text("provider.workerId");
    api.complete(job, holder, seconds).expect(200);
    api.heartbeat(worker, "offline").expect(200);
  }

  @Test
  void aPaymentComesIn_andItsAmountLeadsToItsEvent(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/ledger");
      page.evaluate("window.neverReloaded = true");
      paid(console.api(), "LEDGER-A", "ledger-1", 0.05, 3600);

      Locator row = page.locator("[data-records] tr").filter(with("LEDGER-A")).first();
      assertThat(row.locator("data")).hasAttribute("value", "0.050000");
      assertThat(page.locator(".trial tfoot")).containsText("Both sides are the same");
      Assertions.assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);

      row.locator("a.caused").click();
      assertThat(page.locator("h1")).hasText("JobCompleted");
      assertThat(page.locator("pre").first()).containsText("LEDGER-A");
    }
  }

  @Test
  void aStatementHasARunningBalance_andGrows(InBrowser.Console console) {
    paid(console.api(), "LEDGER-B", "ledger-2", 0.06, 3600);
    paid(console.api(), "LEDGER-B", "ledger-3", 0.06, 1800);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/ledger");
      page.getByLabel("Address").fill("LEDGER-B");
      page.getByLabel("Address").press("Enter");
      assertThat(page).hasURL(Pattern.compile("/ledger\\?address=LEDGER-B$"));

      Locator balances = page.locator("[data-records] td:nth-child(3) data");
      assertThat(balances).hasCount(2);
      assertThat(balances.nth(0)).hasAttribute("value", "-0.090000");
      assertThat(balances.nth(1)).hasAttribute("value", "-0.060000");
      assertThat(page.locator(".figures data").first()).hasAttribute("value", "-0.090000");

      paid(console.api(), "LEDGER-B", "ledger-4", 0.06, 600);
      assertThat(balances).hasCount(3);
      assertThat(balances.nth(0)).hasAttribute("value", "-0.100000");
      assertThat(page.locator(".figures data").first()).hasAttribute("value", "-0.100000");
    }
  }

  @Test
  void amountsAreWrittenAsTheirReaderWritesNumbers(InBrowser.Console console) {
    paid(console.api(), "LEDGER-D", "ledger-6", 0.05, 24_690 * 3_600);
    try (Chromium.Reader reader =
        console.chromium.reader(console.server.uri(), Locale.GERMANY.toLanguageTag())) {
      Page page = reader.open("/ledger?address=LEDGER-D");
      Locator balance = page.locator("[data-records] td:nth-child(3) data");
      assertThat(balance).hasAttribute("value", "-1234.500000");
      assertThat(balance).containsText("1.234,50");
    }
  }

  @Test
  void accountsAreFoundByTheirBeginning(InBrowser.Console console) {
    paid(console.api(), "LEDGER-C", "ledger-5", 0.07, 3600);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/ledger");
      page.getByText("Accounts", new Page.GetByTextOptions().setExact(true)).first().click();
      page.getByLabel("Address begins with").fill("LEDGER-C");
      Locator rows = page.locator("[data-records] tr");
      assertThat(rows).hasCount(1);
      assertThat(rows).containsText("Consumer");
      page.getByLabel("Kind").selectOption("provider");
      assertThat(page.getByText("No account begins with this")).isVisible();
      page.getByLabel("Kind").selectOption("");
      rows.getByText("LEDGER-C").click();
      assertThat(page.locator("h1")).hasText("Statement");
    }
  }

  @Test
  void blanksAroundAnAddressAreNoPartOfIt(InBrowser.Console console) {
    paid(console.api(), "LEDGER-D", "ledger-6", 0.07, 3600);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/ledger?address=%20LEDGER-D%20");
      assertThat(page.locator("h1")).hasText("Statement");
      assertThat(page.locator(".lead code")).hasText("LEDGER-D");
    }
  }

  @Test
  void aPageThatThereIsNot_isSaidWhereOneAskedForIt(InBrowser.Console console) {
    String nothing = "before=00000000-0000-0000-0000-000000000000";
    paid(console.api(), "LEDGER-E", "ledger-7", 0.07, 3600);
    try (Chromium.Reader reader = console.reader()) {
      for (String path : List.of("/ledger?", "/ledger?address=LEDGER-E&", "/jobs?")) {
        Page page = reader.open(path + nothing);
        assertThat(page.getByRole(AriaRole.ALERT).first())
            .containsText("before is not the id of a");
        assertThat(page.getByLabel("Address").first()).isVisible();
      }
    }
  }

  @Test
  void nobodysStatementSaysWhatToDo(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/ledger?address=NOBODY-HERE");
      assertThat(page.getByText("There is no account of this address")).isVisible();
      page.getByText("All accounts").click();
      assertThat(page).hasURL(console.server.uri().resolve("/ledger/accounts").toString());
    }
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
