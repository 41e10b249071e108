package io.qubix.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.qubix.api.EventSwitch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event that is added asks each place that must decide about it. */
class EventsTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.qubix");

  static Stream<String> placesThatDecide() {
    return MAIN.stream().filter(EventsTest::hasSwitch).map(JavaClass::getName).sorted();
  }

  private static boolean hasSwitch(JavaClass type) {
    return type.getFields().stream()
        .anyMatch(
            field ->
                field.getRawType().isEquivalentTo(EventSwitch.class)
                    && field.getModifiers().contains(JavaModifier.STATIC));
  }

  @ParameterizedTest
  @MethodSource("placesThatDecide")
  void aPlaceHandlesEachEvent_orIgnoresItOnPurpose(String place) {
    assertThatCode(() -> Class.forName(place)).as(place).doesNotThrowAnyException();
  }

  @Test
  void theProgramDecidesInSwitches() {
    assertThat(placesThatDecide())
        .contains(
            "io.qubix.api.job.event.JobMeaning",
            "io.qubix.command.job.Job",
            "io.qubix.command.matching.market.OpenJob",
            "io.qubix.query.live.LiveEvents");
  }
}
