package io.qubix.terminal.ledger;

import io.qubix.terminal.session.Session;
import java.util.List;

/** Makes the commands {@code account} and {@code history}. */
public final class LedgerCommands {

  private LedgerCommands() {}

  public static List<Object> of(Session session) {
    return List.of(new AccountCommand(session), new HistoryCommand(session));
  }
}
