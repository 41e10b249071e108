package io.qubix.query.provider.history;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A time when a provider came or went, as queries read it. */
@Entity
@Immutable
@IdClass(PresenceRow.Key.class)
@Table(name = "provider_presence")
class PresenceRow {

  record Key(String workerId, long position) implements Serializable {}

  @Id private String workerId;

  @Id private long position;

  private Instant at;

  private boolean online;

  @SuppressWarnings("NullAway.Init")
  protected PresenceRow() {}

  Presence.Change view() {
    return new Presence.Change(at, online);
  }
}
