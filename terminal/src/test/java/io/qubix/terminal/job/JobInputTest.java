package io.qubix.terminal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.terminal.session.Failure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobInputTest {

  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir private Path folder;

  @Test
  void itComesFromTheLine_aFile_orStdin() throws Exception {
    Path file = Files.writeString(folder.resolve("in.json"), "{\"a\": \"ü\"}");
    InputStream stdin = new ByteArrayInputStream("{\"a\": 3}\n".getBytes(StandardCharsets.UTF_8));

    assertThat(JobInput.read("{\"a\": 0.10}", NOTHING).path("a").decimalValue())
        .isEqualByComparingTo("0.1");
    assertThat(JobInput.read("@" + file, NOTHING).path("a").asString()).isEqualTo("ü");
    assertThat(JobInput.read("-", stdin).path("a").asInt()).isEqualTo(3);
  }

  @Test
  void whatIsWrong_isFoundByLineAndColumn() throws Exception {
    Path file = Files.writeString(folder.resolve("in.json"), "{\n  \"a\": 1,\n  \"b\" 2\n}");

    assertThatThrownBy(() -> JobInput.read("@" + file, NOTHING))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("in.json is not JSON: line 3, column 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': 1}         | --input is not JSON: line 1, column 2",
        "{} {}            | --input is not JSON",
        "{\"a\":1,\"a\":2} | --input is not JSON",
        "[1]              | --input is not a JSON object, but array",
        "\"a\"            | --input is not a JSON object, but string",
        "in.json          | --input is not JSON: line 1, column 1",
        "@nowhere.json    | There is no file nowhere.json",
        "-                | stdin is empty"
      })
  void whatIsNoObject_isRefused(String given, String because) {
    assertThatThrownBy(() -> JobInput.read(given, NOTHING))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(because);
  }

  @Test
  void aRequirementThatIsNotGiven_isNotAsked() {
    assertThat(new MachineOptions().body()).isEqualTo(Map.of());
  }
}
