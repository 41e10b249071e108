package io.qubix.api.provider.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.reputation.Reputation;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A provider as clients see it; in JSON, the members of its parts are its own. */
public record ProviderView(
    @JsonUnwrapped Identity identity,
    @JsonUnwrapped Hardware hardware,
    @JsonUnwrapped Serving serving,
    @JsonUnwrapped Offer offer,
    @JsonUnwrapped Presence presence,
    @JsonUnwrapped Totals totals,
    Reputation.Summary reputation,
    Instant registeredAt,
    Instant lastHeartbeat) {

  /** The machine's names, its owner and its kind. */
  public record Identity(
      UUID id,
      WorkerId workerId,
      QubicAddress qubicAddress,
      @Nullable String name,
      ProviderType type) {

    /** Returns its name, or the worker's id for a provider without one. */
    public String label() {
      return name == null ? workerId.value() : name;
    }
  }

  /** What its owner offers. */
  public record Offer(@Nullable String location, Money pricePerHour) {}

  /**
   * Whether it can work, and what it works on.
   *
   * @param isAvailable online, listed by its owner, neither draining nor cooling down, and with a
   *     slot free
   * @param coolingUntil when it may have jobs again after attempts that failed one after another,
   *     or null when it may
   * @param draining whether it finishes what it holds and takes no more
   * @param availableAt when its owner wants it back in the market, or null when not by itself
   * @param slots how many jobs it holds at most
   * @param currentJobIds the jobs that it holds, the longest held first
   */
  public record Presence(
      @JsonProperty("isOnline") boolean isOnline,
      @JsonProperty("isAvailable") boolean isAvailable,
      @Nullable Instant coolingUntil,
      boolean draining,
      @Nullable Instant availableAt,
      int slots,
      int freeSlots,
      List<JobId> currentJobIds) {

    /** Returns the job that it holds the longest; the only one where it has one slot. */
    @JsonProperty
    public @Nullable JobId currentJobId() {
      return currentJobIds.isEmpty() ? null : currentJobIds.get(0);
    }
  }

  /**
   * What it did so far.
   *
   * @param totalJobs completed jobs
   */
  public record Totals(long totalJobs, Sum totalEarnings) {}

  public UUID id() {
    return identity.id();
  }

  public WorkerId workerId() {
    return identity.workerId();
  }
}
