package io.qubix.command.job;

import static io.qubix.command.job.JobStory.CREATED;
import static io.qubix.command.job.JobStory.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class JobSettingsTest {

  private static final Money FIVE = Money.of("5");
  private static final Money MORE = Money.of("5.000001");

  @Test
  void withoutSettings_aJobHasNoBoundOfPriceOrCost() {
    try (ConfigurableApplicationContext program = program()) {
      JobSettings settings = program.getBean(JobSettings.class);
      assertThat(settings).isEqualTo(JobSettings.USUAL);
      assertThat(settings.priceUpTo(null)).isNull();
      assertThat(settings.complete(JobTerms.NONE, CREATED).maxTotalCost()).isNull();
    }
  }

  @Test
  void theHighestPrice_isThatOfJobsThatNameNone() {
    try (ConfigurableApplicationContext program = program("qubix.jobs.max-price=5")) {
      JobSettings settings = program.getBean(JobSettings.class);
      assertThat(settings.priceUpTo(null)).isEqualTo(FIVE);
      assertThat(settings.priceUpTo(MORE)).isEqualTo(MORE);
    }
  }

  @Test
  void theHighestCharge_isThatOfJobsThatNameNone_andNoJobMayNameMore() {
    try (ConfigurableApplicationContext program = program("qubix.jobs.max-charge=5")) {
      JobSettings settings = program.getBean(JobSettings.class);
      assertThat(settings.complete(JobTerms.NONE, CREATED).maxTotalCost()).isEqualTo(FIVE);
      assertThat(settings.complete(upTo(FIVE), CREATED).maxTotalCost()).isEqualTo(FIVE);
      assertThat(settings.complete(upTo(Money.ONE), CREATED).maxTotalCost()).isEqualTo(Money.ONE);
      assertThatThrownBy(() -> settings.complete(upTo(MORE), CREATED))
          .isInstanceOfSatisfying(
              Rejection.Invalid.class,
              refusal ->
                  assertThat(refusal.errors())
                      .containsExactly(
                          new Rejection.FieldError("maxTotalCost", "must be at most 5")));
    }
  }

  @Test
  void aRepeatedJob_getsWhatIsAllowedByNow() {
    try (ConfigurableApplicationContext program =
        program(
            "qubix.jobs.max-charge=5",
            "qubix.jobs.attempt-timeout=1m",
            "qubix.jobs.longest-attempt=1m")) {
      JobTerms repeated =
          JobTermsBuilder.builder(upTo(MORE)).timeoutSeconds(3_600).retryOf(JOB).build();

      JobTerms terms = program.getBean(JobSettings.class).complete(repeated, CREATED);

      assertThat(terms.maxTotalCost()).isEqualTo(FIVE);
      assertThat(terms.timeoutSeconds()).isEqualTo(60);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0,3600", "", "1,1,1,1,1,1,1,1,1,1"})
  void pausesWithinTheirBounds_areTaken(String pauses) {
    program("qubix.jobs.backoff-seconds=" + pauses).close();
  }

  @ParameterizedTest
  @CsvSource({
    "backoff-seconds, -1",
    "backoff-seconds, '0,3601'",
    "backoff-seconds, '1,1,1,1,1,1,1,1,1,1,1'",
    "max-price, 0",
    "max-price, -1",
    "max-price, 0.0000001",
    "max-price, 1000000000.000001",
    "max-charge, 0",
    "max-charge, 1000000000000.000001"
  })
  void aSettingOutOfItsBounds_endsTheStart_andIsNamed(String setting, String value) {
    assertThatThrownBy(() -> program("qubix.jobs." + setting + "=" + value))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("qubix.jobs." + setting + " must be");
  }

  private static JobTerms upTo(Money most) {
    return JobTermsBuilder.builder(JobTerms.NONE).maxTotalCost(most).build();
  }

  private static ConfigurableApplicationContext program(String... settings) {
    return new SpringApplicationBuilder(JobConfiguration.class)
        .web(WebApplicationType.NONE)
        .properties(settings)
        .run();
  }
}
