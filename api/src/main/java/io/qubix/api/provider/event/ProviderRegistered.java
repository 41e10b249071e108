package io.qubix.api.provider.event;

import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.Participation;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRole;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A worker registered, for the first time or again: from now on it is online and listed.
 *
 * @param slots how many jobs it holds at most; 1 in events from before there were slots
 * @param serving any model, without labels, in an event of revision 1
 * @param registeredAt the time of the first registration
 * @param at the time of this registration
 * @param session which has the worker's id from now on, or null in events from before there were
 *     sessions
 */
@Revision("2")
@RecordBuilder
public record ProviderRegistered(
    WorkerId workerId,
    UUID id,
    QubicAddress qubicAddress,
    @Nullable String name,
    ProviderType type,
    Hardware hardware,
    Integer slots,
    Serving serving,
    @Nullable String location,
    Money pricePerHour,
    Instant registeredAt,
    Instant at,
    @Nullable String session)
    implements ProviderEvent, Participation {

  public ProviderRegistered {
    slots = Objects.requireNonNullElse(slots, 1);
    serving = Objects.requireNonNullElse(serving, Serving.ANY);
  }

  /** From before there were sessions. */
  public ProviderRegistered(
      WorkerId workerId,
      UUID id,
      QubicAddress qubicAddress,
      @Nullable String name,
      ProviderType type,
      Hardware hardware,
      Integer slots,
      Serving serving,
      @Nullable String location,
      Money pricePerHour,
      Instant registeredAt,
      Instant at) {
    this(
        workerId,
        id,
        qubicAddress,
        name,
        type,
        hardware,
        slots,
        serving,
        location,
        pricePerHour,
        registeredAt,
        at,
        null);
  }

  @Override
  public boolean changesSession() {
    return true;
  }

  @Override
  public @Nullable String sessionAfter(@Nullable String before) {
    return session;
  }

  @Override
  public QubicAddress participant() {
    return qubicAddress;
  }

  @Override
  public UserRole role() {
    return UserRole.PROVIDER;
  }
}
