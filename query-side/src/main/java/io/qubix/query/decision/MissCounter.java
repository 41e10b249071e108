package io.qubix.query.decision;

import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.money.Money;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.decision.Misses.Miss;
import java.time.Instant;
import java.util.EnumMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what providers miss to get a job. The policy alone says what fits. */
final class MissCounter implements Consumer<ProviderState> {

  private final MatchingPolicy policy;
  private final AskedJob job;
  private final AskedJob atAnyPrice;
  private final EnumMap<Miss, Integer> counts = new EnumMap<>(Miss.class);
  private @Nullable Money cheapest;

  MissCounter(MatchingPolicy policy, AskedJob job) {
    this.policy = policy;
    this.job = job;
    this.atAnyPrice = job.atAnyPrice();
  }

  @Override
  public void accept(ProviderState provider) {
    Miss miss = missOf(provider);
    if (miss != null) {
      counts.merge(miss, 1, Integer::sum);
    }
    if (miss == Miss.TOO_EXPENSIVE
        && (cheapest == null || provider.pricePerHour().compareTo(cheapest) < 0)) {
      cheapest = provider.pricePerHour();
    }
  }

  private @Nullable Miss missOf(ProviderState provider) {
    Reason reason = policy.whyNot(atAnyPrice, provider);
    if (reason == null) {
      reason = policy.whyNot(job, provider);
    }
    if (reason != null) {
      return Miss.of(reason);
    }
    if (provider.coolsDown()) {
      return Miss.COOLING_DOWN;
    }
    return provider.isAvailable() ? null : Miss.BUSY;
  }

  Waiting since(Instant since, boolean paused) {
    return new Waiting(since, paused, Misses.of(counts), cheapest);
  }
}
