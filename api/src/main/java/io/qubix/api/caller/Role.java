package io.qubix.api.caller;

import java.util.Locale;

/** What a caller is to the market. */
public enum Role {
  /** Submits jobs for its own address, and pays for them. */
  CONSUMER,
  /** Owns the workers of its own address, and earns. */
  PROVIDER,
  /** Is one worker: it sends heartbeats, fetches its work and reports. */
  WORKER,
  /** Runs the market and may do everything. */
  OPERATOR,
  /** Reads everything and changes nothing. */
  AUDITOR;

  /** Returns whether callers of this role act for one address or worker, and for no other. */
  public boolean hasSubject() {
    return this == CONSUMER || this == PROVIDER || this == WORKER;
  }

  /** Returns the role as it is written in keys and addresses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
