package io.qubix.api.matching;

import static java.util.stream.Collectors.joining;

import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.provider.view.ProviderState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Decides which provider gets a job. The matcher, the receipts, the estimate and the console all
 * ask it; {@code qubix.matching.policy} names the one in use. Which job comes first is decided by a
 * {@link JobOrder}.
 *
 * <p>An order is the same for every job, except that new providers may have a share of the jobs
 * ({@link #hasProbation}). A refusal depends only on the job and the provider: the order book
 * relies on that, and keeps both sides sorted. A policy is registered in {@code META-INF/services}
 * (docs/adr/0016).
 */
public interface MatchingPolicy {

  /** Returns all registered policies. */
  static List<MatchingPolicy> all() {
    return ServiceLoader.load(MatchingPolicy.class, MatchingPolicy.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * @throws IllegalArgumentException when there is none of that name; its message lists all names
   */
  static MatchingPolicy named(String name) {
    return all().stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no matching policy \""
                        + name
                        + "\"; there are "
                        + all().stream()
                            .map(MatchingPolicy::name)
                            .sorted()
                            .collect(joining(", "))));
  }

  /** Returns the policy of a receipt, if this program knows it in that version. */
  static Optional<MatchingPolicy> of(DecisionReceipt receipt) {
    return all().stream().filter(one -> one.version().equals(receipt.policy())).findFirst();
  }

  /** Returns the name in {@code qubix.matching.policy}. */
  String name();

  /**
   * Returns the name and version in receipts. A policy that decides differently is another version.
   */
  String version();

  /** Returns the scores by which providers are compared, the most important first. */
  List<ProviderScore> scores();

  /** Names the offer of the best provider, as in {@code the cheapest offer}. */
  String bestOffer();

  /** Returns whether new providers come first in their share of the jobs. */
  default boolean hasProbation() {
    return false;
  }

  /** Compares providers, best first; the worker id decides last, so that every run is the same. */
  default Comparator<ProviderState> providers() {
    return scores().stream()
        .map(ProviderScore::order)
        .reduce(Comparator::thenComparing)
        .orElseThrow()
        .thenComparing(ProviderState::workerId);
  }

  /**
   * Returns why a provider must not have a job, or null when it may.
   *
   * <p>The contract promises these refusals to consumers. A policy may refuse more, never less: the
   * index of the order book passes over providers that the contract refuses.
   */
  default @Nullable Reason whyNot(WaitingJob job, ProviderState provider) {
    if (job.maxPrice() != null && provider.pricePerHour().compareTo(job.maxPrice()) > 0) {
      return Reason.TOO_EXPENSIVE;
    }
    Reason unmet = job.requirements().unmetBy(job.modelType(), provider);
    if (unmet != null) {
      return unmet;
    }
    return job.mayGoTo(provider.workerId()) ? null : Reason.FAILED_IT_BEFORE;
  }

  /** Returns whether a refusal for this reason holds for all providers further down the order. */
  default boolean isFinal(Reason reason) {
    return reason == Reason.TOO_EXPENSIVE && scores().get(0) == ProviderScore.PRICE;
  }

  /** Returns the order in words, as in {@code the cheapest first, then who did the fewest}. */
  default String words() {
    List<ProviderScore> scores = scores();
    return scores.get(0).best()
        + " first"
        + scores.stream().skip(1).map(score -> ", then " + score.best()).collect(joining());
  }
}
