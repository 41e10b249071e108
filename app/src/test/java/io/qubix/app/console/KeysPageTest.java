package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.qubix.api.key.KeySecret;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InBrowser
class KeysPageTest {

  @Test
  void aKeyIsIssued_shownOnce_andRevoked(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/audit/keys");
      page.getByLabel("Role").selectOption("consumer");
      page.getByLabel("Address, or worker’s id").fill("KEYHOLDER");
      page.getByLabel("Name").fill("laptop of a page");
      page.getByText("Issue the key").click();

      Locator secret = page.locator("[data-secret]");
      assertThat(secret).isVisible();
      KeySecret key = KeySecret.parse(secret.textContent()).orElseThrow();
      Locator row = page.locator("#key-" + key.id().value());
      assertThat(row).containsText("KEYHOLDER");
      assertThat(row).containsText("Live");

      page = reader.open("/audit/keys");
      assertThat(page.locator("[data-issued]")).isHidden();
      Assertions.assertThat(page.content()).doesNotContain(key.reveal().split("_")[3]);

      page.getByLabel("Revoke laptop of a page").click();
      page.getByText("Keep it").click();
      assertThat(page.locator("#key-" + key.id().value())).containsText("Live");
      page.getByLabel("Revoke laptop of a page").click();
      page.getByText("Revoke the key").click();
      assertThat(page.locator("#key-" + key.id().value())).containsText("Revoked");

      page.getByText("Acts").click();
      assertThat(page.locator("[data-records] tr").first()).containsText("KeyRevoked");
      assertThat(page.locator("[data-records] tr").first()).containsText("anybody");
    }
  }

  @Test
  void aMistakeIsNamedAtItsField_andAnOperatorHasNoAddress(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      Page page = reader.open("/audit/keys");
      page.getByText("Issue the key").click();
      assertThat(page.locator("[data-error-of=name]")).hasText("must not be blank");
      page.getByLabel("Role").selectOption("operator");
      assertThat(page.getByLabel("Address, or worker’s id")).isHidden();
    }
  }
}
