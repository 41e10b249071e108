package io.qubix.query.decision;

import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.matching.DecisionReceipt.LeftOut;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.ProviderScore;
import io.qubix.api.money.Money;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.decision.Obstacle.Circumstance;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A job that went to another provider. What its receipt says of this provider counts; otherwise the
 * policy is asked, in the order in which {@link MissCounter} counts.
 *
 * @param provider as it was then
 * @param failedIt tells whether it must not have the job, because it failed it
 * @param changedHands whether an attempt took it or let it go at the time of the match
 */
record Contest(
    MatchingPolicy policy,
    JobAssigned assigned,
    AskedJob job,
    ProviderState provider,
    BooleanSupplier failedIt,
    boolean changedHands) {

  Obstacle lostBy() {
    return named().or(this::absent).or(this::refused).or(this::resting).orElseGet(this::outranked);
  }

  private DecisionReceipt receipt() {
    return assigned.receipt();
  }

  private Optional<Obstacle> named() {
    return receipt().leftOutExamples().stream()
        .filter(one -> one.workerId().equals(provider.workerId()))
        .map(LeftOut::reason)
        .map(this::refusal)
        .findFirst();
  }

  private Optional<Obstacle> absent() {
    if (provider.deregisteredAt() != null) {
      return Optional.of(Obstacle.of(Circumstance.NOT_REGISTERED));
    }
    return provider.online() ? Optional.empty() : Optional.of(Obstacle.of(Circumstance.OFFLINE));
  }

  private Optional<Obstacle> refused() {
    Reason reason = policy.whyNot(job.atAnyPrice(), provider);
    if (reason == null && failedIt.getAsBoolean()) {
      reason = Reason.FAILED_IT_BEFORE;
    }
    if (reason == null) {
      reason = policy.whyNot(job, provider);
    }
    return Optional.ofNullable(reason).map(this::refusal);
  }

  private Obstacle refusal(Reason reason) {
    return Obstacle.of(reason, job, provider);
  }

  private Optional<Obstacle> resting() {
    if (provider.isAvailable() || isCandidate()) {
      return Optional.empty();
    } else if (provider.coolsDown()) {
      return Optional.of(refusal(Reason.COOLING_DOWN));
    }
    return Optional.of(Obstacle.of(circumstance()));
  }

  private Circumstance circumstance() {
    if (!provider.listed()) {
      return Circumstance.OUT_OF_MARKET;
    } else if (provider.busyElsewhere()) {
      return Circumstance.BUSY_ELSEWHERE;
    }
    return provider.rest().draining() ? Circumstance.DRAINING : Circumstance.BUSY;
  }

  private boolean isCandidate() {
    return receipt().best().stream().anyMatch(one -> one.workerId().equals(provider.workerId()));
  }

  /** Compares its scores with those of the provider that got the job, as the policy does. */
  private Obstacle outranked() {
    if (receipt().probation() != null
        || receipt().best().isEmpty()
        || !policy.version().equals(receipt().policy())) {
      return Obstacle.of(Circumstance.OUTRANKED);
    }
    Candidate winner = receipt().best().get(0);
    Candidate own =
        receipt().best().stream()
            .filter(one -> one.workerId().equals(provider.workerId()))
            .findFirst()
            .orElseGet(() -> Candidate.of(provider, policy.scores()));
    for (ProviderScore score : policy.scores()) {
      BigDecimal behind = behind(own.scores().get(score.key()), winner.scores().get(score.key()));
      if (behind == null || behind.signum() > 0) {
        return outranked(score, behind);
      } else if (behind.signum() < 0) {
        return Obstacle.of(changedHands ? Circumstance.BUSY : Circumstance.UNSEEN);
      }
    }
    return Obstacle.of(Circumstance.OUTRANKED);
  }

  private static Obstacle outranked(ProviderScore score, @Nullable BigDecimal behind) {
    return switch (score) {
      case PRICE -> Obstacle.of(Circumstance.CHEAPER_OFFER, behind, " an hour");
      case JOBS, LOAD -> Obstacle.of(Circumstance.FEWER_JOBS, behind, "");
      case IDLE -> Obstacle.of(Circumstance.LONGER_IDLE);
      default -> Obstacle.of(Circumstance.OUTRANKED);
    };
  }

  /** Returns by how much a score is worse than the winner's, or null when no number says that. */
  private static @Nullable BigDecimal behind(@Nullable Object own, @Nullable Object winners) {
    BigDecimal mine = number(own);
    BigDecimal its = number(winners);
    return mine == null || its == null ? null : mine.subtract(its);
  }

  private static @Nullable BigDecimal number(@Nullable Object score) {
    if (score instanceof Money price) {
      return price.toQubic();
    }
    return score instanceof Number number ? new BigDecimal(number.toString()) : null;
  }
}
