package io.qubix.command.matching;

import static io.qubix.command.matching.BookFixture.match;
import static io.qubix.command.matching.Market.MACHINE;
import static io.qubix.command.matching.Market.by;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.vram;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.Requirements;
import io.qubix.api.matching.RequirementsBuilder;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.event.ProviderRegistered;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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

  @Test
  void jobsForAModelThatIsNotServed_costAProviderOfOtherModelsNothing() {
    for (int i = 0; i < MANY_PROVIDERS; i++) {
      market.given(job(i, "unserved " + i % 3, unfitPrice(2), vram(random.nextDouble() * 24)));
    }
    market.given(job(MANY_PROVIDERS, "llama", null, null)).expect();

    assertThat(costOf(serving(1, "whisper", "Embed"))).isLessThan(10);
    assertThat(market.matches).isEmpty();
    assertThat(costOf(serving(2, "whisper", "LLAMA"))).isLessThan(20);
    assertThat(market.matches).hasSize(1);
  }

  @Test
  void providersOfOtherModels_costAJobNothing() {
    for (int i = 0; i < MANY_PROVIDERS; i++) {
      market.given(serving(i, "other " + i % 3, "whisper"));
    }
    market.expect();

    assertThat(costOf(job(1, "llama", null, null))).isLessThan(10);
    assertThat(market.matches).isEmpty();
    market.given(serving(MANY_PROVIDERS, "Llama"));
    assertThat(costOf(job(2, "llama", null, null))).isLessThan(300); // of which the receipt 256
    assertThat(market.matches).hasSize(1);
  }

  @Test
  void jobsForMoreGpusOrCores_areNotComparedWithAMachineThatHasFewer() {
    for (int i = 0; i < MANY_PROVIDERS; i++) {
      RequirementsBuilder asked = RequirementsBuilder.builder().minVramGb(random.nextDouble() * 24);
      market.given(
          created(
              i,
              null,
              i % 2 == 0
                  ? asked.gpuCount(2 + random.nextInt(63)).build()
                  : asked.minCpuCores(17 + random.nextInt(200)).build()));
    }
    market.expect();

    assertThat(costOf(registered(1, "1"))).isLessThan(500);
    assertThat(market.matches).isEmpty();
  }

  @Test
  void aJobForMoreGpusOrCores_isNotComparedWithMachinesThatHaveFewer() {
    for (int i = 0; i < MANY_PROVIDERS; i++) {
      Hardware machine = new Hardware("A", random.nextDouble() * 24, 1 + i % 7, null, i % 64, 64.0);
      market.given(registered(worker(i), Double.toString(1 + i / 100.0), machine, null, second(i)));
    }
    market.expect();

    assertThat(costOf(created(1, null, RequirementsBuilder.builder().gpuCount(8).build())))
        .isLessThan(10);
    assertThat(costOf(created(2, null, RequirementsBuilder.builder().minCpuCores(64).build())))
        .isLessThan(10);
    assertThat(market.matches).isEmpty();
  }

  @Test
  void jobsForALabelOrWorkerThatIsAway_costOthersNothing() {
    for (int i = 0; i < MANY_PROVIDERS; i++) {
      RequirementsBuilder asked = RequirementsBuilder.builder().minVramGb(random.nextDouble() * 24);
      market.given(
          created(
              i,
              null,
              i % 2 == 0
                  ? asked.labels(Map.of("tier", "gold")).build()
                  : asked.onlyProviders(List.of(worker(7), worker(8))).build()));
    }
    market.expect();

    assertThat(costOf(registered(1, "1"))).isLessThan(20);
    assertThat(market.matches).isEmpty();
  }

  @Test
  void providersWithOtherLabelsOrNames_costAJobNothing() {
    for (int i = 0; i < MANY_PROVIDERS; i++) {
      Serving silver = new Serving(List.of(), Map.of("tier", "silver"));
      market.given(registered(worker(i), "1", MACHINE, silver, null, second(i)));
    }
    market.expect();

    assertThat(
            costOf(
                created(
                    1, null, RequirementsBuilder.builder().labels(Map.of("tier", "gold")).build())))
        .isLessThan(10);
    assertThat(
            costOf(
                created(
                    2,
                    null,
                    RequirementsBuilder.builder()
                        .onlyProviders(List.of(worker(MANY_PROVIDERS)))
                        .build())))
        .isLessThan(10);
    assertThat(market.matches).isEmpty();
  }

  @Test
  void aThousandConsumersThatTakeTurns_costAProviderNoMoreThanOneLineOfJobs() {
    BookFixture turns = unfitJobsOfAThousandConsumers(JobOrder.FAIR);
    costOfAProvider(turns, 1, MACHINE);

    assertThat(costOfAProvider(turns, 2, MACHINE)).isLessThan(200);
  }

  /** No measure tells these consumers apart: each has jobs of all kinds. */
  @Test
  void aProviderUnlikeTheOnesBefore_looksAtEachConsumerAFewTimesAtMost() {
    BookFixture turns = unfitJobsOfAThousandConsumers(JobOrder.FAIR);
    for (int i = 1; i <= 50; i++) {
      double some = random.nextDouble();
      Hardware machine = new Hardware("A", some * 24, null, 16, (1 - some) * 64);

      assertThat(costOfAProvider(turns, i, machine)).isLessThan(20_000);
    }
  }

  private BookFixture unfitJobsOfAThousandConsumers(JobOrder order) {
    BookFixture book = new BookFixture(new Cheapest(), order);
    for (int i = 0; i < MANY_JOBS; i++) {
      book.given(by("C" + i / 4 % 1_000, created(i, unfitPrice(i), unfit(i))));
    }
    for (int i = 0; i < 100; i++) {
      book.given(by("FLOW", created(MANY_JOBS + i)));
    }
    return book.expect();
  }

  private static long costOfAProvider(BookFixture book, int number, Hardware machine) {
    long before = book.book.steps();
    book.given(registered(worker(number), "1", machine, null, second(1)));
    assertThat(book.matched().matches).hasSize(1);
    return book.book.steps() - before;
  }

  private static JobCreated job(
      int number, String model, @Nullable String maxPrice, @Nullable Requirements asked) {
    return JobCreatedBuilder.builder(created(number, maxPrice, asked)).modelType(model).build();
  }

  private static ProviderRegistered serving(int number, String... models) {
    return registered(
        worker(number),
        Double.toString(1 + number / 100.0),
        MACHINE,
        new Serving(List.of(models), Map.of()),
        null,
        second(number));
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
