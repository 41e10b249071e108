package io.qubix.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.app.console.JsonPart.Kind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonPartTest {

  private static JsonPart part(String json) {
    return JsonPart.of(JsonMapper.shared().readTree(json));
  }

  @Test
  void aVectorIsCut() {
    JsonPart vector = part("{\"v\": [1, 2, 3, 4, 5, 6, 7, 8]}").parts().get(0);

    assertThat(vector.kind()).isEqualTo(Kind.VECTOR);
    assertThat(vector.text()).isEqualTo("[1, 2, 3, 4, … 8 numbers]");
    assertThat(part("[1, 2, 3, 4, 5, 6, 7]").kind()).isEqualTo(Kind.ARRAY);
  }

  @Test
  void aLongTextIsFolded_andOneThatIsTooLongIsCut() {
    assertThat(part("\"" + "a".repeat(240) + "\"").kind()).isEqualTo(Kind.STRING);
    assertThat(part("\"" + "a".repeat(241) + "\"").kind()).isEqualTo(Kind.LONG_TEXT);
    assertThat(part("\"" + "a".repeat(50_000) + "\"").rest()).hasSizeLessThan(21_000);
  }

  @Test
  void aPictureIsOneOnlyWhenItIsNothingElse() {
    assertThat(part("\"data:image/png;base64,iVBORw0KGgo=\"").kind()).isEqualTo(Kind.PICTURE);
    assertThat(part("\"data:image/svg+xml;base64,PHN2Zz4=\"").kind()).isEqualTo(Kind.STRING);
    assertThat(part("\"data:text/html;base64,PHN2Zz4=\"").kind()).isEqualTo(Kind.STRING);
  }

  @Test
  void howeverLargeTheValue_soManyPartsAndNoMore() {
    String row = "{\"a\": {\"b\": {\"c\": [{\"d\": 1}, {\"d\": 2}]}}}";
    JsonPart whole = part("[" + (row + ",").repeat(5_000) + row + "]");

    assertThat(count(whole)).isLessThan(1_000);
    assertThat(part("[".repeat(90) + "]".repeat(90)).parts()).hasSize(1);
  }

  private static int count(JsonPart part) {
    return 1 + part.parts().stream().mapToInt(JsonPartTest::count).sum();
  }
}
