package io.qubix.command.matching;

import static io.qubix.command.matching.Market.assigned;
import static io.qubix.command.matching.Market.by;
import static io.qubix.command.matching.Market.cancelled;
import static io.qubix.command.matching.Market.completed;
import static io.qubix.command.matching.Market.cooledDown;
import static io.qubix.command.matching.Market.coolingDown;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.leftWaiting;
import static io.qubix.command.matching.Market.notBefore;
import static io.qubix.command.matching.Market.priced;
import static io.qubix.command.matching.Market.priority;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.requeued;
import static io.qubix.command.matching.Market.reserved;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.timedOut;
import static io.qubix.command.matching.Market.wentOffline;
import static io.qubix.command.matching.Market.wentOnline;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.Probation;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderAvailabilityChanged;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.command.job.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In any market, by any policy and order, the order book decides like a search through everything:
 * its index and its early stop drop nothing.
 */
class OrderBookPropertyTest {

  private static final int EVENTS = 8_000;
  private static final int WORKERS = 25;
  private static final List<String> GPUS =
      List.of(
          "NVIDIA RTX 4090",
          "RTX 3060",
          "AMD MI300",
          "NVIDIA GeForce RTX 4090 Laptop GPU",
          "NVIDIA A100-SXM4-80GB",
          "rtx4090");
  private static final List<String> GPU_PARTS =
      List.of(
          "rtx", "4090", "MI", "", "H100", "RTX4090", "Laptop RTX", "a100 80gb", "4090 24 GB", "%");
  private static final List<String> MODELS = List.of("llama", "LLAMA", "whisper", "Straße");
  private static final List<String> CONSUMERS = List.of("MANY", "SOME", "FEW", "RARE");
  private static final List<String> LOCATIONS = List.of("Berlin", "berlin", "OSLO", "Straße");

  private final SettableClock clock = new SettableClock(Market.START);
  private MatchingPolicy policy;
  private OrderBook book;
  private NaiveBook naive;

  private long twiceInOneRound;

  /** Jobs that went to a new provider before others. */
  private long trials;

  /** Matches whose events are still on their way. */
  private final List<Match> late = new ArrayList<>();

  static Stream<Arguments> everyPolicyAndOrder() {
    return MatchingPolicy.all().stream()
        .flatMap(policy -> Stream.of(JobOrder.values()).flatMap(order -> seeded(policy, order)));
  }

  private static Stream<Arguments> seeded(MatchingPolicy policy, JobOrder order) {
    return LongStream.rangeClosed(1, 6)
        .mapToObj(seed -> Arguments.of(Named.of(policy.name(), policy), order, seed));
  }

  @ParameterizedTest
  @MethodSource("everyPolicyAndOrder")
  void decidesLikeSomeoneWhoLooksAtEverything(MatchingPolicy tried, JobOrder order, long seed) {
    policy = tried;
    book = OrderBook.of(policy, order, clock, 0, List.of(), List.of());
    naive = new NaiveBook(policy, order, clock);
    Random random = new Random(seed);
    for (int i = 0; i < WORKERS; i++) {
      apply(registration(random, i));
      if (policy.hasProbation() && i % 2 == 0) {
        prove(worker(i));
      }
    }
    int matched = 0;
    int matchedNew = 0;
    for (int i = 0; i < EVENTS; i++) {
      apply(event(random, i / 10));
      if (!late.isEmpty() && random.nextInt(20) == 0) {
        confirm(late.remove(random.nextInt(late.size())));
      }
      clock.advance(Duration.ofMillis(random.nextInt(200)));
      if (random.nextInt(4) == 0) {
        matched += match(random);
      }
      if (random.nextInt(16) == 0) {
        matched += matchAll(random);
        matchedNew += matchNew(random, EVENTS + i);
      }
    }
    if (policy.hasProbation()) {
      assertThat(trials).isPositive();
    } else {
      assertThat(trials).isZero();
    }
    assertThat(matched).isGreaterThan(EVENTS / 50);
    assertThat(matchedNew).isGreaterThan(EVENTS / 500);
    assertThat(twiceInOneRound).isGreaterThan(EVENTS / 500);
  }

  private void prove(WorkerId worker) {
    for (int i = 0; i < 5; i++) {
      apply(reserved(worker, job(0), 1));
      apply(completed(worker, job(0), 1, Market.START));
    }
  }

  private void apply(Object event) {
    book.apply(book.position() + 1, event);
    naive.apply(event);
  }

  private int match(Random random) {
    List<Match> matches = matchInParts(random);
    trials += matches.stream().filter(match -> match.receipt().probation() != null).count();
    long providers = matches.stream().map(match -> match.provider().workerId()).distinct().count();
    twiceInOneRound += matches.size() - providers;
    assertThat(shown(matches)).isEqualTo(naive.match());
    for (Match match : matches) {
      assertThat(match.receipt().best().get(0).workerId()).isEqualTo(match.provider().workerId());
      int answer = random.nextInt(6);
      if (answer == 0) {
        book.refusedByJob(match, Long.MAX_VALUE - 1);
        naive.refused(match.job().id(), match);
      } else if (answer == 1) {
        book.refusedByProvider(match, Long.MAX_VALUE - 1);
        naive.refused(match.provider().workerId(), match);
      } else if (answer < 5) {
        confirm(match);
      } else {
        late.add(match);
      }
    }
    return matches.size();
  }

  private void confirm(Match match) {
    apply(assigned(match.job().id(), match.job().attempt(), match.provider().workerId()));
    apply(reserved(match.provider().workerId(), match.job().id(), match.job().attempt()));
  }

  private int matchAll(Random random) {
    int all = 0;
    int some;
    do {
      some = match(random);
      all += some;
    } while (some > 0);
    return all;
  }

  private int matchNew(Random random, int number) {
    JobCreated created = creation(random, number);
    Match match = book.matchNew(created);
    naive.apply(created);
    assertThat(shown(match == null ? List.of() : List.of(match))).isEqualTo(naive.match());
    if (match == null) {
      book.apply(book.position() + 1, created);
      return 0;
    }
    if (random.nextInt(4) == 0) {
      book.takeBack(match);
      naive.takenBack(match);
    } else {
      book.apply(book.position() + 1, created);
      apply(reserved(match.provider().workerId(), created.jobId(), 1));
      apply(assigned(created.jobId(), 1, match.provider().workerId()));
    }
    return 1;
  }

  private List<Match> matchInParts(Random random) {
    List<Match> all = new ArrayList<>();
    List<Match> part;
    do {
      part = book.match(1 + random.nextInt(3));
      all.addAll(part);
    } while (!part.isEmpty());
    return all;
  }

  private static List<String> shown(List<Match> matches) {
    return matches.stream()
        .map(
            match ->
                match.job().id()
                    + "/"
                    + match.job().attempt()
                    + " → "
                    + match.receipt().best().stream().map(Candidate::workerId).toList()
                    + " of "
                    + match.receipt().considered()
                    + " without "
                    + match.receipt().leftOut()
                    + " in "
                    + match.receipt().turn()
                    + (match.receipt().probation() == null ? "" : " on trial"))
        .toList();
  }

  private Object event(Random random, int newest) {
    int which = newest - random.nextInt(40);
    int attempt = 1 + random.nextInt(3);
    int worker = random.nextInt(WORKERS);
    return switch (random.nextInt(17)) {
      case 0, 1, 2, 3 -> creation(random, newest);
      case 4 ->
          requeued(
              job(which),
              attempt,
              later(random, newest),
              worker(worker),
              worker(random.nextInt(WORKERS)));
      case 5 -> cancelled(job(which));
      case 6 -> timedOut(job(which), attempt);
      case 7 -> leftWaiting(job(which), attempt);
      case 8 -> assigned(job(which), attempt, worker(worker));
      case 9 -> completion(random, worker(worker), second(newest));
      case 10 -> priced(worker(worker), price(random));
      case 11 -> wentOffline(worker(worker));
      case 12 -> registration(random, worker);
      case 13 -> coolingDown(worker(worker), second(newest + random.nextInt(30)));
      case 14 -> cooledDown(worker(worker), second(newest));
      case 15 -> availability(random, worker(worker), second(newest));
      default -> wentOnline(worker(worker), second(newest));
    };
  }

  private static ProviderAvailabilityChanged availability(
      Random random, WorkerId worker, Instant now) {
    Availability wanted = Availability.values()[random.nextInt(3)];
    return new ProviderAvailabilityChanged(worker, wanted, null, now);
  }

  /** Of an attempt that the worker holds, if it holds any. */
  private ProviderReleased completion(Random random, WorkerId worker, Instant at) {
    List<Hold> held = naive.holds(worker);
    Hold hold = held.isEmpty() ? new Hold(job(0), 1) : held.get(random.nextInt(held.size()));
    return !policy.hasProbation() || hold.jobId().hashCode() % 3 > 0
        ? completed(worker, hold.jobId(), hold.attempt(), at)
        : new ProviderReleased(
            worker, hold.jobId(), hold.attempt(), AttemptEnd.FAILED, Money.ZERO, at);
  }

  private JobCreated creation(Random random, int number) {
    Requirements asked =
        new Requirements(
            maybe(random, GPU_PARTS),
            maybe(random, List.of(8.0, 16.0, 24.0, 48.0)),
            rarely(random, List.of(1, 2, 4)),
            rarely(random, List.of(0, 8, 64)),
            maybe(random, List.of(0.0, 32.0, 128.0)),
            maybe(random, LOCATIONS),
            random.nextInt(4) == 0 ? labels(random) : Map.of(),
            random.nextInt(6) == 0 ? workers(random) : List.of(),
            random.nextInt(4) == 0 ? workers(random) : List.of());
    JobCreated created =
        JobCreatedBuilder.builder(
                created(number, random.nextBoolean() ? price(random) : null, asked))
            .jobId(job(number))
            .modelType(MODELS.get(random.nextInt(MODELS.size())))
            .build();
    return by(consumer(number), priority(prio(number), notBefore(later(random, number), created)));
  }

  /** The same for all events of a job; a few consumers have most of the jobs. */
  private static String consumer(int number) {
    int mix = Math.floorMod(number * 0x9E3779B9, 1 << 20);
    return CONSUMERS.get(mix % (1 + mix / 7 % CONSUMERS.size()));
  }

  private static @Nullable Integer prio(int number) {
    int mix = Math.floorMod(number * 0x85EBCA6B, 1 << 20);
    return mix % 2 == 0 ? null : mix / 2 % 10;
  }

  /** Returns a time that is past, soon or never reached, or null. */
  private static @Nullable Instant later(Random random, int newest) {
    return random.nextInt(3) == 0 ? second(newest + random.nextInt(20) - 5) : null;
  }

  private static Object registration(Random random, int number) {
    Hardware machine =
        new Hardware(
            maybe(random, GPUS),
            maybe(random, List.of(8.0, 16.0, 24.0)),
            1 + random.nextInt(4),
            null,
            maybe(random, List.of(4, 16)),
            maybe(random, List.of(16.0, 64.0)));
    Serving serving =
        new Serving(
            random.nextInt(3) == 0
                ? List.of()
                : MODELS.stream().filter(model -> random.nextInt(3) == 0).toList(),
            labels(random));
    return registered(
        worker(number),
        price(random),
        machine,
        1 + random.nextInt(3),
        serving,
        maybe(random, LOCATIONS),
        second(number));
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String name : List.of("tier", "zone", "x")) {
      if (random.nextBoolean()) {
        labels.put(name, random.nextInt(3) == 0 ? "1" : "2");
      }
    }
    return labels;
  }

  private static List<WorkerId> workers(Random random) {
    return random.ints(8, 0, WORKERS).distinct().mapToObj(Market::worker).toList();
  }

  private static <T> @Nullable T rarely(Random random, List<T> values) {
    return random.nextInt(4) == 0 ? maybe(random, values) : null;
  }

  /** Returns the job; with a probation every second one is for new providers. */
  private JobId job(int number) {
    JobId id = Market.job(number);
    if (!policy.hasProbation() || number % 2 == 0) {
      return id;
    }
    long low = id.value().getLeastSignificantBits();
    return new JobId(
        new UUID(id.value().getMostSignificantBits(), low - Math.floorMod(low, Probation.ONE_IN)));
  }

  private static String price(Random random) {
    return Integer.toString(1 + random.nextInt(4));
  }

  private static <T> @Nullable T maybe(Random random, List<T> values) {
    return random.nextBoolean() ? values.get(random.nextInt(values.size())) : null;
  }
}
