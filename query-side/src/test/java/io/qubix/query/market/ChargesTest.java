package io.qubix.query.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A job of two hours, for which an attempt may take ten. */
class ChargesTest {

  private static final Money TWO = Money.of("2");
  private static final Money THREE = Money.of("3");

  @Test
  void theExpectedCharge_isThatOfItsProvider_andTheHighestThatOfItsHighestPrice() {
    Charges charges = Charges.of(2, TWO, THREE, terms(null));

    assertThat(charges.expectedCharge()).isEqualTo(Money.of("4"));
    assertThat(charges.highestCharge()).isEqualTo(Money.of("30"));
    assertThat(charges.highestPrice()).isEqualTo(THREE);
  }

  @Test
  void withoutAHighestPrice_itIsThatOfWhoWouldTakeIt() {
    Charges charges = Charges.of(2, TWO, null, terms(null));

    assertThat(charges.highestCharge()).isEqualTo(Money.of("20"));
    assertThat(charges.highestPrice()).isEqualTo(TWO);
  }

  @Test
  void theCap_boundsBoth_fromTheFirstMicroOn() {
    assertThat(Charges.of(2, TWO, THREE, terms("4")).expectedCharge()).isEqualTo(Money.of("4"));
    assertThat(Charges.of(2, TWO, THREE, terms("3.999999")).expectedCharge())
        .isEqualTo(Money.of("3.999999"));
    assertThat(Charges.of(2, TWO, THREE, terms("30")).highestCharge()).isEqualTo(Money.of("30"));
    assertThat(Charges.of(2, TWO, THREE, terms("29.999999")).highestCharge())
        .isEqualTo(Money.of("29.999999"));
  }

  @Test
  void whatTakesLongerThanAnAttempt_isExpectedToCostAWholeAttempt() {
    assertThat(Charges.of(11, TWO, null, terms(null)).expectedCharge()).isEqualTo(Money.of("20"));
  }

  @Test
  void withoutProvider_nothingIsExpected_andTheHighestIsThatOfThePriceOrTheCap() {
    assertThat(Charges.of(2, null, THREE, terms(null)).expectedCharge()).isNull();
    assertThat(Charges.of(2, null, THREE, terms(null)).highestCharge()).isEqualTo(Money.of("30"));
    assertThat(Charges.of(2, null, null, terms("5")).highestCharge()).isEqualTo(Money.of("5"));
    assertThat(Charges.of(2, null, null, terms(null)).highestCharge()).isNull();
  }

  @Test
  void beyondTheBooks_onlyTheCapIsLeft() {
    Money dear = Money.of("1000000000");

    assertThat(Charges.of(1_000_000, dear, dear, months("7")).expectedCharge())
        .isEqualTo(Money.of("7"));
    assertThat(Charges.of(1_000_000, dear, null, terms(null)).expectedCharge())
        .isEqualTo(Money.of("10000000000"));
  }

  private static JobTerms months(@Nullable String cap) {
    return JobTermsBuilder.builder(terms(cap)).timeoutSeconds(2_592_000).build();
  }

  private static JobTerms terms(@Nullable String cap) {
    return JobTermsBuilder.builder(JobTerms.NONE)
        .timeoutSeconds(36_000)
        .maxTotalCost(cap == null ? null : Money.of(cap))
        .build();
  }
}
