package io.qubix.api.job;

import io.qubix.api.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Records why a job was assigned to its provider; written once, with the assignment.
 *
 * @param policy the policy's name and version, as in {@code cheapest-then-idle/1}
 * @param considered the number of providers in the market
 * @param best the first few in the policy's order; the first one got the job
 * @param leftOut the number of providers by reason, among those before the last of {@code best}
 * @param leftOutExamples the first few of them by name
 */
public record DecisionReceipt(
    String policy,
    int considered,
    List<Candidate> best,
    Map<Reason, Integer> leftOut,
    List<LeftOut> leftOutExamples) {

  /** Returns the number of left-out providers. */
  public int leftOutInAll() {
    return leftOut.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A provider with the scores that the policy compares, most important first. */
  public record Candidate(
      WorkerId workerId, Money pricePerHour, long totalJobs, Instant idleSince) {}

  /** A provider that did not get the job, and why. */
  public record LeftOut(WorkerId workerId, Reason reason) {}

  /** Why a free provider does not fit a job. */
  public enum Reason {
    TOO_EXPENSIVE,
    GPU_MODEL,
    VRAM,
    RAM,
    LOCATION,
    FAILED_IT_BEFORE
  }
}
