package io.qubix.terminal.print;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Formats times for people; instants are in UTC. */
public final class Times {

  private Times() {}

  public static @Nullable Instant instant(JsonNode node) {
    try {
      return node.isString() ? Instant.parse(node.asString()) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns the time since, such as {@code 5m ago}, or an empty text when it is unknown. */
  public static String ago(JsonNode node, Instant now) {
    Instant instant = instant(node);
    if (instant == null) {
      return "";
    }
    Duration age = Duration.between(instant, now);
    if (age.compareTo(Duration.ofDays(30)) > 0) {
      return instant.toString().substring(0, 10);
    }
    return age.toSeconds() < 1 ? "now" : coarse(age) + " ago";
  }

  /**
   * Returns the time to the second, such as {@code 2026-11-23 17:36:00Z}, or an empty text when it
   * is unknown.
   */
  public static String at(JsonNode node) {
    Instant instant = instant(node);
    return instant == null
        ? ""
        : instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }

  /** Returns the time of day, such as {@code 17:36:00Z}, or an empty text when it is unknown. */
  public static String ofDay(JsonNode node) {
    String at = at(node);
    return at.isEmpty() ? "" : at.substring(at.indexOf(' ') + 1);
  }

  /** Returns a length such as {@code 12s}, {@code 3m 20s}, {@code 2h 05m}, {@code 3d 4h}. */
  public static String length(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
    }
    return seconds < 86_400
        ? String.format(Locale.ROOT, "%dh %02dm", seconds / 3_600, seconds % 3_600 / 60)
        : String.format(Locale.ROOT, "%dd %dh", seconds / 86_400, seconds % 86_400 / 3_600);
  }

  /** Returns a length in seconds from JSON; below ten it keeps the service's decimals. */
  public static String seconds(JsonNode node) {
    if (!node.isNumber()) {
      return "";
    }
    Duration length = Duration.ofMillis(node.decimalValue().movePointRight(3).longValue());
    return length.toSeconds() < 10
        ? Amounts.plain(java.math.BigDecimal.valueOf(length.toMillis(), 3)) + "s"
        : length(length);
  }

  private static String coarse(Duration age) {
    String length = length(age);
    return length.contains(" ") ? length.substring(0, length.indexOf(' ')) : length;
  }
}
