package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.command.matching.market.OpenJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The jobs that no provider fits; that is recorded once for each attempt. */
final class Unmatched {

  private final Map<JobId, LeaveJobWaiting> toTell = new LinkedHashMap<>();
  private final Set<JobId> told = new HashSet<>();

  void note(OpenJob job) {
    if (!job.leftWaiting() && !told.contains(job.id())) {
      toTell.put(job.id(), new LeaveJobWaiting(job.id(), job.attempt()));
    }
  }

  /** The job found a provider before it was recorded. */
  void matched(JobId id) {
    toTell.remove(id);
  }

  /** The job no longer waits, or waits for its next attempt. */
  void forget(JobId id) {
    toTell.remove(id);
    told.remove(id);
  }

  /**
   * @param most how many of them; the rest is kept for the next call
   */
  List<LeaveJobWaiting> drain(int most) {
    List<LeaveJobWaiting> commands = new ArrayList<>();
    Iterator<LeaveJobWaiting> next = toTell.values().iterator();
    while (next.hasNext() && commands.size() < most) {
      LeaveJobWaiting command = next.next();
      next.remove();
      told.add(command.jobId());
      commands.add(command);
    }
    return commands;
  }
}
