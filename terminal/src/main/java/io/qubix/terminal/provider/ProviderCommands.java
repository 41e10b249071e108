package io.qubix.terminal.provider;

import io.qubix.terminal.session.Session;
import java.util.List;

/** Makes the command {@code providers}. */
public final class ProviderCommands {

  private ProviderCommands() {}

  public static List<Object> of(Session session) {
    return List.of(new ProvidersCommand(session));
  }
}
