package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.matching.market.OpenJob;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The changes to write so that the book can be rebuilt.
 *
 * @param over jobs that are no longer open
 * @param gone providers that left the market for good
 */
record BookChanges(
    List<OpenJob> jobs, List<JobId> over, List<ProviderState> providers, List<WorkerId> gone) {

  static BookChanges of(
      Set<JobId> changedJobs,
      Map<JobId, OpenJob> jobs,
      Set<WorkerId> changedProviders,
      Map<WorkerId, ProviderState> providers) {
    return new BookChanges(
        there(changedJobs, jobs),
        notThere(changedJobs, jobs),
        there(changedProviders, providers),
        notThere(changedProviders, providers));
  }

  private static <K, V> List<V> there(Set<K> changed, Map<K, V> all) {
    return changed.stream().map(all::get).filter(Objects::nonNull).toList();
  }

  private static <K> List<K> notThere(Set<K> changed, Map<K, ?> all) {
    return changed.stream().filter(key -> !all.containsKey(key)).toList();
  }
}
