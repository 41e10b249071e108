package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.matching.market.OpenJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes to write so that the book can be rebuilt.
 *
 * @param over jobs that are no longer open
 */
record BookChanges(List<OpenJob> jobs, List<JobId> over, List<ProviderState> providers) {

  static BookChanges of(
      Set<JobId> changedJobs,
      Map<JobId, OpenJob> jobs,
      Set<WorkerId> changedProviders,
      Map<WorkerId, ProviderState> providers) {
    List<OpenJob> open = new ArrayList<>();
    List<JobId> over = new ArrayList<>();
    for (JobId id : changedJobs) {
      OpenJob job = jobs.get(id);
      if (job == null) {
        over.add(id);
      } else {
        open.add(job);
      }
    }
    List<ProviderState> states = changedProviders.stream().map(providers::get).toList();
    return new BookChanges(open, over, states);
  }
}
