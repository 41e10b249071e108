package io.qubix.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments and texts name the worker, the caller or the node, with no vague pronoun. */
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

  /** Names in documents: code, links and quoted words. */
  private static final Pattern NAME = Pattern.compile("`[^`]*`|\"[^\"\n]*\"|\\{\\{\\w+}}\\S*");

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "src/test/java"})
  void comments_nameWhoActs(String folder) throws IOException {
    List<Path> sources = files(folder, ".java");
    assertThat(sources).hasSizeGreaterThan(200);
    assertThat(sources).flatMap(source -> faultsOf(source, read(source))).isEmpty();
  }

  @Test
  void textsForUsers_nameWhoActs() throws IOException {
    assertThat(files("src/main/java", ".java"))
        .flatMap(source -> faultsIn(source, read(source), WordsTest::isVagueText))
        .isEmpty();
    List<Path> pages = files("src/main/resources", ".html", ".js", ".yaml", ".yml");
    assertThat(pages).hasSizeGreaterThan(30);
    assertThat(pages).filteredOn(page -> VAGUE.matcher(read(page)).find()).isEmpty();
  }

  @Test
  void documents_nameWhoActs() throws IOException {
    List<Path> documents = new ArrayList<>(files("docs", ".md"));
    try (Stream<Path> root = Files.list(Path.of(".."))) {
      root.filter(file -> file.toString().matches(".*\\.(md|http)")).forEach(documents::add);
    }
    assertThat(documents).hasSizeGreaterThan(15);
    assertThat(documents)
        .filteredOn(file -> VAGUE.matcher(NAME.matcher(read(file)).replaceAll("")).find())
        .isEmpty();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String a = \"Nobody was there\";",
        "String a = \"\"\"\nsomebody else\n\"\"\";",
        "f(\"a\" + \" anew\"); // b"
      })
  void aVagueWordInAText_isFound(String source) {
    assertThat(faultsIn(Path.of("A.java"), source, WordsTest::isVagueText)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f(\"nobody\");", "f(\"a b\"); // nobody", "String nobody = \"a b\";"})
  void namesAndComments_areNoTexts(String source) {
    assertThat(faultsIn(Path.of("A.java"), source, WordsTest::isVagueText)).isEmpty();
  }

  private static List<String> faultsOf(Path source, String code) {
    return faultsIn(source, code, WordsTest::isVagueComment);
  }

  private static List<String> faultsIn(Path source, String code, Predicate<String> isFault) {
    List<String> faults = new ArrayList<>();
    Matcher found = TEXT_OR_COMMENT.matcher(code);
    while (found.find()) {
      if (isFault.test(found.group())) {
        long line = code.substring(0, found.start()).lines().count() + 1;
        faults.add(source + ":" + line + ": " + found.group().strip());
      }
    }
    return faults;
  }

  private static boolean isVagueComment(String token) {
    return token.startsWith("/")
        && (VAGUE.matcher(CODE.matcher(token).replaceAll("")).find()
            || NULL_FIRST.matcher(token).find());
  }

  /** A single word is a name. */
  private static boolean isVagueText(String token) {
    return token.startsWith("\"") && token.contains(" ") && VAGUE.matcher(token).find();
  }

  /** Returns the files in a folder of the project, or of each of its modules. */
  private static List<Path> files(String folder, String... endings) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      Stream<Path> folders =
          Stream.concat(Stream.of(Path.of("..")), modules.filter(Files::isDirectory))
              .map(module -> module.resolve(folder))
              .filter(Files::exists);
      for (Path place : folders.toList()) {
        try (Stream<Path> files = Files.walk(place)) {
          files
              .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
              .filter(file -> !file.toString().contains("/lib/"))
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
