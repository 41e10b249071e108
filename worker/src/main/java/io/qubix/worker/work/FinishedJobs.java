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

  void count(JobRun.Outcome outcome) {
    switch (outcome) {
      case COMPLETED -> completed++;
      case FAILED -> failed++;
      case DROPPED -> {}
    }
  }

  boolean isFull() {
    return limit > 0 && completed + failed >= limit;
  }

  public int failed() {
    return failed;
  }

  @Override
  public String toString() {
    return completed + " completed and " + failed + " failed jobs";
  }
}
