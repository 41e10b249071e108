package io.qubix.command.matching;

import io.qubix.api.job.DecisionReceipt.Reason;
import io.qubix.api.provider.ProviderState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a job: of the providers that fit, the cheapest; of those the one with the fewest jobs
 * done; of those the one that has been idle longest.
 */
final class AssignmentPolicy {

  /** The policy's name and version; a change of what follows is a new version. */
  static final String NAME = "cheapest-then-idle/1";

  /** Best first. The worker id decides last, so that every run decides the same. */
  static final Comparator<ProviderState> BEST_FIRST =
      Comparator.comparing(ProviderState::pricePerHour)
          .thenComparingLong(ProviderState::totalJobs)
          .thenComparing(ProviderState::idleSince)
          .thenComparing(ProviderState::workerId);

  private AssignmentPolicy() {}

  static boolean fits(OpenJob job, ProviderState provider) {
    return !isTooExpensive(job, provider)
        && job.mayGoTo(provider.workerId())
        && job.requirements().metBy(provider.hardware(), provider.location());
  }

  static boolean isTooExpensive(OpenJob job, ProviderState provider) {
    return job.maxPrice() != null && provider.pricePerHour().compareTo(job.maxPrice()) > 0;
  }

  /** Why a provider does not fit a job; null when it does. */
  static @Nullable Reason whyNot(OpenJob job, ProviderState provider) {
    if (isTooExpensive(job, provider)) {
      return Reason.TOO_EXPENSIVE;
    }
    Reason unmet = job.requirements().unmetBy(provider.hardware(), provider.location());
    if (unmet != null) {
      return unmet;
    }
    return job.mayGoTo(provider.workerId()) ? null : Reason.FAILED_IT_BEFORE;
  }
}
