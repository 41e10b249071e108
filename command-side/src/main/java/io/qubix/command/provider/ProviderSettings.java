package io.qubix.command.provider;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator sets for providers.
 *
 * @param failuresInARow after so many attempts that failed one after another a provider cools down
 * @param cooldown how long at first; each further failure doubles it, until an attempt completes
 * @param longestCooldown how long at most
 */
@ConfigurationProperties("qubix.providers")
public record ProviderSettings(
    @DefaultValue("3") int failuresInARow,
    @DefaultValue("30s") Duration cooldown,
    @DefaultValue("1h") Duration longestCooldown) {

  private static final Duration LONGEST = Duration.ofDays(3_650);

  /** The settings of an operator who sets nothing. */
  public static final ProviderSettings USUAL =
      new ProviderSettings(3, Duration.ofSeconds(30), Duration.ofHours(1));

  public ProviderSettings {
    if (failuresInARow < 1) {
      throw new IllegalArgumentException("qubix.providers.failures-in-a-row must be 1 or more");
    }
    verify("cooldown", cooldown);
    verify("longest-cooldown", longestCooldown);
    if (longestCooldown.compareTo(cooldown) < 0) {
      throw new IllegalArgumentException(
          "qubix.providers.longest-cooldown must not be shorter than qubix.providers.cooldown");
    }
  }

  /** Returns how long a provider cools down after so many failures; zero when it need not. */
  Duration cooldownAfter(int failures) {
    if (failures < failuresInARow) {
      return Duration.ZERO;
    }
    Duration pause = cooldown;
    for (int more = failuresInARow;
        more < failures && pause.compareTo(longestCooldown) < 0;
        more++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestCooldown) < 0 ? pause : longestCooldown;
  }

  private static void verify(String name, Duration time) {
    if (time.toSeconds() < 1 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("qubix.providers." + name + " must be from 1s to 3650d");
    }
  }
}
