package io.qubix.api.act;

import io.qubix.api.Event;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import java.time.Instant;

/** An event that is an act by what it says: only those who run the market can cause it. */
public interface Act extends Event {

  Instant at();

  /** Returns whether this one is, where the type alone does not say it. */
  default boolean countsAsAct() {
    return true;
  }

  /**
   * Returns whether a caller makes an act of each event that it causes: an operator with a key of
   * its own, who may do everything in the name of others. A shared token tells nothing of who used
   * it, and clients of the first protocol do all their work with it.
   */
  static boolean isEachOf(Caller caller) {
    return caller.role() == Role.OPERATOR && caller.keyId() != null;
  }
}
