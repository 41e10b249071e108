package io.qubix.command.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class MeteringSettingTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', TRUST",
    "'', s3cret, WALL_CLOCK",
    "wall-clock, '', WALL_CLOCK",
    "trust, s3cret, TRUST"
  })
  void aServerWithATokenMeasures_unlessItIsSet(String set, String token, Metering metering) {
    Map<String, Object> settings =
        set.isEmpty()
            ? Map.of("qubix.token", token)
            : Map.of("qubix.token", token, "qubix.metering", set);
    try (ConfigurableApplicationContext program =
        new SpringApplicationBuilder(JobConfiguration.class)
            .web(WebApplicationType.NONE)
            .profiles("command")
            .properties(settings)
            .run()) {
      assertThat(program.getBean(Metering.class)).isEqualTo(metering);
    }
  }
}
