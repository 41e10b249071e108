package io.qubix.api.provider.view;

import io.qubix.api.EventSwitch;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Rest;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderAvailabilityChanged;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.provider.event.ProviderCoolingDown;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.provider.reputation.Reputation;
import io.qubix.api.user.QubicAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a provider after its events. This is the one place that folds them, for the
 * aggregate, the order book and the read model.
 *
 * @param listed whether its owner wants it in the market
 * @param busyElsewhere whether its worker works for another market
 * @param rest why it gets no job for a while
 * @param reputation what its attempts tell about it since it was registered for the first time, or
 *     after it had left
 * @param slots how many jobs it holds at most
 * @param holds the attempts that it holds, the longest held first; more than its slots after it
 *     registered with fewer
 * @param idleSince when a slot of it last became free, or it came into the market
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
    Serving serving,
    @Nullable String location,
    Money pricePerHour,
    boolean online,
    boolean listed,
    boolean busyElsewhere,
    Rest rest,
    Reputation reputation,
    int slots,
    List<Hold> holds,
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
              (provider, event) -> holding(provider, event.hold()).lastEvent(event.at()))
          .on(ProviderReleased.class, ProviderState::released)
          .on(ProviderChanged.class, ProviderState::changed)
          .on(
              ProviderWentOnline.class,
              (provider, event) ->
                  provider
                      .online(true)
                      .reputation(provider.reputation().at(event.at()))
                      .idleSince(event.at())
                      .lastEvent(event.at()))
          .on(ProviderWentOffline.class, ProviderState::wentOffline)
          .on(
              ProviderDeregistered.class,
              (provider, event) ->
                  provider
                      .online(false)
                      .rest(Rest.NONE)
                      .lastEvent(event.at())
                      .deregisteredAt(event.at()))
          .on(
              ProviderCoolingDown.class,
              (provider, event) ->
                  provider.rest(provider.rest().cooling(event.until())).lastEvent(event.at()))
          .on(ProviderCooledDown.class, ProviderState::cooledDown)
          .on(ProviderAvailabilityChanged.class, ProviderState::availabilityChanged)
          .ignoring();

  public ProviderState {
    // Rows from before providers could rest.
    rest = Objects.requireNonNullElse(rest, Rest.NONE);
  }

  /**
   * @param before null when this is the first event
   */
  public static ProviderState after(@Nullable ProviderState before, ProviderEvent event) {
    if (before == null && !canBegin(event)) {
      throw new IllegalArgumentException("A provider's first event must be its registration");
    }
    ProviderStateBuilder next =
        before == null
            ? ProviderStateBuilder.builder()
                .rest(Rest.NONE)
                .reputation(Reputation.NONE)
                .holds(List.of())
                .totalEarnings(Sum.ZERO)
            : ProviderStateBuilder.builder(before);
    return CHANGES.after(next, event).build();
  }

  /** Returns whether an event can be the first of a provider. */
  public static boolean canBegin(ProviderEvent event) {
    return event instanceof ProviderRegistered;
  }

  /** Returns whether it can be given a job now. */
  public boolean isAvailable() {
    return takesJobs() && freeSlots() > 0;
  }

  /**
   * Returns whether it takes jobs at all, as far as its slots allow: the one place that says so.
   */
  private boolean takesJobs() {
    return isInMarket() && rest.coolingUntil() == null;
  }

  /** Returns whether it would take jobs if it did not cool down. */
  public boolean coolsDown() {
    return isInMarket() && rest.coolingUntil() != null;
  }

  private boolean isInMarket() {
    return online && listed && !busyElsewhere && !rest.draining();
  }

  /** Returns how many more jobs it has room for, whether or not it takes jobs now. */
  public int freeSlots() {
    return Math.max(0, slots - holds.size());
  }

  public Availability availability() {
    if (!listed) {
      return Availability.OUT;
    }
    return rest.draining() ? Availability.DRAINING : Availability.AVAILABLE;
  }

  /** Returns the same provider with an attempt more. */
  public ProviderState with(Hold hold) {
    return holding(ProviderStateBuilder.builder(this), hold).build();
  }

  /**
   * Returns which jobs it held and had done before its last event. What else that event changed
   * stays.
   */
  public ProviderState withJobsBefore(ProviderEvent last) {
    ProviderStateBuilder before = ProviderStateBuilder.builder(this);
    if (last instanceof ProviderReserved reserved) {
      before.holds(otherThan(reserved.hold(), holds));
    } else if (last instanceof ProviderReleased released) {
      holding(before, released.hold())
          .totalJobs(totalJobs - (released.end() == AttemptEnd.COMPLETED ? 1 : 0));
    }
    return before.build();
  }

  /** Returns whether another state of it differs at most in the jobs that it held and did. */
  public boolean isSameButForJobs(ProviderState other) {
    return withoutJobs().equals(other.withoutJobs());
  }

  private ProviderState withoutJobs() {
    return ProviderStateBuilder.builder(this)
        .rest(rest.cooled(/* forgiven= */ true).cooling(rest.coolingUntil()))
        .holds(List.of())
        .totalJobs(0)
        .totalEarnings(Sum.ZERO)
        .reputation(Reputation.NONE)
        .idleSince(Instant.EPOCH)
        .lastEvent(Instant.EPOCH)
        .build();
  }

  /** Returns the terms on which it takes a job. */
  public ProviderTerms terms() {
    return new ProviderTerms(id, workerId, qubicAddress, name, hardware.gpuModel(), pricePerHour);
  }

  public ProviderView view(Instant lastHeartbeat) {
    return new ProviderView(
        new ProviderView.Identity(id, workerId, qubicAddress, name, type),
        hardware,
        serving,
        new ProviderView.Offer(location, pricePerHour),
        new ProviderView.Presence(
            online,
            isAvailable(),
            rest.coolingUntil(),
            rest.draining(),
            rest.availableAt(),
            slots,
            freeSlots(),
            holds.stream().map(Hold::jobId).toList()),
        new ProviderView.Totals(totalJobs, totalEarnings),
        reputation.summary(),
        registeredAt,
        lastHeartbeat);
  }

  private static void registered(ProviderStateBuilder provider, ProviderRegistered event) {
    boolean wasAvailable = provider.id() != null && provider.build().isAvailable();
    boolean hadLeft = provider.deregisteredAt() != null;
    provider
        .reputation((hadLeft ? Reputation.NONE : provider.reputation()).at(event.at()))
        .id(event.id())
        .workerId(event.workerId())
        .qubicAddress(event.qubicAddress())
        .name(event.name())
        .type(event.type())
        .hardware(event.hardware())
        .slots(event.slots())
        .serving(event.serving())
        .location(event.location())
        .pricePerHour(event.pricePerHour())
        .online(true)
        .listed(true)
        .busyElsewhere(false)
        .rest(provider.rest().away(/* draining= */ false, /* availableAt= */ null))
        .registeredAt(event.registeredAt())
        .idleSince(wasAvailable ? provider.idleSince() : event.at())
        .lastEvent(event.at())
        .deregisteredAt(null);
  }

  private static ProviderStateBuilder holding(ProviderStateBuilder provider, Hold hold) {
    return provider.holds(Stream.concat(provider.holds().stream(), Stream.of(hold)).toList());
  }

  private static List<Hold> otherThan(Hold released, List<Hold> holds) {
    return holds.stream().filter(hold -> !hold.equals(released)).toList();
  }

  private static void released(ProviderStateBuilder provider, ProviderReleased event) {
    provider
        .holds(otherThan(event.hold(), provider.holds()))
        .reputation(provider.reputation().after(event))
        .idleSince(event.at())
        .lastEvent(event.at());
    if (event.countsAgainstProvider()) {
      provider.rest(provider.rest().afterFailure());
    }
    if (event.end() == AttemptEnd.COMPLETED) {
      provider
          .rest(provider.rest().afterSuccess())
          .totalJobs(provider.totalJobs() + 1)
          .totalEarnings(provider.totalEarnings().plus(event.earning()));
    }
  }

  /** All that it lost at once counts as one failure: a restart is not worse for a large machine. */
  private static void wentOffline(ProviderStateBuilder provider, ProviderWentOffline event) {
    provider.online(false).lastEvent(event.at());
    if (!event.lost().isEmpty()) {
      provider.rest(provider.rest().afterFailure());
    }
  }

  private static void cooledDown(ProviderStateBuilder provider, ProviderCooledDown event) {
    provider
        .rest(provider.rest().cooled(event.forgiven()))
        .idleSince(event.at())
        .lastEvent(event.at());
  }

  private static void availabilityChanged(
      ProviderStateBuilder provider, ProviderAvailabilityChanged event) {
    boolean wasAvailable = provider.build().isAvailable();
    provider
        .listed(event.availability() != Availability.OUT)
        .rest(provider.rest().away(event.availability() == Availability.DRAINING, event.until()))
        .lastEvent(event.at());
    if (!wasAvailable && provider.build().isAvailable()) {
      provider.idleSince(event.at());
    }
  }

  private static void changed(ProviderStateBuilder provider, ProviderChanged event) {
    boolean wasAvailable = provider.build().isAvailable();
    boolean isListedAnew = event.listed() != provider.listed();
    if (isListedAnew) {
      provider.rest(provider.rest().away(/* draining= */ false, /* availableAt= */ null));
    }
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
