package io.qubix.worker.work;

/** Counts the jobs that a worker has done. */
public final class FinishedJobs {

  private final int limit;
  private int completed;
  private int failed;

  /**
   * @param limit of jobs, or 0 for no limit
   */
  FinishedJobs(int limit) {
    this.limit = limit;
  }

  synchronized void count(JobRun.Outcome outcome) {
    switch (outcome) {
      case COMPLETED -> completed++;
      case FAILED -> failed++;
      case DROPPED, TAKEN -> {}
    }
  }

  /** Returns whether another job may begin when one of those that run now has ended. */
  synchronized boolean hasRoomBeside(int running) {
    return limit == 0 || completed + failed + running < limit;
  }

  /** Returns how many jobs may run now, of this number at most, to stay within the limit. */
  synchronized int room(int most) {
    return limit > 0 ? Math.min(most, limit - completed - failed) : most;
  }

  public synchronized int failed() {
    return failed;
  }

  @Override
  public synchronized String toString() {
    return completed + " completed and " + failed + " failed jobs";
  }
}
