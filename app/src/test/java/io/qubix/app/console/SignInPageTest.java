package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.qubix.api.TestDatabase;
import io.qubix.app.journey.Server;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InBrowser
class SignInPageTest {

  @Test
  void whereThereIsALock_oneSignsInWithTheToken_commands_andSignsOut(InBrowser.Console console) {
    try (Server server =
            Server.on(TestDatabase.url(), "--qubix.token=open sesame, open seven doors");
        Chromium.Reader reader = console.chromium.reader(server.uri()).mayComplain()) {
      Page page = reader.page;
      page.navigate("/market?sort=jobs");
      assertThat(page.locator("h1")).hasText("Sign in");
      page.getByLabel("Token").fill("a guess");
      page.keyboard().press("Enter");
      assertThat(page.getByText("This token is wrong.")).isVisible();
      page.getByLabel("Token").fill("open sesame, open seven doors");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile("/market\\?sort=jobs$"));
      page.locator("[data-connection=live]").waitFor();
      assertThat(page.locator(".empty pre"))
          .hasText(
              "QUBIX_TOKEN=YOUR_TOKEN java -jar worker/target/qubix-worker.jar --server "
                  + server.uri()
                  + " --address YOUR_QUBIC_ADDRESS --price 0.5");

      Cookie cookie = reader.context.cookies().get(0);
      Assertions.assertThat(cookie.httpOnly).isTrue();
      Assertions.assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
      Assertions.assertThat(cookie.value).doesNotContain("sesame");

      page = reader.open("/submit");
      page.getByLabel("Your Qubic address").fill("SIGNED-IN");
      page.getByText("Submit the job").click();
      assertThat(page).hasURL(Pattern.compile("/jobs/[0-9a-f-]{36}$"));

      page.getByLabel("Sign out").click();
      assertThat(page.locator("h1")).hasText("Sign in");
      page.navigate("/");
      assertThat(page.locator("h1")).hasText("Sign in");
    }
  }
}
