package io.qubix.api.provider.view;

import io.qubix.api.EventSwitch;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.user.QubicAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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

  private static final EventSwitch<ProviderStateBuilder, ProviderEvent> CHANGES =
      EventSwitch.<ProviderStateBuilder, ProviderEvent>over(ProviderEvent.class)
          .on(ProviderRegistered.class, ProviderState::registered)
          .on(
              ProviderReserved.class,
              (provider, event) ->
                  provider
                      .heldJob(event.jobId())
                      .heldAttempt(event.attempt())
                      .lastEvent(event.at()))
          .on(ProviderReleased.class, ProviderState::released)
          .on(ProviderChanged.class, ProviderState::changed)
          .on(
              ProviderWentOnline.class,
              (provider, event) ->
                  provider.online(true).idleSince(event.at()).lastEvent(event.at()))
          .on(
              ProviderWentOffline.class,
              (provider, event) -> provider.online(false).lastEvent(event.at()))
          .on(
              ProviderDeregistered.class,
              (provider, event) ->
                  provider.online(false).lastEvent(event.at()).deregisteredAt(event.at()))
          .ignoring();

  /**
   * @param before null when this is the first event
   */
  public static ProviderState after(@Nullable ProviderState before, ProviderEvent event) {
    if (before == null && !(event instanceof ProviderRegistered)) {
      throw new IllegalArgumentException("A provider's first event must be its registration");
    }
    ProviderStateBuilder next =
        before == null
            ? ProviderStateBuilder.builder().totalEarnings(Sum.ZERO)
            : ProviderStateBuilder.builder(before);
    return CHANGES.after(next, event).build();
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
        new ProviderView.Identity(id, workerId, qubicAddress, name, type),
        hardware,
        new ProviderView.Offer(location, pricePerHour),
        new ProviderView.Presence(online, isAvailable(), heldJob),
        new ProviderView.Totals(totalJobs, totalEarnings),
        registeredAt,
        lastHeartbeat);
  }

  private static void registered(ProviderStateBuilder provider, ProviderRegistered event) {
    boolean wasAvailable = provider.id() != null && provider.build().isAvailable();
    provider
        .id(event.id())
        .workerId(event.workerId())
        .qubicAddress(event.qubicAddress())
        .name(event.name())
        .type(event.type())
        .hardware(event.hardware())
        .location(event.location())
        .pricePerHour(event.pricePerHour())
        .online(true)
        .listed(true)
        .busyElsewhere(false)
        .registeredAt(event.registeredAt())
        .idleSince(wasAvailable ? provider.idleSince() : event.at())
        .lastEvent(event.at())
        .deregisteredAt(null);
  }

  private static void released(ProviderStateBuilder provider, ProviderReleased event) {
    provider.heldJob(null).heldAttempt(0).idleSince(event.at()).lastEvent(event.at());
    if (event.end() == AttemptEnd.COMPLETED) {
      provider
          .totalJobs(provider.totalJobs() + 1)
          .totalEarnings(provider.totalEarnings().plus(event.earning()));
    }
  }

  private static void changed(ProviderStateBuilder provider, ProviderChanged event) {
    boolean wasAvailable = provider.build().isAvailable();
    provider
        .name(event.name())
        .location(event.location())
        .pricePerHour(event.pricePerHour())
        .listed(event.listed())
        .busyElsewhere(event.busyElsewhere())
        .lastEvent(event.at());
    if (!wasAvailable && provider.build().isAvailable()) {
      provider.idleSince(event.at());
    }
  }
}
