package io.qubix.command.job;

import io.qubix.api.Rejection;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.provider.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The attempts at one job, first to last; only the last may be open. */
final class Attempts {

  private final List<Attempt> all = new ArrayList<>(1);

  void begin(JobAssigned event) {
    all.add(Attempt.begin(event));
  }

  void changeLast(UnaryOperator<Attempt> change) {
    all.set(all.size() - 1, change.apply(last()));
  }

  int count() {
    return all.size();
  }

  /** Returns whether the last attempt failed and the job goes back to the market. */
  boolean lastMayBeFollowed() {
    return !all.isEmpty() && last().closed() != null && last().closed().willRetry();
  }

  /** Returns the attempt with that number, from 1. */
  Attempt number(int number) {
    return all.get(number - 1);
  }

  Attempt last() {
    return all.get(all.size() - 1);
  }

  /** Returns the attempt whose provider holds the job, or null when no provider does. */
  @Nullable Attempt open() {
    return all.isEmpty() || !last().isOpen() ? null : last();
  }

  /** Returns the workers that failed the job; one that was lost with it may have it again. */
  List<WorkerId> failedBy() {
    return all.stream()
        .filter(attempt -> attempt.closed() != null && attempt.closed().end().isFailure())
        .map(Attempt::worker)
        .distinct()
        .toList();
  }

  /**
   * Returns the attempt that a worker's report is about.
   *
   * @param number of the attempt, or null for the one that the worker has, or had last
   * @throws Rejection.Forbidden when that attempt was never this worker's
   * @throws Rejection.Conflict when there is no such attempt yet
   */
  Attempt meantBy(WorkerId worker, @Nullable Integer number) {
    if (number != null && number >= 1 && number <= all.size()) {
      Attempt meant = number(number);
      if (meant.worker().equals(worker)) {
        return meant;
      }
      throw notYours();
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).worker().equals(worker)) {
        if (number == null) {
          return all.get(i);
        }
        throw new Rejection.Conflict("Attempt " + number + " of this job has not begun");
      }
    }
    throw notYours();
  }

  private static Rejection notYours() {
    return new Rejection.Forbidden("The job is not assigned to this worker");
  }
}
