package io.qubix.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qubix.api.request.Fields;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonBodyTest {

  private static final Members MEMBERS =
      Members.of("a", "free").with("inside", Members.of("b").with("deeper", Members.of("c")));

  @Test
  void onlyWhatIsWanted_isThereAfterwards() {
    JsonNode read =
        JsonBody.of(
                """
                {"x": {"a": 1}, "a": 1, "y": [{}], "free": {"x": [1, {"y": null}]}, "z": "a",
                 "inside": {"x": 1, "b": [2], "deeper": {"c": 3, "d": 4}}, "w": null}
                """)
            .read(MEMBERS);

    assertThat(read)
        .hasToString(
            "{\"a\":1,\"free\":{\"x\":[1,{\"y\":null}]},\"inside\":{\"b\":[2],\"deeper\":{\"c\":3}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "null", " null "})
  void nothing_isNull(String nothing) {
    assertThat(JsonBody.of(nothing).read(MEMBERS)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"7;7", "'\"text\"';'\"text\"'", "[1, {}];[1,{}]", "{};{}", "'{\"x\": 1}';{}"})
  void whatIsNoObjectOrEmpty_isReadAsItIs(String json, String read) {
    assertThat(JsonBody.of(json).read(MEMBERS)).hasToString(read);
  }

  @Test
  void anObjectWhereAnotherIsExpected_isLeftToTheReader() {
    assertThat(JsonBody.of("{\"inside\": [1], \"a\": {\"b\": 1}}").read(MEMBERS))
        .hasToString("{\"inside\":[1],\"a\":{\"b\":1}}");
  }

  @Test
  void whatNobodyReads_weighsNothing() {
    AtomicLong taken = new AtomicLong();
    String objects = "[" + "{},".repeat(2_600_000) + "{}]";

    JsonNode read =
        weighed("{\"x\": " + objects + ", \"a\": 1, \"y\": " + objects + "}", taken).read(MEMBERS);

    assertThat(read).hasToString("{\"a\":1}");
    assertThat(taken.get()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "free"})
  void nestingIsWeighed_alsoWhereTheValueIsSkippedOrBeyondTheLimits(String member) {
    AtomicLong taken = new AtomicLong();
    int depth = 1_000_000;
    String deep = "[".repeat(depth) + "]".repeat(depth);

    JsonNode read =
        weighed("{\"" + member + "\": " + deep + ", \"a\": 1}", taken)
            .read(MEMBERS.andRemarks("free"));

    assertThat(read.get("a").intValue()).isEqualTo(1);
    assertThat(taken.get()).isBetween(79L * depth, 200L * depth);
  }

  @ParameterizedTest
  @CsvSource({"{},192", "0.25,72", "[],64", "true,16", "\"text\",64", "{\"n\":1},264"})
  void whatIsRead_weighsAtLeastWhatItTakes(String value, long bytes) {
    AtomicLong taken = new AtomicLong();
    int count = 100_000;

    JsonNode read =
        weighed("{\"a\": [" + (value + ",").repeat(count) + "null]}", taken).read(MEMBERS);

    assertThat(read.get("a").size()).isEqualTo(count + 1);
    assertThat(taken.get()).isBetween((bytes - 1) * count, 2 * bytes * count);
  }

  @Test
  void whoGetsNoMoreMemory_stopsReading() {
    JsonBody body =
        JsonBody.of(
            bytes("{\"a\": [" + "0,".repeat(1_000_000) + "0]}"),
            bytes -> {
              throw new IllegalStateException("No more");
            });

    assertThatThrownBy(() -> body.read(MEMBERS)).hasMessage("No more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 2}",
        "{\"free\": {\"b\": 1, \"b\": 2}}",
        "{\"free\": [{\"b\": 1, \"b\": 2}]}",
        "{\"inside\": {\"b\": 1, \"b\": 2}}",
      })
  void aMemberThatIsThereTwice_isRefused(String json) {
    UnreadableJson refused =
        catchThrowableOfType(UnreadableJson.class, () -> JsonBody.of(json).read(MEMBERS));

    assertThat(refused.reason().getOriginalMessage()).isEqualTo("A member is there twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{} {}",
        "{}]",
        "{",
        "{\"x\": }",
        "{\"x\": [}",
        "{\"x\": \"\\u00\"}",
        "{\"x\": tru}"
      })
  void malformedJson_isRefusedAlsoWhereNobodyReads(String json) {
    assertThatThrownBy(() -> JsonBody.of(json).read(MEMBERS)).isInstanceOf(UnreadableJson.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void aBareNaN_isReadOnlyWhereItMayBe(String number) {
    String json = "{\"free\": [" + number + "], \"x\": " + number + "}";

    assertThatThrownBy(() -> JsonBody.of(json).read(MEMBERS)).isInstanceOf(UnreadableJson.class);
    assertThat(JsonBody.of(json).read(MEMBERS.andRemarks("free")).at("/free/0").isNumber())
        .isTrue();
  }

  @Test
  void nestingOf100_isTakenAndOneMoreIsNot_alsoWhereNobodyReads() {
    assertThat(JsonBody.of("{\"x\":" + "[".repeat(99) + "]".repeat(99) + "}").read(MEMBERS))
        .isNotNull();
    assertThatThrownBy(
            () -> JsonBody.of("{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}").read(MEMBERS))
        .isInstanceOf(UnreadableJson.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0af", // "/" in two bytes
        "c080", // U+0000 in two
        "e08080", // and in three
        "f08080af",
        "eda080", // a surrogate
        "eda0bdedb880", // and a pair of them
        "f4908080", // beyond U+10FFFF
        "80",
        "e282", // broken off
        "ff",
      })
  void whatIsNoUtf8_isRefusedWhereverItStands(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (String member : new String[] {"a", "x"}) {
      JsonBody body =
          JsonBody.of(
              new SequenceInputStream(
                  bytes("{\"" + member + "\": \""),
                  new SequenceInputStream(new ByteArrayInputStream(bad), bytes("\"}"))),
              Allowance.UNLIMITED);
      UnreadableJson refused = catchThrowableOfType(UnreadableJson.class, () -> body.read(MEMBERS));
      assertThat(refused.reason().getOriginalMessage()).isEqualTo("The text is not UTF-8");
    }
  }

  @Test
  void everyCharacterOfUnicode_isTaken() {
    String text = "é€😀\u07ff\u0800\uffff\ud800\udc00\udbff\udfff";
    JsonBody body = JsonBody.of(bytes("{\"a\": \"" + text + "\"}"), Allowance.UNLIMITED);

    assertThat(body.read(MEMBERS).get("a").stringValue()).isEqualTo(text);
  }

  @Test
  void aByteOrderMark_isPassedOver_andASecondOneIsNot() {
    assertThat(JsonBody.of(bytes("\ufeff{}"), Allowance.UNLIMITED).read(MEMBERS)).hasToString("{}");
    assertThat(JsonBody.of(bytes("\ufeff"), Allowance.UNLIMITED).read(MEMBERS)).isNull();
    JsonBody two = JsonBody.of(bytes("\ufeff\ufeff{}"), Allowance.UNLIMITED);
    assertThatThrownBy(() -> two.read(MEMBERS)).isInstanceOf(UnreadableJson.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 2}",
        "{\"free\": [{\"b\": 1, \"b\": 2}], \"a\": 1}",
        "{\"a\": 1e99999999999}",
        "{\"free\": DEEP, \"a\": 1}",
        "{\"free\": {\"x\": [LONG]}, \"a\": 1}",
        "[DEEP]"
      })
  void anEntryThatIsUnreadable_refusesNoOther(String entry) {
    String bad =
        entry.replace("DEEP", "[".repeat(100) + "]".repeat(100)).replace("LONG", "1".repeat(1_001));
    JsonNode read =
        JsonBody.of("{\"all\": [{\"a\": 1, \"x\": [2]}, " + bad + ", {\"a\": [3]}, 4], \"y\": 5}")
            .read(Members.of().with("all", MEMBERS.inEach(4)))
            .get("all");

    assertThat(read).hasSize(4);
    assertThat(read.get(0)).hasToString("{\"a\":1}");
    assertThatThrownBy(() -> Fields.ofEntry(read.get(1), MEMBERS))
        .isInstanceOf(UnreadableJson.class);
    assertThat(read.get(2)).hasToString("{\"a\":[3]}");
    assertThat(read.get(3)).hasToString("4");
  }

  @Test
  void anEntry_mayBeAsDeepAsABody() {
    String deep = "{\"free\": " + "[".repeat(99) + "]".repeat(99) + "}";
    JsonNode alone = JsonBody.of(deep).read(MEMBERS);
    JsonNode read =
        JsonBody.of("{\"all\": [" + deep + "]}").read(Members.of().with("all", MEMBERS.inEach(1)));
    assertThat(read.at("/all/0")).isEqualTo(alone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"all\": [{\"a\": 1}, {\"a\": ]}",
        "{\"all\": [{\"a\": 1}",
        "{\"all\": [1}",
        "{\"all\": [], \"all\": []}"
      })
  void entriesThatAreMalformed_areRefusedTogether(String json) {
    Members members = Members.of().with("all", MEMBERS.inEach(4));
    assertThatThrownBy(() -> JsonBody.of(json).read(members)).isInstanceOf(UnreadableJson.class);
  }

  @Test
  void ofTooManyEntries_oneMoreThanAllowedIsRead_andTheOthersWeighNothing() {
    AtomicLong few = new AtomicLong();
    AtomicLong many = new AtomicLong();
    Members members = Members.of().with("all", MEMBERS.inEach(200));
    String entry = "{\"free\": [[], [], []]},";
    assertThat(weighed("{\"all\": [" + entry.repeat(500) + "1]}", few).read(members).get("all"))
        .hasSize(201);
    assertThat(
            weighed("{\"all\": [" + entry.repeat(100_000) + "1]}", many).read(members).get("all"))
        .hasSize(201);
    assertThat(few.get()).isPositive();
    assertThat(many.get()).isEqualTo(few.get());
  }

  private static JsonBody weighed(String json, AtomicLong taken) {
    return JsonBody.of(bytes(json), taken::addAndGet);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
