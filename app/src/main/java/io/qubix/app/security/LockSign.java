package io.qubix.app.security;

import org.springframework.stereotype.Component;

/** Says whether there is a lock, so that pages offer to sign out. */
@Component
public final class LockSign {

  private final LockProperties properties;

  LockSign(LockProperties properties) {
    this.properties = properties;
  }

  public boolean locked() {
    return properties.locked();
  }
}
