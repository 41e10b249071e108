package io.qubix.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EmbedExecutorTest {

  private final Told told = new Told();

  @Test
  void relatedSentencesAreCloser_thanUnrelatedOnes() throws Exception {
    JsonNode result =
        embed(
            """
            {"texts": ["The cat sleeps on the sofa.", "A kitten is napping on the couch.",
             "Interest rates were raised by the central bank."]}""");

    assertThat(result.path("dimensions").asInt()).isEqualTo(384);
    JsonNode vectors = result.path("vectors");
    assertThat(vectors).hasSize(3).allMatch(vector -> vector.size() == 384);
    assertThat(cosine(vectors.get(0), vectors.get(1))).isGreaterThan(0.5);
    assertThat(cosine(vectors.get(0), vectors.get(2))).isLessThan(0.2);
    assertThat(told.reports).hasSize(3).last().isEqualTo("100.0 Embedded 3 of 3 texts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                   | inputData.texts must be an array of 1 to 1000 strings",
        "{\"texts\": \"one\"} | inputData.texts must be an array of 1 to 1000 strings",
        "{\"texts\": []}      | inputData.texts must be an array of 1 to 1000 strings",
        "{\"texts\": [\"a\", 5]}   | inputData.texts[1] must be a string that is not blank",
        "{\"texts\": [\"a\", null]} | inputData.texts[1] must be a string that is not blank",
        "{\"texts\": [\" \"]} | inputData.texts[0] must be a string that is not blank"
      })
  void badInput_failsWithTheReason(String input, String reason) {
    assertThatThrownBy(() -> embed(input)).isInstanceOf(WorkFailed.class).hasMessage(reason);
  }

  @Test
  void itServesItsModelType_inAnyCase_unlessTheOperatorOffersAnother() throws Exception {
    Executors builtIn = Executors.of(List.of(), Duration.ofSeconds(1));
    assertThat(builtIn.serving("All-MiniLM-L6-v2")).isInstanceOf(EmbedExecutor.class);

    OperatorCommand own = OperatorCommand.parse("ALL-MINILM-L6-V2=/opt/mine");
    assertThat(Executors.of(List.of(own), Duration.ofSeconds(1)).serving("all-minilm-l6-v2"))
        .isInstanceOf(CommandExecutor.class);
  }

  private JsonNode embed(String input) throws WorkFailed, InterruptedException {
    return new EmbedExecutor().execute(JsonMapper.shared().readTree(input), told);
  }

  private static double cosine(JsonNode left, JsonNode right) {
    double product = 0;
    double leftSquare = 0;
    double rightSquare = 0;
    for (int i = 0; i < left.size(); i++) {
      double a = left.get(i).doubleValue();
      double b = right.get(i).doubleValue();
      product += a * b;
      leftSquare += a * a;
      rightSquare += b * b;
    }
    return product / Math.sqrt(leftSquare * rightSquare);
  }
}
