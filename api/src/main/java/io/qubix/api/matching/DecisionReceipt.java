package io.qubix.api.matching;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records why a job was assigned to its provider; written once, with the assignment.
 *
 * @param policy the policy's name and version, as in {@code cheapest-then-idle/1}
 * @param considered the number of providers in the market
 * @param best the first few in the policy's order; the first one got the job
 * @param leftOut the number of providers by reason, among those before the last of {@code best}; of
 *     those that cool down, among those before the first
 * @param leftOutExamples the first few of them by name
 * @param turn why this job came before others, or null in receipts of older versions
 * @param probation true when a new provider got the job to prove itself, before others that come
 *     first in the order; otherwise null
 */
public record DecisionReceipt(
    String policy,
    int considered,
    List<Candidate> best,
    Map<Reason, Integer> leftOut,
    List<LeftOut> leftOutExamples,
    @Nullable Turn turn,
    @Nullable Boolean probation) {

  public DecisionReceipt(
      String policy,
      int considered,
      List<Candidate> best,
      Map<Reason, Integer> leftOut,
      List<LeftOut> leftOutExamples) {
    this(policy, considered, best, leftOut, leftOutExamples, null);
  }

  public DecisionReceipt(
      String policy,
      int considered,
      List<Candidate> best,
      Map<Reason, Integer> leftOut,
      List<LeftOut> leftOutExamples,
      @Nullable Turn turn) {
    this(policy, considered, best, leftOut, leftOutExamples, turn, null);
  }

  /** Returns the number of left-out providers. */
  public int leftOutInAll() {
    return leftOut.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * A provider with the scores that the policy compared.
   *
   * @param scores in JSON members beside the worker's id, by {@link ProviderScore#key}; which there
   *     are depends on the policy
   */
  public record Candidate(WorkerId workerId, @JsonAnyGetter Map<String, Object> scores) {

    @JsonCreator
    public Candidate(
        @JsonProperty("workerId") WorkerId workerId, @JsonAnySetter Map<String, Object> scores) {
      this.workerId = workerId;
      this.scores = new LinkedHashMap<>(scores);
      this.scores.replaceAll(
          (key, score) -> ProviderScore.named(key).map(known -> known.read(score)).orElse(score));
    }

    /** Notes what a provider scores. */
    public static Candidate of(ProviderState provider, List<ProviderScore> compared) {
      Map<String, Object> scores = new LinkedHashMap<>();
      compared.forEach(score -> scores.put(score.key(), score.of(provider)));
      return new Candidate(provider.workerId(), scores);
    }
  }

  /**
   * The job's place among the waiting jobs.
   *
   * @param order the order's name and version, as in {@code fair/1}
   * @param priority of the job
   * @param atWork the other jobs of its consumer that providers held, where the order counts them
   * @param since when its line began to wait for this turn, where the order counts that
   */
  public record Turn(
      String order, int priority, @Nullable Integer atWork, @Nullable Instant since) {}

  /**
   * A provider that did not get the job, and why.
   *
   * @param until when the reason is over, or null where there is no such time
   */
  public record LeftOut(WorkerId workerId, Reason reason, @Nullable Instant until) {}

  /** Why a free provider does not fit a job. */
  public enum Reason {
    TOO_EXPENSIVE("too expensive"),
    MODEL_NOT_SERVED("model not served"),
    EXCLUDED("excluded by the job"),
    GPU_MODEL("another GPU"),
    VRAM("too little VRAM"),
    GPU_COUNT("too few GPUs"),
    CPU_CORES("too few CPU cores"),
    RAM("too little RAM"),
    LOCATION("elsewhere"),
    LABEL("another label"),
    FAILED_IT_BEFORE("failed it before"),
    COOLING_DOWN("cooling down after failures");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** Returns the reason as the console says it. */
    public String words() {
      return words;
    }
  }
}
