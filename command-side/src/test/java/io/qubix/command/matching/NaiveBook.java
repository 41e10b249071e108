package io.qubix.command.matching;

import io.qubix.api.JobId;
import io.qubix.api.job.JobEvent;
import io.qubix.api.provider.ProviderEvent;
import io.qubix.api.provider.ProviderReleased;
import io.qubix.api.provider.ProviderReserved;
import io.qubix.api.provider.ProviderState;
import io.qubix.api.provider.WorkerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides the same as the order book, by looking at everything each time. */
final class NaiveBook {

  private final Map<JobId, OpenJob> jobs = new HashMap<>();
  private final Map<WorkerId, ProviderState> providers = new HashMap<>();
  private final Set<Object> givenAway = new HashSet<>();
  private final Set<Object> refused = new HashSet<>();

  void apply(Object event) {
    if (event instanceof JobEvent jobEvent) {
      JobId id = jobEvent.jobId();
      OpenJob before = jobs.get(id);
      OpenJob after = OpenJob.after(before, jobEvent);
      jobs.remove(id);
      if (after != null) {
        jobs.put(id, after);
      }
      if (after == null
          || !after.waiting()
          || before != null && before.attempt() != after.attempt()) {
        givenAway.remove(id);
      }
      refused.remove(id);
    } else if (event instanceof ProviderEvent providerEvent) {
      WorkerId id = providerEvent.workerId();
      providers.put(id, ProviderState.after(providers.get(id), providerEvent));
      if (event instanceof ProviderReserved || event instanceof ProviderReleased) {
        givenAway.remove(id);
      }
      refused.remove(id);
    }
  }

  List<String> match() {
    List<String> decisions = new ArrayList<>();
    for (OpenJob job : jobs.values().stream().sorted(OpenJob.BY_AGE).toList()) {
      if (job.waiting() && isIn(job.id())) {
        providers.values().stream()
            .filter(provider -> provider.isAvailable() && isIn(provider.workerId()))
            .filter(provider -> AssignmentPolicy.whyNot(job, provider) == null)
            .min(AssignmentPolicy.BEST_FIRST)
            .ifPresent(
                provider -> {
                  givenAway.add(job.id());
                  givenAway.add(provider.workerId());
                  decisions.add(job.id() + "/" + job.attempt() + " → " + provider.workerId());
                });
      }
    }
    return decisions;
  }

  void refused(Object who, Object other) {
    givenAway.remove(who);
    refused.add(who);
    givenAway.remove(other);
  }

  /** The job never came to be. */
  void takenBack(JobId job, WorkerId worker) {
    jobs.remove(job);
    givenAway.remove(job);
    givenAway.remove(worker);
  }

  private boolean isIn(Object id) {
    return !givenAway.contains(id) && !refused.contains(id);
  }
}
