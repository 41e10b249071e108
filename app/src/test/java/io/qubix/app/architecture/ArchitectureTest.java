package io.qubix.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

  private static final String VIOLATORS = "io.qubix.violators";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.qubix");

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/violators/"))
          .importPaths(testClasses());

  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(VIOLATORS);

  static Stream<String> rulesOfMain() {
    return new Rules("io.qubix").ofMain().keySet().stream().sorted();
  }

  static Stream<String> rulesOfTests() {
    return new Rules("io.qubix").ofTests().keySet().stream().sorted();
  }

  static Stream<String> allRules() {
    return Stream.concat(rulesOfMain(), rulesOfTests());
  }

  @ParameterizedTest
  @MethodSource("rulesOfMain")
  void theProgram_keepsTheRule(String name) {
    new Rules("io.qubix").ofMain().get(name).check(MAIN);
  }

  @ParameterizedTest
  @MethodSource("rulesOfTests")
  void theTests_keepTheRule(String name) {
    new Rules("io.qubix").ofTests().get(name).check(TESTS);
  }

  @ParameterizedTest
  @MethodSource("allRules")
  void whoeverBreaksTheRule_isNamed(String name) {
    Rules rules = new Rules(VIOLATORS);
    ArchRule rule = rules.ofMain().getOrDefault(name, rules.ofTests().get(name));

    assertThatThrownBy(() -> rule.check(BROKEN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(VIOLATORS);
  }

  @ParameterizedTest
  @MethodSource("allRules")
  void aRuleWithoutSubjects_fails(String name) {
    Rules rules = new Rules("io.nowhere");
    ArchRule rule = rules.ofMain().getOrDefault(name, rules.ofTests().get(name));
    JavaClasses nobody = new ClassFileImporter().importClasses(List.of());

    assertThatThrownBy(() -> rule.check(nobody)).hasMessageContaining("failed to check any");
  }

  @Test
  void everyModule_isLookedAt() {
    assertThat(Rules.MODULES.keySet())
        .allMatch(module -> MAIN.containPackage("io.qubix." + module));
  }

  /** Of every module that was built with this one. */
  private static List<Path> testClasses() {
    return Stream.of(Objects.requireNonNull(Path.of("..").toFile().listFiles()))
        .map(module -> module.toPath().resolve("target/test-classes"))
        .filter(Files::exists)
        .toList();
  }
}
