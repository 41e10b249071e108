package io.qubix.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.qubix.app.journey.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InBrowser
class SubmitPageTest {

  @Test
  void theEstimateAndWhoWouldTakeItFollowTheTyping_andSubmittingLeadsToTheJob(
      InBrowser.Console console) {
    console
        .api()
        .post(
            "/api/providers/register",
            """
            {"workerId": "submit-1", "qubicAddress": "OWNER", "name": "Under the desk",
             "gpuModel": "Submitcard", "pricePerHour": 0.75}
            """)
        .expect(200);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/submit");
      page.getByLabel("Your Qubic address").fill("SUBMITTER");
      page.getByLabel("Model type").fill("llama");
      page.getByLabel("Compute, hours").fill("2.5");
      page.getByLabel("GPU").fill("submitcard");
      page.getByLabel("Highest price").fill("0.5");
      assertThat(page.locator("[data-estimate] data")).hasAttribute("value", "1.250000");
      assertThat(page.locator("[data-matching]")).hasText("0 providers");
      assertThat(page.locator("[data-estimate-note]"))
          .containsText("2.5 h at 0.5 an hour, the highest price");
      page.getByLabel("Highest price").fill("0.000001");
      assertThat(page.locator("[data-estimate-note]")).containsText("at 0.000001 an hour");

      page.getByLabel("Highest price").fill("0.8");
      assertThat(page.locator("[data-estimate] data")).hasAttribute("value", "1.875000");
      assertThat(page.locator("[data-estimate-note]"))
          .containsText("2.5 h at 0.75 an hour, the cheapest offer now");
      assertThat(page.locator("[data-fits] li")).containsText("Under the desk");

      page.getByText("Submit the job").click();
      assertThat(page).hasURL(Pattern.compile("/jobs/[0-9a-f-]{36}$"));
      assertThat(page.locator(".progress .status")).hasText("Assigned");
      assertThat(page.locator(".attempt")).containsText("Under the desk");
    }
  }

  @Test
  void modelAndRequirementsDecideWhoWouldTakeIt_andAreShownOnBothPages(InBrowser.Console console) {
    console
        .api()
        .post(
            "/api/providers/register",
            """
            {"workerId": "rig-1", "qubicAddress": "OWNER", "name": "Eight cards",
             "gpuModel": "Rigcard", "gpuCount": 8, "cpuCores": 64, "pricePerHour": 0.62,
             "modelTypes": ["Rig-Model", "whisper"], "labels": {"rack": "seven"}}
            """)
        .expect(200);
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/submit");
      page.getByLabel("Your Qubic address").fill("SUBMITTER");
      page.getByLabel("Model type").fill("rig-model");
      page.getByLabel("GPU").fill("rigcard");
      page.getByLabel("Graphics cards").fill("9");
      page.getByLabel("CPU cores").fill("32");
      page.getByLabel("Labels").fill("rack=seven");
      assertThat(page.locator("[data-matching]")).hasText("0 providers");
      page.getByLabel("Graphics cards").fill("8");
      assertThat(page.locator("[data-matching]")).hasText("1 provider");
      assertThat(page.locator("[data-estimate-note]")).containsText("at 0.62 an hour");

      page.getByLabel("Model type").fill("another model");
      assertThat(page.locator("[data-matching]")).hasText("0 providers");
      page.getByLabel("Model type").fill("rig-model");
      page.getByLabel("None of these workers").fill("rig-2, rig-1");
      assertThat(page.locator("[data-matching]")).hasText("0 providers");
      page.getByLabel("None of these workers").fill("rig-2");
      page.getByLabel("Labels").fill("rack = seven");
      page.getByLabel("Only these workers").fill("rig-1");
      assertThat(page.locator("[data-matching]")).hasText("1 provider");

      page.getByLabel("Priority").fill("8");
      page.getByText("Submit the job").click();
      assertThat(page).hasURL(Pattern.compile("/jobs/[0-9a-f-]{36}$"));
      assertThat(page.locator("dl.facts dt:text-is('Priority') + dd")).hasText("8");
      assertThat(page.locator(".attempt")).containsText("Eight cards");
      assertThat(page.locator("dl.facts")).containsText("at least 8");
      assertThat(page.locator("dl.facts")).containsText("seven");
      page.navigate(console.server.uri() + "/market/rig-1");
      assertThat(page.locator("dl.facts")).containsText("8 × Rigcard");
      assertThat(page.locator("dl.facts")).containsText("Rig-Model, whisper");
      assertThat(page.locator("dl.facts")).containsText("seven");
      page.navigate(console.server.uri() + "/market?modelType=RIG-MODEL&label=rack%3Dseven");
      assertThat(page.locator("[data-rows] tr")).hasCount(1);
    }
  }

  @Test
  void limitsAreEstimatedAndSubmitted_andKeptAfterAnError(InBrowser.Console console) {
    console
        .api()
        .post(
            "/api/providers/register",
            """
            {"workerId": "limit-1", "qubicAddress": "OWNER", "gpuModel": "Limitcard",
             "pricePerHour": 0.5}
            """)
        .expect(200);
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      Page page = reader.open("/submit");
      page.getByLabel("Model type").fill("llama");
      page.getByLabel("GPU").fill("limitcard");
      page.getByLabel("Compute, hours").fill("4");
      page.getByLabel("Highest price").fill("0.8");
      assertThat(page.locator("[data-estimate] data")).hasAttribute("value", "2.000000");
      assertThat(page.locator("[data-highest]")).hasText("At most 19.2: 1 d at 0.8 an hour.");
      page.getByLabel("Longest attempt").fill("36000");
      assertThat(page.locator("[data-highest]")).hasText("At most 8: 10 h at 0.8 an hour.");
      page.getByLabel("Most in all").fill("1.5");
      assertThat(page.locator("[data-highest]")).hasText("At most 1.5, the most that it may cost.");
      assertThat(page.locator("[data-estimate] data")).hasAttribute("value", "1.500000");

      page.getByLabel("Longest silence").fill("soon");
      page.getByLabel("Pauses").fill("0, 3601");
      page.getByLabel("Reassignments").fill("1");
      page.getByLabel("Over at the latest").fill("2020-01-01T00:00");
      page.getByLabel("Your Qubic address").fill("SUBMITTER");
      page.getByText("Submit the job").click();
      assertThat(page.locator("[data-error-of=progressTimeoutSeconds]")).isVisible();
      assertThat(page.locator("[data-error-of='retry.backoffSeconds']")).isVisible();
      page.getByLabel("Longest silence").fill("600");
      page.getByLabel("Pauses").fill("0, 60");
      assertThat(page.locator("[data-error-of=expiresAt]"))
          .hasText("Must be in the future, and after notBefore.");
      page.getByLabel("Over at the latest").fill("2031-01-01T00:00");
      assertThat(page.locator("[data-error-of=expiresAt]")).isHidden();
      assertThat(page.getByLabel("Most in all")).hasValue("1.5");
      page.getByText("Submit the job").click();

      assertThat(page).hasURL(Pattern.compile("/jobs/[0-9a-f-]{36}$"));
      Answer job =
          console.api().job(page.url().substring(page.url().lastIndexOf('/') + 1)).expect(200);
      Assertions.assertThat(job.at("maxTotalCost").asDouble()).isEqualTo(1.5);
      Assertions.assertThat(job.at("timeoutSeconds").asInt()).isEqualTo(36_000);
      Assertions.assertThat(job.at("progressTimeoutSeconds").asInt()).isEqualTo(600);
      Assertions.assertThat(job.text("expiresAt")).isEqualTo("2031-01-01T00:00:00Z");
      Assertions.assertThat(job.at("retry").path("maxReassignments").asInt()).isEqualTo(1);
      Assertions.assertThat(job.at("retry").path("backoffSeconds").toString()).isEqualTo("[0,60]");
    }
    console.api().heartbeat("limit-1", "offline").expect(200);
  }

  @Test
  void whatIsWrongIsSaidWhereItIs(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      Page page = reader.open("/submit");
      Locator input = page.getByLabel("Input, a JSON object");
      input.fill("{\n  \"texts\": [1,, 2]\n}");
      assertThat(page.locator("#inputData-error"))
          .containsText("Line 2, column 15: a value is expected here.");
      assertThat(input).hasAttribute("aria-invalid", "true");
      input.fill("[1]");
      assertThat(page.locator("#inputData-error")).containsText("It must be an object");
      input.fill("{\"texts\": [\"a\"]}");
      assertThat(page.locator("#inputData-error")).hasText("");

      page.getByLabel("Your Qubic address").fill("");
      page.getByLabel("Model type").fill("");
      page.getByText("Submit the job").click();
      assertThat(page.locator("[data-error-of=qubicAddress]")).isVisible();
      assertThat(page.locator("[data-error-of=modelType]")).isVisible();
      assertThat(page.getByLabel("Model type")).isFocused();
      page.getByLabel("Compute, hours").fill("-1");
      assertThat(page.locator("[data-error-of=computeNeeded]")).isVisible();
      page.getByLabel("Labels").fill("gold");
      assertThat(page.locator("[data-error-of='requirements.labels']"))
          .containsText("Must be an object");
      assertThat(page.locator("[data-estimate-note]")).hasText("");
      assertThat(page).hasURL(Pattern.compile("/submit$"));
    }
  }

  @Test
  void aJobIsSubmittedWithNamesToFindItBy_andItsPageLeadsToAllOfThem(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader().mayComplain()) {
      Page page = reader.open("/submit");
      page.getByLabel("Your Qubic address").fill("NAMER");
      page.getByLabel("GPU").fill("namercard");
      page.getByLabel("Names to find it by").fill("submitted");
      assertThat(page.locator("[data-error-of=labels]")).containsText("Must be an object");
      assertThat(page.locator("[data-error-of='requirements.labels']")).isHidden();
      page.getByLabel("Names to find it by").fill("submitted=here, run = 7");
      assertThat(page.locator("[data-error-of=labels]")).isHidden();
      page.getByText("Submit the job").click();

      page.locator("a", new Page.LocatorOptions().setHasText("here")).click();
      assertThat(page).hasURL(Pattern.compile("/jobs\\?label=submitted(=|%3D)here"));
      assertThat(page.locator("tbody tr")).hasCount(1);
    }
  }

  @Test
  void aFileIsTakenForTheInput(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/submit");
      Locator input = page.getByLabel("Input, a JSON object");
      choose(page, "order.json", "application/json", "{\"texts\": [\"from a file\"]}");
      assertThat(input).hasValue("{\"texts\": [\"from a file\"]}");
      choose(page, "letter.txt", "text/plain", "Dear all");
      assertThat(input).hasValue(Pattern.compile("\"text\": \"Dear all\""));
      page.getByText("Tidy up").click();
      assertThat(input).hasValue("{\n  \"text\": \"Dear all\"\n}");
    }
  }

  @Test
  void aFileThatIsDroppedIsTakenToo(InBrowser.Console console) {
    try (Chromium.Reader reader = console.reader()) {
      Page page = reader.open("/submit");
      Locator input = page.getByLabel("Input, a JSON object");
      JSHandle dropped =
          page.evaluateHandle(
              """
              () => {
                const dropped = new DataTransfer();
                dropped.items.add(
                  new File(['{"texts": ["dropped"]}'], 'order.json', {type: 'application/json'}));
                return dropped;
              }""");
      input.dispatchEvent("dragover", Map.of("dataTransfer", dropped));
      assertThat(input).hasClass(Pattern.compile("\\bdrop\\b"));
      input.dispatchEvent("drop", Map.of("dataTransfer", dropped));
      assertThat(input).hasValue("{\"texts\": [\"dropped\"]}");
      assertThat(input).not().hasClass(Pattern.compile("\\bdrop\\b"));
    }
  }

  @Test
  void theEstimateIsWrittenAsItsReaderWritesNumbers(InBrowser.Console console) {
    try (Chromium.Reader reader =
        console.chromium.reader(console.server.uri(), Locale.GERMANY.toLanguageTag())) {
      Page page = reader.open("/submit");
      page.getByLabel("Your Qubic address").fill("SUBMITTER");
      page.getByLabel("Model type").fill("llama");
      page.getByLabel("Compute, hours").fill("1000.5");
      page.getByLabel("GPU").fill("a card that nobody has");
      page.getByLabel("Highest price").fill("2");
      assertThat(page.locator("[data-estimate]")).containsText("2.001,00");
      assertThat(page.locator("[data-estimate] data")).hasAttribute("value", "2001.000000");
      assertThat(page.locator("[data-estimate-note]")).containsText("1.000,5 h");
    }
  }

  private static void choose(Page page, String name, String type, String content) {
    page.locator("[data-file]")
        .setInputFiles(new FilePayload(name, type, content.getBytes(StandardCharsets.UTF_8)));
  }
}
