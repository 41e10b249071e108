package io.qubix.command.matching;

import static io.qubix.command.matching.BookFixture.match;
import static io.qubix.command.matching.Market.MACHINE;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.vram;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a decision costs is counted in places looked at, so that it holds on any machine. */
class OrderBookCostTest {

  private static final int MANY_JOBS = 100_000;
  private static final int MANY_PROVIDERS = 10_000;

  private final BookFixture market = new BookFixture();
  private final Random random = new Random(7);

  @Test
  void aFreeProviderIsNotComparedWithAllTheJobsThatItDoesNotFit() {
    for (int i = 0; i < MANY_JOBS; i++) {
      market.given(created(i, unfitPrice(i), unfit(i)));
    }
    market.expect();
    market.given(created(MANY_JOBS, null, new Requirements("4090", 24.0, 64.0, "Berlin")));
    market.expect();

    assertThat(costOf(registered(worker(1), "1", MACHINE, "Berlin", second(1)))).isLessThan(5_000);
    assertThat(market.matches).hasSize(1);
    assertThat(costOf(registered(worker(2), "1", MACHINE, "Berlin", second(1)))).isLessThan(5_000);
    assertThat(market.matches).isEmpty();
  }

  @Test
  void aNewJobIsNotComparedWithAllTheProvidersThatDoNotFit() {
    for (int i = 0; i < MANY_PROVIDERS; i++) {
      Hardware machine = new Hardware("GPU " + i, random.nextDouble() * 24, null, null, 64.0);
      market.given(registered(worker(i), Double.toString(1 + i / 100.0), machine, null, second(i)));
    }
    market.expect();

    assertThat(costOf(created(1, null, vram(24)))).isLessThan(100);
    assertThat(costOf(created(2, "0.99", null))).isLessThan(100);
    assertThat(costOf(created(3, "50", vram(23.999)))).isLessThan(1_000);
    assertThat(market.matches).isEmpty();

    assertThat(costOf(created(4))).isLessThan(100);
    assertThat(market.matches).hasSize(1);
    assertThat(costOf(created(5, "99", vram(20)))).isLessThan(1_000);
    assertThat(market.matches).hasSize(1);
  }

  @Test
  void aFloodOfEqualJobs_costsNoMoreThanItsMatches() {
    for (int i = 0; i < MANY_JOBS; i++) {
      market.given(created(i));
    }
    market.expect();

    assertThat(costOf(registered(1, "1"))).isLessThan(100);
    assertThat(market.matches).hasSize(1);
    assertThat(match(0, 1)).isNotEmpty();
  }

  private long costOf(Object event) {
    long before = market.book.steps();
    market.given(event).matched();
    return market.book.steps() - before;
  }

  /** One of four kinds that a machine of 24 GB and 64 GB at a price of 1 does not fit. */
  private Requirements unfit(int number) {
    double some = random.nextDouble();
    return switch (number % 4) {
      case 0 -> new Requirements(null, 24.1 + some, some * 64, null);
      case 1 -> new Requirements(null, some * 24, 64.1 + some, null);
      case 2 -> new Requirements(null, some * 24, random.nextDouble() * 64, null);
      default -> new Requirements("H" + number, some * 24, some * 64, "Oslo " + number % 100);
    };
  }

  private String unfitPrice(int number) {
    double some = number % 4 == 2 ? 0.999 * random.nextDouble() : 1 + random.nextDouble();
    return String.format(java.util.Locale.ROOT, "%.6f", some + 0.000001);
  }
}
