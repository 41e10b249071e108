package io.qubix.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments name the worker, the caller or the node instead of "somebody". */
class WordsTest {

  /** Matches texts, too, so that comment signs in them are not taken for comments. */
  private static final Pattern TEXT_OR_COMMENT =
      Pattern.compile(
          "\"\"\"(?s:.*?)(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])++'"
              + "|//[^\n]*+|/\\*(?s:.*?)\\*/");

  /** Code within comments, which may have names of its own. */
  private static final Pattern CODE = Pattern.compile("\\{@\\w+ [^}]*}|@param\\s+<?\\w+>?");

  private static final Pattern VAGUE =
      Pattern.compile("(?i)\\b(?:nobody|somebody|whoever|whatever|anew|of\\s+late)\\b");

  private static final Pattern NULL_FIRST = Pattern.compile("@param\\s+\\w+\\s+null:");

  @Test
  void commentsOfTheProgram_nameWhoActs() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(300);
    assertThat(sources).flatMap(source -> faultsOf(source, read(source))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** Nobody waits. */",
        "// whoever asks",
        "int a; // somebody",
        "/*\n * as it was of\n late */",
        "/** @param limit null: none */",
        "String a = \"//\"; // anew"
      })
  void aVagueWordInAComment_isFound(String source) {
    assertThat(faultsOf(Path.of("A.java"), source)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String a = \"// nobody\";",
        "String a = \"\"\"\n/* nobody */\"\"\";",
        "char a = '\"'; String whatever = \"/* anew */\";",
        "/** Runs as the user {@code nobody}. */",
        "/** @param anew whether all leases begin again */",
        "/** @param limit the most, or null for no limit */"
      })
  void namesAndTexts_areFree(String source) {
    assertThat(faultsOf(Path.of("A.java"), source)).isEmpty();
  }

  private static List<String> faultsOf(Path source, String code) {
    List<String> faults = new ArrayList<>();
    Matcher found = TEXT_OR_COMMENT.matcher(code);
    while (found.find()) {
      String comment = found.group();
      if (!comment.startsWith("/")) {
        continue;
      }
      if (VAGUE.matcher(CODE.matcher(comment).replaceAll("")).find()
          || NULL_FIRST.matcher(comment).find()) {
        long line = code.substring(0, found.start()).lines().count() + 1;
        faults.add(source + ":" + line + ": " + comment.strip());
      }
    }
    return faults;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      List<Path> sources = new ArrayList<>();
      for (Path main : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.exists(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
      return sources;
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
