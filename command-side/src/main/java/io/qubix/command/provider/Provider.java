package io.qubix.command.provider;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.job.JobId;
import io.qubix.api.lease.Sessions;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.DeregisterProvider;
import io.qubix.api.provider.command.EndCooldown;
import io.qubix.api.provider.command.ForgetProvider;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.provider.command.MarkOnline;
import io.qubix.api.provider.command.ProviderCommand;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.Registration;
import io.qubix.api.provider.command.ReleaseProvider;
import io.qubix.api.provider.command.ReserveProvider;
import io.qubix.api.provider.command.SetAvailability;
import io.qubix.api.provider.command.ToggleProvider;
import io.qubix.api.provider.command.WakeProvider;
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
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.user.QubicAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;

/** A provider: in the market or not, with jobs or not. Most heartbeats change nothing here. */
@Aggregate(cache = "aggregates", snapshotTriggerDefinition = "snapshots")
@Revision("4")
@Profile("command | !query")
class Provider {

  @AggregateIdentifier @JsonProperty private @Nullable WorkerId workerId;
  @JsonProperty private @Nullable ProviderState state;
  @JsonProperty private @Nullable String session;

  Provider() {}

  /** Restores a snapshot of this class's revision. */
  @JsonCreator
  Provider(
      @JsonProperty("workerId") WorkerId workerId,
      @JsonProperty("state") ProviderState state,
      @JsonProperty("session") @Nullable String session) {
    this.workerId = Objects.requireNonNull(workerId);
    this.state = Objects.requireNonNull(state);
    this.session = session;
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  Registration decide(RegisterProvider command, Clock clock) {
    ProviderState before = state;
    Instant now = clock.instant();
    if (before != null && !before.qubicAddress().equals(command.qubicAddress())) {
      throw new Rejection.Forbidden("This worker id belongs to another address");
    }
    if (session != null && command.session() != null && !session.equals(command.session())) {
      throw Sessions.takenOver(command.workerId());
    }
    boolean keepsSession = session != null && session.equals(command.session());
    String next = keepsSession ? session : command.newSession();
    ProviderRegistered registered =
        before == null
            ? registered(command, next, now)
            : registeredAgain(command, next, before, now);
    if (!keepsSession || tellsNews(registered, before)) {
      apply(registered);
    }
    return new Registration(state.view(now), before == null, session);
  }

  @CommandHandler
  ProviderTerms decide(ReserveProvider command, Clock clock) {
    if (!state.isAvailable()) {
      throw new Rejection.ProviderNotFree("The provider is not available");
    }
    ProviderTerms terms = state.terms();
    if (!terms.pricePerHour().equals(command.pricePerHour())) {
      throw new Rejection.ProviderNotFree("The provider changed its price");
    }
    apply(
        new ProviderReserved(
            command.workerId(), command.jobId(), command.attempt(), clock.instant()));
    return terms;
  }

  @CommandHandler
  void decide(ReleaseProvider command, Clock clock, ProviderSettings settings) {
    if (!state.holds().contains(new Hold(command.jobId(), command.attempt()))) {
      return;
    }
    int failuresBefore = state.rest().failures();
    apply(
        new ProviderReleased(
            command.workerId(),
            command.jobId(),
            command.attempt(),
            command.end(),
            command.earning(),
            command.failedElsewhere() ? true : null,
            command.cause(),
            command.effort(),
            clock.instant()));
    coolDown(failuresBefore, settings, clock.instant());
  }

  @CommandHandler
  void decide(DeregisterProvider command, Clock clock, MetaData sender) {
    rejectUnlessOf(sender, command);
    rejectWhenDeregistered();
    if (!state.holds().isEmpty()) {
      throw new Rejection.Conflict("The provider holds a job");
    }
    apply(new ProviderDeregistered(command.workerId(), clock.instant()));
  }

  @CommandHandler
  ProviderState decide(ChangeProvider command, Clock clock, MetaData sender) {
    rejectUnlessOf(sender, command);
    rejectWhenDeregistered();
    Instant now = clock.instant();
    change(
        or(command.name(), state.name()),
        or(command.location(), state.location()),
        or(command.pricePerHour(), state.pricePerHour()),
        or(command.listed(), state.listed()),
        state.busyElsewhere(),
        now);
    if (Boolean.TRUE.equals(command.listed())) {
      // One that drains is listed, and comes back all the same.
      setAvailability(Availability.AVAILABLE, null, now);
    }
    return state;
  }

  @CommandHandler
  ProviderState decide(ToggleProvider command, Clock clock, MetaData sender) {
    boolean isAway = state.availability() != Availability.AVAILABLE;
    return decide(new ChangeProvider(command.workerId(), null, null, null, isAway), clock, sender);
  }

  @CommandHandler
  List<JobId> decide(MarkOnline command, Clock clock) {
    rejectWhenDeregistered();
    Instant now = clock.instant();
    if (!state.online()) {
      apply(new ProviderWentOnline(command.workerId(), now));
    }
    Boolean busyElsewhere = command.busyElsewhere();
    if (busyElsewhere != null && (!busyElsewhere || state.holds().isEmpty())) {
      change(
          state.name(), state.location(), state.pricePerHour(), state.listed(), busyElsewhere, now);
    }
    return state.holds().stream().map(Hold::jobId).toList();
  }

  @CommandHandler
  @Nullable ProviderWentOffline decide(
      MarkOffline command, Clock clock, ProviderSettings settings) {
    if (!state.online()) {
      return null;
    }
    ProviderWentOffline went =
        ProviderWentOffline.of(
            command.workerId(), command.reason(), state.holds(), clock.instant());
    int failuresBefore = state.rest().failures();
    apply(went);
    coolDown(failuresBefore, settings, went.at());
    return went;
  }

  @CommandHandler
  void decide(ForgetProvider command, Clock clock) {
    rejectWhenDeregistered();
    if (!state.online() && state.holds().isEmpty()) {
      apply(new ProviderDeregistered(command.workerId(), clock.instant()));
    }
  }

  @CommandHandler
  ProviderState decide(SetAvailability command, Clock clock, MetaData sender) {
    rejectUnlessOf(sender, command);
    rejectWhenDeregistered();
    Instant now = clock.instant();
    if (command.until() != null && !command.until().isAfter(now)) {
      throw new Rejection.Invalid("until", "must be in the future");
    }
    setAvailability(command.availability(), command.until(), now);
    return state;
  }

  @CommandHandler
  ProviderState decide(EndCooldown command, Clock clock) {
    rejectWhenDeregistered();
    if (state.rest().coolingUntil() != null) {
      apply(new ProviderCooledDown(command.workerId(), /* forgiven= */ true, clock.instant()));
    }
    return state;
  }

  @CommandHandler
  void decide(WakeProvider command, Clock clock) {
    Instant due = state.rest().endsAt();
    if (due == null) {
      return;
    }
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      throw new Rejection.NotDue("It is not time yet", due);
    }
    if (isPast(state.rest().coolingUntil(), now)) {
      apply(new ProviderCooledDown(command.workerId(), /* forgiven= */ false, now));
    }
    if (isPast(state.rest().availableAt(), now)) {
      setAvailability(Availability.AVAILABLE, null, now);
    }
  }

  @EventSourcingHandler
  void evolve(ProviderEvent event) {
    workerId = event.workerId();
    state = ProviderState.after(state, event);
    session = event.sessionAfter(session);
  }

  /** Returns the session that has the worker's id, or null for none. */
  @Nullable String session() {
    return session;
  }

  private static ProviderRegistered registered(
      RegisterProvider command, String session, Instant now) {
    return new ProviderRegistered(
        command.workerId(),
        command.newId(),
        command.qubicAddress(),
        command.name(),
        command.type(),
        command.hardware(),
        command.slots(),
        serving(command, Serving.ANY),
        command.location(),
        or(command.pricePerHour(), Money.ONE),
        now,
        now,
        session);
  }

  /** Keeps what a registration leaves out, except that a machine is described as a whole. */
  private static ProviderRegistered registeredAgain(
      RegisterProvider command, String session, ProviderState before, Instant now) {
    return new ProviderRegistered(
        command.workerId(),
        before.id(),
        before.qubicAddress(),
        or(command.name(), before.name()),
        command.type(),
        command.hardware().equals(Hardware.UNKNOWN) ? before.hardware() : command.hardware(),
        command.slots(),
        serving(command, before.serving()),
        or(command.location(), before.location()),
        or(command.pricePerHour(), before.pricePerHour()),
        before.registeredAt(),
        now,
        session);
  }

  private static Serving serving(RegisterProvider command, Serving before) {
    return new Serving(
        or(command.modelTypes(), before.modelTypes()), or(command.labels(), before.labels()));
  }

  private static boolean tellsNews(ProviderRegistered event, ProviderState before) {
    return !before.online()
        || before.availability() != Availability.AVAILABLE
        || before.busyElsewhere()
        || event.type() != before.type()
        || !event.hardware().equals(before.hardware())
        || event.slots() != before.slots()
        || !event.serving().equals(before.serving())
        || !event.pricePerHour().equals(before.pricePerHour())
        || !Objects.equals(event.name(), before.name())
        || !Objects.equals(event.location(), before.location());
  }

  private static boolean isPast(@Nullable Instant time, Instant now) {
    return time != null && !now.isBefore(time);
  }

  /** Begins a cool-down when one failure too many has just been counted. */
  private void coolDown(int failuresBefore, ProviderSettings settings, Instant now) {
    int failures = state.rest().failures();
    Duration pause = settings.cooldownAfter(failures);
    if (failures > failuresBefore && !pause.isZero()) {
      apply(new ProviderCoolingDown(workerId, failures, now.plus(pause), now));
    }
  }

  private void setAvailability(Availability wanted, @Nullable Instant until, Instant now) {
    Instant comesBackAt = wanted == Availability.AVAILABLE ? null : until;
    if (wanted != state.availability()
        || !Objects.equals(comesBackAt, state.rest().availableAt())) {
      apply(new ProviderAvailabilityChanged(workerId, wanted, comesBackAt, now));
    }
  }

  private void change(
      @Nullable String name,
      @Nullable String location,
      Money pricePerHour,
      boolean listed,
      boolean busyElsewhere,
      Instant now) {
    if (listed != state.listed()
        || busyElsewhere != state.busyElsewhere()
        || !pricePerHour.equals(state.pricePerHour())
        || !Objects.equals(name, state.name())
        || !Objects.equals(location, state.location())) {
      apply(
          new ProviderChanged(workerId, name, location, pricePerHour, listed, busyElsewhere, now));
    }
  }

  /** To other providers, a provider that they may not change does not exist. */
  private void rejectUnlessOf(MetaData sender, ProviderCommand command) {
    QubicAddress address = Caller.in(sender).address();
    if (address != null && !address.equals(state.qubicAddress())) {
      throw command.unknown();
    }
  }

  /** A removed provider does not exist for any command except a registration. */
  private void rejectWhenDeregistered() {
    if (state.deregisteredAt() != null) {
      throw Rejection.NotFound.provider();
    }
  }

  private static <T extends @Nullable Object> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
