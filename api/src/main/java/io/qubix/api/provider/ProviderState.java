package io.qubix.api.provider;

import io.qubix.api.EventSwitch;
import io.qubix.api.JobId;
import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.Sum;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a provider after its events. This is the one place that folds them, for the
 * aggregate, the order book and the read model.
 *
 * @param listed whether its owner wants it in the market
 * @param busyElsewhere whether its worker works for another market
 * @param heldAttempt the attempt of {@code heldJob}, or 0 without one
 * @param idleSince when it last became free, or came into the market
 * @param lastEvent the time of its last event
 * @param deregisteredAt when its owner removed it for good, or null while it is registered
 */
public record ProviderState(
    UUID id,
    WorkerId workerId,
    QubicAddress qubicAddress,
    @Nullable String name,
    ProviderType type,
    Hardware hardware,
    @Nullable String location,
    Money pricePerHour,
    boolean online,
    boolean listed,
    boolean busyElsewhere,
    @Nullable JobId heldJob,
    int heldAttempt,
    long totalJobs,
    Sum totalEarnings,
    Instant registeredAt,
    Instant idleSince,
    Instant lastEvent,
    @Nullable Instant deregisteredAt) {

  private static final EventSwitch<@Nullable ProviderState, ProviderEvent> AFTER =
      EventSwitch.<@Nullable ProviderState, ProviderEvent>over(ProviderEvent.class)
          .to(ProviderRegistered.class, ProviderState::registered)
          .to(
              ProviderReserved.class,
              (before, event) -> before.held(event.jobId(), event.attempt(), event.at()))
          .to(ProviderReleased.class, ProviderState::released)
          .to(ProviderChanged.class, ProviderState::changed)
          .to(
              ProviderWentOnline.class,
              (before, event) -> before.online(true, event.at()).idle(event.at()))
          .to(ProviderWentOffline.class, (before, event) -> before.online(false, event.at()))
          .to(ProviderDeregistered.class, (before, event) -> before.deregistered(event.at()))
          .ignoring();

  /**
   * @param before null when this is the first event
   */
  public static ProviderState after(@Nullable ProviderState before, ProviderEvent event) {
    if (before == null && !(event instanceof ProviderRegistered)) {
      throw new IllegalArgumentException("A provider's first event must be its registration");
    }
    return AFTER.after(before, event);
  }

  /** Returns whether it can be given a job now. */
  public boolean isAvailable() {
    return online && listed && !busyElsewhere && heldJob == null;
  }

  /** Returns the terms on which it takes a job. */
  public ProviderTerms terms() {
    return new ProviderTerms(id, workerId, qubicAddress, name, hardware.gpuModel(), pricePerHour);
  }

  public ProviderView view(Instant lastHeartbeat) {
    return new ProviderView(
        id,
        workerId,
        qubicAddress,
        name,
        type,
        hardware.gpuModel(),
        hardware.gpuVram(),
        hardware.cpuModel(),
        hardware.cpuCores(),
        hardware.ramTotal(),
        location,
        pricePerHour,
        online,
        isAvailable(),
        heldJob,
        totalJobs,
        totalEarnings,
        registeredAt,
        lastHeartbeat);
  }

  private static ProviderState registered(
      @Nullable ProviderState before, ProviderRegistered event) {
    return new ProviderState(
        event.id(),
        event.workerId(),
        event.qubicAddress(),
        event.name(),
        event.type(),
        event.hardware(),
        event.location(),
        event.pricePerHour(),
        true,
        true,
        false,
        before == null ? null : before.heldJob,
        before == null ? 0 : before.heldAttempt,
        before == null ? 0 : before.totalJobs,
        before == null ? Sum.ZERO : before.totalEarnings,
        event.registeredAt(),
        before != null && before.isAvailable() ? before.idleSince : event.at(),
        event.at(),
        null);
  }

  private ProviderState released(ProviderReleased event) {
    ProviderState free = held(null, 0, event.at()).idle(event.at());
    return event.end() == AttemptEnd.COMPLETED ? free.paid(event.earning()) : free;
  }

  private ProviderState held(@Nullable JobId job, int attempt, Instant at) {
    return with(online, job, attempt, totalJobs, totalEarnings, idleSince, at, deregisteredAt);
  }

  private ProviderState idle(Instant since) {
    return with(
        online, heldJob, heldAttempt, totalJobs, totalEarnings, since, lastEvent, deregisteredAt);
  }

  private ProviderState paid(Money earning) {
    return with(
        online,
        heldJob,
        heldAttempt,
        totalJobs + 1,
        totalEarnings.plus(earning),
        idleSince,
        lastEvent,
        deregisteredAt);
  }

  private ProviderState changed(ProviderChanged change) {
    boolean wasAvailable = isAvailable();
    ProviderState changed =
        new ProviderState(
            id,
            workerId,
            qubicAddress,
            change.name(),
            type,
            hardware,
            change.location(),
            change.pricePerHour(),
            online,
            change.listed(),
            change.busyElsewhere(),
            heldJob,
            heldAttempt,
            totalJobs,
            totalEarnings,
            registeredAt,
            idleSince,
            change.at(),
            deregisteredAt);
    return !wasAvailable && changed.isAvailable() ? changed.idle(change.at()) : changed;
  }

  private ProviderState online(boolean isOnline, Instant at) {
    return with(
        isOnline, heldJob, heldAttempt, totalJobs, totalEarnings, idleSince, at, deregisteredAt);
  }

  private ProviderState deregistered(Instant at) {
    return with(false, heldJob, heldAttempt, totalJobs, totalEarnings, idleSince, at, at);
  }

  private ProviderState with(
      boolean online,
      @Nullable JobId heldJob,
      int heldAttempt,
      long totalJobs,
      Sum totalEarnings,
      Instant idleSince,
      Instant lastEvent,
      @Nullable Instant deregisteredAt) {
    return new ProviderState(
        id,
        workerId,
        qubicAddress,
        name,
        type,
        hardware,
        location,
        pricePerHour,
        online,
        listed,
        busyElsewhere,
        heldJob,
        heldAttempt,
        totalJobs,
        totalEarnings,
        registeredAt,
        idleSince,
        lastEvent,
        deregisteredAt);
  }
}
