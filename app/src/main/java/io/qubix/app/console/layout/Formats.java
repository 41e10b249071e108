package io.qubix.app.console.layout;

import io.qubix.api.ledger.Account.Kind;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.ProviderScore;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Formats values for pages: numbers in the reader's form, times as how long ago they were. The
 * script {@code format.js} formats them the same way.
 */
@Component
class Formats {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final Pattern CONTROLS =
      Pattern.compile(
          "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u202A-\\u202E\\u2066-\\u2069]");
  private static final int SHORT = 8;

  /** More decimals than any shown number has. */
  private static final int MANY = 30;

  private final Clock clock;

  Formats(Clock clock) {
    this.clock = clock;
  }

  /**
   * An amount.
   *
   * @param brief for people: two decimals, and below 1 two significant digits: {@code 0.0012}
   * @param exact for machines: {@code 0.001234}
   */
  record Amount(String brief, String exact) {}

  public String locale() {
    return LocaleContextHolder.getLocale().toLanguageTag();
  }

  /** Names what a machine computes with, as in {@code 8 × RTX 4090}. */
  public String card(Hardware machine) {
    if (machine.gpuModel() == null) {
      return machine.cpuModel() == null ? "–" : text(machine.cpuModel());
    }
    String card = text(machine.gpuModel());
    return machine.gpuCount() == 1 ? card : machine.gpuCount() + " × " + card;
  }

  public Amount money(Money amount) {
    return money(Sum.of(amount));
  }

  public Amount money(Sum sum) {
    String exact = sum.toString();
    BigDecimal amount = new BigDecimal(exact);
    NumberFormat format = NumberFormat.getInstance(LocaleContextHolder.getLocale());
    format.setRoundingMode(RoundingMode.HALF_UP);
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(decimalsOf(amount));
    String minus = amount.signum() < 0 ? "\u2212" : "";
    return new Amount(minus + format.format(amount.abs()), exact);
  }

  /** Returns the decimals that two significant digits need. */
  private static int decimalsOf(BigDecimal amount) {
    int zerosBehindPoint = amount.scale() - amount.precision();
    return amount.signum() == 0 ? 2 : Math.max(2, zerosBehindPoint + 2);
  }

  public String number(@Nullable Number number) {
    if (number == null) {
      return "–";
    }
    NumberFormat format = NumberFormat.getInstance(LocaleContextHolder.getLocale());
    BigDecimal exact = new BigDecimal(number.toString());
    boolean small = exact.abs().compareTo(BigDecimal.ONE) < 0;
    format.setMaximumFractionDigits(small ? MANY : 2);
    return format.format(small ? exact.round(new MathContext(2)) : exact);
  }

  public String percent(double share) {
    NumberFormat format = NumberFormat.getPercentInstance(LocaleContextHolder.getLocale());
    format.setMaximumFractionDigits(share > 0.99 && share < 1 ? 2 : 1);
    return format.format(share);
  }

  /** Formats seconds for people: {@code 340 ms}, {@code 12.5 s}, {@code 3 min 20 s}. */
  public String duration(@Nullable Double seconds) {
    if (seconds == null) {
      return "–";
    }
    if (seconds < 1) {
      return Math.round(seconds * 1000) + " ms";
    } else if (seconds < 60) {
      return number(Math.round(seconds * 10) / 10.0) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 3600) {
      return two(whole / 60, "min", whole % 60, "s");
    } else if (whole < 86_400) {
      return two(whole / 3600, "h", whole % 3600 / 60, "min");
    }
    return two(whole / 86_400, "d", whole % 86_400 / 3600, "h");
  }

  private static String two(long big, String bigUnit, long small, String smallUnit) {
    return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  public String ago(Instant at) {
    long seconds = Duration.between(at, clock.instant()).toSeconds();
    if (seconds < 5) {
      return "just now";
    } else if (seconds < 60) {
      return seconds + " s ago";
    } else if (seconds < 3600) {
      return seconds / 60 + " min ago";
    } else if (seconds < 86_400) {
      return seconds / 3600 + " h ago";
    } else if (seconds < 30 * 86_400) {
      return seconds / 86_400 + " d ago";
    }
    return DATE.format(at);
  }

  public String utc(Instant at) {
    return UTC.format(at);
  }

  /** Formats the time of day. */
  public String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** A provider's state in the market. */
  enum State {
    AVAILABLE,
    BUSY,
    COOLING_DOWN,
    DRAINING,
    WITHDRAWN,
    OFFLINE
  }

  public State stateOf(ProviderView provider) {
    ProviderView.Presence presence = provider.presence();
    if (!presence.isOnline()) {
      return State.OFFLINE;
    } else if (presence.isAvailable()) {
      return State.AVAILABLE;
    } else if (presence.coolingUntil() != null) {
      return State.COOLING_DOWN;
    } else if (presence.draining()) {
      return State.DRAINING;
    }
    return presence.currentJobIds().isEmpty() ? State.WITHDRAWN : State.BUSY;
  }

  /** Returns what an entry of a statement is called. */
  public String entry(Kind account, Money amount) {
    if (account == Kind.CONSUMER) {
      return amount.micros() > 0 ? "Received" : "Paid";
    }
    return amount.micros() < 0 ? "Gave back" : "Earned";
  }

  /** A score of a receipt, by its key and the heading over it. */
  record Score(String key, String label, boolean number) {}

  /** Returns what a receipt compares providers by, in the order of its policy if that is known. */
  public List<Score> scores(DecisionReceipt receipt) {
    Map<String, Object> first =
        receipt.best().isEmpty() ? Map.of() : receipt.best().get(0).scores();
    List<String> keys =
        MatchingPolicy.of(receipt)
            .map(policy -> policy.scores().stream().map(ProviderScore::key).toList())
            .orElse(List.copyOf(first.keySet()));
    return keys.stream().map(key -> score(key, first.get(key))).toList();
  }

  private static Score score(String key, @Nullable Object value) {
    String label = ProviderScore.named(key).map(ProviderScore::label).orElse(key);
    return new Score(key, label, value instanceof Number || value instanceof Money);
  }

  /** Returns the order of a receipt's policy in words, or nothing when the policy is not known. */
  public String policy(DecisionReceipt receipt) {
    return MatchingPolicy.of(receipt).map(policy -> ": " + policy.words()).orElse("");
  }

  /** Returns the order of jobs in words, or nothing when the order is not known. */
  public String order(DecisionReceipt.Turn turn) {
    return JobOrder.of(turn).map(order -> ": " + order.words()).orElse("");
  }

  /** Returns the type that a score is shown as. */
  public String kind(@Nullable Object score) {
    return score instanceof Number
        ? "Number"
        : score == null ? "" : score.getClass().getSimpleName();
  }

  /**
   * Shows text of other users with a sign for each control character, including those that change
   * the direction of writing.
   */
  public String text(@Nullable Object written) {
    return written == null ? "" : CONTROLS.matcher(written.toString()).replaceAll("\uFFFD");
  }

  /** Returns the end of an id, which differs between ids of the same time. */
  public String brief(Object id) {
    String text = id.toString();
    return text.length() <= SHORT ? text : text.substring(text.length() - SHORT);
  }

  /** Returns {@code ASSIGNMENT_TIMED_OUT} or {@code JobAssigned} in words: {@code assigned}. */
  public String words(Object name) {
    String text = name.toString().replace('_', ' ').toLowerCase(Locale.ROOT);
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
