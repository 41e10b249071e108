package io.qubix.app.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(BodyTest.Mirror.class)
class BodyTest {

  private static final int LIMIT = 8 * 1024 * 1024;

  @LocalServerPort int port;
  private Browser browser;

  @RestController
  static class Mirror {
    @PostMapping("/mirror")
    @Nullable JsonNode mirror(@RequestBody JsonBody body) {
      return body.read(Members.ALL);
    }

    @PostMapping("/length")
    int length(@RequestBody JsonBody body) {
      return body.read(Members.of("text")).get("text").stringValue().length();
    }

    @PostMapping(value = "/fields", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    List<String> fields(@RequestParam List<String> field) {
      return field;
    }

    @GetMapping("/names/{name}")
    String name(@PathVariable String name) {
      return name;
    }

    @GetMapping("/instants")
    Map<String, Instant> instants() {
      return Map.of(
          "whole", Instant.parse("2026-11-23T17:36:00Z"),
          "micros", Instant.parse("2026-11-23T17:36:00.123456Z"));
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void largestBody_isTakenAndOneByteMoreIs413() {
    String json = "{\"text\":\"" + "x".repeat(LIMIT - 11) + "\"}";

    assertThat(browser.post("/length", json).body()).isEqualTo(String.valueOf(LIMIT - 11));
    assertTooLarge(browser.post("/length", json + " "), LIMIT);
  }

  @Test
  void bodyInChunks_isCountedToo() {
    byte[] json =
        ("{\"text\":\"" + "x".repeat(LIMIT - 10) + "\"}").getBytes(StandardCharsets.UTF_8);
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json));
    HttpRequest request =
        browser.request("/length", "Content-Type", "application/json").POST(chunked).build();

    assertTooLarge(browser.send(request), LIMIT);
  }

  @Test
  void form_isReadWithAllValuesOfAName_afterThoseOfTheQuery() {
    assertThat(form("/fields?field=a", "field=b&other=x&field=c%20d&=&field").body())
        .isEqualTo("[\"a\",\"b\",\"c d\"]");
  }

  @Test
  void largestForm_isReadAndOneByteMoreIs413() {
    String form = "field=&".repeat(9_362);

    assertThat(form("/fields", form + "xx").statusCode()).isEqualTo(200);
    assertTooLarge(form("/fields", form + "xxx"), 65_536);
  }

  @Test
  void packedForm_isUnpackedBeforeItIsRead() throws IOException {
    assertThat(form("/fields?field=a", gzip("field=b&field=c"), "gzip").body())
        .isEqualTo("[\"a\",\"b\",\"c\"]");
    assertTooLarge(form("/fields", gzip("field=x&" + "f".repeat(65_536)), "gzip"), 65_536);
  }

  private HttpResponse<String> form(String path, String fields) {
    return form(path, fields.getBytes(StandardCharsets.US_ASCII), "identity");
  }

  private HttpResponse<String> form(String path, byte[] fields, String coding) {
    String type = MediaType.APPLICATION_FORM_URLENCODED_VALUE;
    return browser.send(
        browser
            .request(path, "Content-Type", type, "Content-Encoding", coding)
            .POST(BodyPublishers.ofByteArray(fields))
            .build());
  }

  @Test
  void numbers_comeBackAsTheyWere() {
    String json =
        "{\"a\":0.1234567890123456789012345,\"b\":123456789012345678901234567890,\"c\":1E+400}";

    assertThat(browser.post("/mirror", json).body()).isEqualTo(json);
  }

  @Test
  void namesInPaths_mayHaveAnyCharacter() {
    assertThat(browser.get("/names/a%2Fb%5Cc%3Bd%25e%20%C3%A9").body()).isEqualTo("a/b\\c;d%e é");
  }

  @Test
  void instants_haveMilliseconds() {
    assertThat(browser.get("/instants").body())
        .contains("\"whole\":\"2026-11-23T17:36:00.000Z\"")
        .contains("\"micros\":\"2026-11-23T17:36:00.123Z\"");
  }

  @Test
  void nestingOf100_isTakenAndOneMoreIsNot() {
    assertThat(browser.post("/mirror", "[".repeat(100) + "]".repeat(100)).statusCode())
        .isEqualTo(200);
    assertRefused("[".repeat(101) + "]".repeat(101));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1e2147483648"})
  void exponentOutOfRange_isRefused(String number) {
    assertRefused("{\"a\":" + number + "}");
  }

  @Test
  void numbersAndNamesBeyond1000Characters_areRefused() {
    assertRefused("[" + "1".repeat(1_001) + "]");
    assertRefused("{\"" + "n".repeat(1_001) + "\": 1}");
  }

  @Test
  void aPackedBody_isUnpackedAndNoLargerForIt() throws IOException {
    String largest = "{\"text\":\"" + "x".repeat(LIMIT - 11) + "\"}";

    assertThat(packed(gzip(largest), "gzip").body()).isEqualTo(String.valueOf(LIMIT - 11));
    assertTooLarge(packed(gzip(largest + " "), "gzip"), LIMIT);
  }

  @Test
  void whatIsPackedBadlyOrInAnotherWay_isRefused() throws IOException {
    byte[] good = gzip("{\"text\":\"x\"}");

    assertThat(packed("{\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8), "gzip").statusCode())
        .isEqualTo(400);
    assertThat(packed(Arrays.copyOf(good, good.length - 9), "gzip").statusCode()).isEqualTo(400);
    HttpResponse<String> other = packed(good, "br");
    assertThat(other.statusCode()).isEqualTo(415);
    assertThat(other.headers().firstValue("Accept-Encoding")).contains("gzip, identity");
  }

  @Test
  void overlongUtf8_isRefused() {
    byte[] json = "{\"text\":\"??\"}".getBytes(StandardCharsets.ISO_8859_1);
    json[9] = (byte) 0xc0;
    json[10] = (byte) 0xaf;

    HttpResponse<String> refused = packed(json, "identity");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("The text is not UTF-8");
  }

  private HttpResponse<String> packed(byte[] body, String coding) {
    return browser.send(
        browser
            .request("/length", "Content-Type", "application/json", "Content-Encoding", coding)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private void assertRefused(String json) {
    HttpResponse<String> response = browser.post("/mirror", json);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Browser.json(response).get("detail").stringValue())
        .startsWith("The JSON is beyond our limits")
        .doesNotContain("StreamReadConstraints");
  }

  private static void assertTooLarge(HttpResponse<String> response, int limit) {
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(Browser.json(response).get("detail").stringValue())
        .isEqualTo("The body is larger than " + limit + " bytes");
  }
}
