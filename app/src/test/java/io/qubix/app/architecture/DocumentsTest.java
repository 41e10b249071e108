package io.qubix.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents name classes where they are. */
class DocumentsTest {

  /** A class with its package, from the module on, as in {@code command.job.Job}. */
  private static final Pattern CLASS =
      Pattern.compile(
          "`((?:api|app|benchmarks|client|command|log|postgres|query|runtime|terminal|worker)"
              + "(?:\\.[a-z]+)*\\.[A-Z]\\w*)(?:\\.\\w+)?`");

  /** Test classes in a folder, as in {@code command/job/*Test}. */
  private static final Pattern TESTS = Pattern.compile("`([a-z]+(?:/[a-z]+)*/[\\w*]+Test)`");

  @Test
  void aClassThatADocumentNames_exists() throws IOException {
    List<String> sources = endingWith(".java");
    List<String> named = namesIn(CLASS);
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(named)
        .filteredOn(
            name ->
                sources.stream()
                    .noneMatch(file -> file.endsWith("/" + name.replace('.', '/') + ".java")))
        .isEmpty();
  }

  @Test
  void testsThatADocumentNames_exist() throws IOException {
    List<String> sources = endingWith("Test.java");
    List<String> named = namesIn(TESTS);
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(named)
        .filteredOn(
            name -> {
              Pattern place = Pattern.compile("/" + name.replace("*", "\\w*") + "\\.java$");
              return sources.stream().noneMatch(file -> place.matcher(file).find());
            })
        .isEmpty();
  }

  private static List<String> namesIn(Pattern pattern) throws IOException {
    return endingWith(".md").stream()
        .flatMap(file -> pattern.matcher(read(file)).results())
        .map(found -> found.group(1))
        .toList();
  }

  /** Returns files of the project, not those that a build made. */
  private static List<String> endingWith(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .map(file -> file.toString().replace('\\', '/'))
          .filter(file -> file.endsWith(ending) && !file.contains("/target/"))
          .toList();
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
