package io.qubix.app.security;

import org.springframework.stereotype.Component;

/** Tells pages whether a token is set, so that they offer to sign out. */
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
