package io.qubix.api.caller;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether callers must be known: the setting {@code qubix.security}. */
public enum SecurityMode {
  /** Every client of this machine may do everything. */
  OPEN,
  /** Every request but the public ones carries a key. */
  KEYS;

  /**
   * Returns the mode of the settings. A token is an operator's key, so with one the mode is {@link
   * #KEYS}.
   *
   * @throws IllegalArgumentException when the settings contradict each other, or name no mode
   */
  public static SecurityMode of(@Nullable String setting, @Nullable String token) {
    boolean hasToken = token != null && !token.isBlank();
    if (setting == null || setting.isBlank()) {
      return hasToken ? KEYS : OPEN;
    }
    SecurityMode mode =
        Arrays.stream(values())
            .filter(each -> each.name().equalsIgnoreCase(setting.strip()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("qubix.security is neither open nor keys."));
    if (mode == OPEN && hasToken) {
      throw new IllegalArgumentException("qubix.security is open, but qubix.token is set.");
    }
    return mode;
  }
}
