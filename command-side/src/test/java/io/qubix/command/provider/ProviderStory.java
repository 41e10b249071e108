package io.qubix.command.provider;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.job.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;

/** What happened to provider {@link #ANN} so far; a minute passes before each command. */
public final class ProviderStory {

  static final Instant REGISTERED = Instant.parse("2026-11-23T17:00:00Z");
  public static final Instant NOW = REGISTERED.plus(Duration.ofMinutes(1));
  public static final WorkerId ANN = new WorkerId("ann");
  static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  static final QubicAddress OWNER = new QubicAddress("OWNER");
  static final String SESSION = "session-1";
  static final Hardware MACHINE = new Hardware("RTX 4090", 24.0, "EPYC", 16, 64.0);
  static final Money PRICE = Money.of("2");
  public static final JobId JOB = JobId.next(REGISTERED);
  static final JobId OTHER = JobId.next(REGISTERED);

  private final AggregateTestFixture<Provider> axon = new AggregateTestFixture<>(Provider.class);
  private final List<ProviderEvent> events = new ArrayList<>();

  private ProviderStory() {
    axon.registerInjectableResource(new SettableClock(NOW));
    axon.registerInjectableResource(ProviderSettings.USUAL);
  }

  static ProviderStory given() {
    return new ProviderStory();
  }

  ProviderStory registered() {
    events.add(registration(REGISTERED));
    return this;
  }

  ProviderStory registered(int slots) {
    return having(registration(slots, REGISTERED));
  }

  ProviderStory having(ProviderEvent event) {
    events.add(event);
    return this;
  }

  /** It had so many jobs one after another, and failed each. */
  ProviderStory failing(int times) {
    for (int i = 0; i < times; i++) {
      holding().released(AttemptEnd.FAILED, Money.ZERO);
    }
    return this;
  }

  ProviderStory holding() {
    return holding(JOB, 1);
  }

  ProviderStory holding(JobId job, int attempt) {
    events.add(new ProviderReserved(ANN, job, attempt, REGISTERED));
    return this;
  }

  ProviderStory released(AttemptEnd end, Money earning) {
    events.add(new ProviderReleased(ANN, JOB, 1, end, earning, REGISTERED));
    return this;
  }

  ProviderStory unlisted() {
    events.add(change(false, false, REGISTERED));
    return this;
  }

  ProviderStory busyElsewhere() {
    events.add(change(true, true, REGISTERED));
    return this;
  }

  ProviderStory offline() {
    events.add(ProviderWentOffline.of(ANN, OfflineReason.REPORTED, List.of(), REGISTERED));
    return this;
  }

  ProviderStory deregistered() {
    events.add(new ProviderDeregistered(ANN, REGISTERED));
    return this;
  }

  ProviderStory online() {
    events.add(new ProviderWentOnline(ANN, REGISTERED));
    return this;
  }

  ResultValidator<Provider> when(Object command) {
    return axon.given(events).when(command);
  }

  /** What its events and these add up to. */
  ProviderState with(ProviderEvent... more) {
    List<ProviderEvent> all = new ArrayList<>(events);
    all.addAll(List.of(more));
    ProviderState state = null;
    for (ProviderEvent event : all) {
      state = ProviderState.after(state, event);
    }
    if (state == null) {
      throw new IllegalStateException("Nothing happened yet");
    }
    return state;
  }

  static ProviderRegistered registration(Instant at) {
    return registration(1, at);
  }

  static ProviderRegistered registration(int slots, Instant at) {
    return new ProviderRegistered(
        ANN,
        ID,
        OWNER,
        "Ann",
        ProviderType.NATIVE,
        MACHINE,
        slots,
        Serving.ANY,
        "Berlin",
        PRICE,
        REGISTERED,
        at,
        SESSION);
  }

  static ProviderChanged change(boolean listed, boolean busyElsewhere, Instant at) {
    return new ProviderChanged(ANN, "Ann", "Berlin", PRICE, listed, busyElsewhere, at);
  }

  static RegisterProvider register() {
    return register("Ann", MACHINE, PRICE);
  }

  static RegisterProvider register(int slots) {
    return register("Ann", MACHINE, slots, PRICE);
  }

  static RegisterProvider register(@Nullable String name, Hardware machine, @Nullable Money price) {
    return register(name, machine, 1, price);
  }

  private static RegisterProvider register(
      @Nullable String name, Hardware machine, int slots, @Nullable Money price) {
    return new RegisterProvider(
        ANN,
        ID,
        OWNER,
        name,
        ProviderType.NATIVE,
        machine,
        slots,
        null,
        null,
        "Berlin",
        price,
        SESSION,
        SESSION);
  }
}
