package io.qubix.query.decision;

import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider did not get a job.
 *
 * @param reason a {@link Reason} of the policy, or a {@link Circumstance}
 * @param by how much it missed, or null where that says nothing
 * @param unit of {@code by}, with a space before it, or an empty text
 */
record Obstacle(String reason, String words, @Nullable BigDecimal by, String unit) {

  /** A reason beside those for which a policy refuses a provider. */
  enum Circumstance {
    NOT_REGISTERED("not registered"),
    OFFLINE("offline"),
    OUT_OF_MARKET("out of the market"),
    BUSY_ELSEWHERE("at work for another market"),
    DRAINING("draining"),
    BUSY("busy"),
    CHEAPER_OFFER("another was cheaper"),
    FEWER_JOBS("another had fewer jobs"),
    LONGER_IDLE("another was idle for longer"),
    /** By a score of which no more is known. */
    OUTRANKED("another came first"),
    /** It would have been the best: the match knew less than the log that is read now. */
    UNSEEN("the match did not see it as free");

    private final String words;

    Circumstance(String words) {
      this.words = words;
    }
  }

  static Obstacle of(Circumstance circumstance) {
    return of(circumstance, null, "");
  }

  static Obstacle of(Circumstance circumstance, @Nullable BigDecimal by, String unit) {
    return new Obstacle(circumstance.name(), circumstance.words, by, unit);
  }

  static Obstacle of(Reason reason, AskedJob job, ProviderState provider) {
    Requirements asked = job.requirements();
    Hardware machine = provider.hardware();
    return switch (reason) {
      case TOO_EXPENSIVE ->
          of(
              reason,
              job.maxPrice() == null ? null : job.maxPrice().toQubic(),
              provider.pricePerHour().toQubic(),
              " an hour");
      case VRAM -> of(reason, machine.gpuVram(), asked.minVramGb(), " GB");
      case GPU_COUNT -> of(reason, machine.gpuCount(), asked.gpuCount(), "");
      case CPU_CORES -> of(reason, machine.cpuCores(), asked.minCpuCores(), "");
      case RAM -> of(reason, machine.ramTotal(), asked.minRamGb(), " GB");
      default -> of(reason, null, null, "");
    };
  }

  private static Obstacle of(
      Reason reason, @Nullable Number less, @Nullable Number more, String unit) {
    BigDecimal by =
        less == null || more == null
            ? null
            : new BigDecimal(more.toString()).subtract(new BigDecimal(less.toString()));
    return new Obstacle(reason.name(), reason.words(), by, unit);
  }

  /** Returns the reason and by how much, as in {@code too expensive by 0.12 an hour}. */
  String sentence() {
    return by == null ? words : words + " by " + by.stripTrailingZeros().toPlainString() + unit;
  }
}
