package io.qubix.query.decision;

import io.qubix.api.job.JobStatus;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobStory;
import io.qubix.query.market.MarketSwitchLog;
import io.qubix.query.provider.OnlineProviders;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells why jobs wait. */
@Component
@ForQueries
public final class Decisions {

  private final OnlineProviders providers;
  private final MatchingPolicy policy;
  private final MarketSwitchLog market;

  Decisions(OnlineProviders providers, MatchingPolicy policy, MarketSwitchLog market) {
    this.providers = providers;
    this.policy = policy;
    this.market = market;
  }

  /** Returns why a job waits, or null when it does not. */
  public @Nullable Waiting waiting(JobStory story) {
    if (story.job().status() != JobStatus.PENDING) {
      return null;
    }
    LastWait wait =
        LastWait.after(story.events().stream().map(past -> (JobEvent) past.event()).toList());
    MissCounter counter = new MissCounter(policy, new AskedJob(story.job(), wait.failedBy()));
    providers.forEach(counter);
    return counter.since(wait.since(), market.isPaused());
  }
}
