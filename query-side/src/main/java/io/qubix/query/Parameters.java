package io.qubix.query;

import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.bounds.Limits;
import io.qubix.api.bounds.NameRule;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Fields;
import io.qubix.api.request.Label;
import io.qubix.api.request.Storable;
import io.qubix.api.user.QubicAddress;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a query. It notes a bad parameter instead of throwing, so that {@link
 * #verify} can name all of them at once; do not use any value before {@link #verify}. Empty is the
 * same as absent.
 */
public final class Parameters {

  /** The default length of a list. */
  public static final int DEFAULT_LIMIT = 100;

  public static final int MAX_LIMIT = 500;

  private final List<Rejection.FieldError> errors = new ArrayList<>();

  /**
   * @throws Rejection.Invalid naming every bad parameter, if there is one
   */
  public void verify() {
    if (!errors.isEmpty()) {
      throw new Rejection.Invalid(errors);
    }
  }

  public List<Rejection.FieldError> errors() {
    return List.copyOf(errors);
  }

  /** Notes an error of a parameter. */
  public void reject(String name, String message) {
    errors.add(new Rejection.FieldError(name, message));
  }

  public @Nullable String text(String name, @Nullable String value) {
    return text(name, value, Limits.NAME);
  }

  /** Reads a name that may be in the log. */
  public @Nullable String name(String name, @Nullable String value) {
    return known(name, value, NameRule.ANY);
  }

  /** Reads a label, written as {@code name=value}. */
  public @Nullable Label label(String name, @Nullable String value) {
    Label label = isAbsent(value) ? null : Label.parse(value);
    if (label == null && !isAbsent(value)) {
      reject(name, Label.MESSAGE);
    }
    return label;
  }

  /** Reads the id of an event stream, like {@code provider:NAME}. */
  public @Nullable String stream(String name, @Nullable String value) {
    int colon = value == null ? -1 : value.indexOf(':');
    String ofWhat = colon < 0 ? null : known(name, value.substring(colon + 1), NameRule.ANY);
    return ofWhat == null ? text(name, value) : value.substring(0, colon + 1) + ofWhat;
  }

  /** Reads a required address. */
  public @Nullable QubicAddress requiredAddress(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      reject(name, "is required");
      return null;
    }
    return address(name, value);
  }

  public @Nullable QubicAddress address(String name, @Nullable String value) {
    String address = known(name, value, QubicAddress.RULE);
    return address == null ? null : new QubicAddress(address);
  }

  public @Nullable WorkerId worker(String name, @Nullable String value) {
    String worker = known(name, value, WorkerId.RULE);
    return worker == null ? null : new WorkerId(worker);
  }

  /** Reads what a worker works on. */
  public AtWork atWork(String name, @Nullable String value) {
    AtWork atWork = AtWork.parse(value);
    if (atWork == null) {
      reject(name, AtWork.FORM);
      return AtWork.NOTHING;
    }
    return atWork;
  }

  /** Reads true or false; absent is false. */
  public boolean flag(String name, @Nullable String value) {
    if (!isAbsent(value) && !value.equals("true") && !value.equals("false")) {
      reject(name, "must be true or false");
    }
    return "true".equals(value);
  }

  /** Reads the memory of a graphics card, in GB. */
  public @Nullable Double vram(String name, @Nullable String value) {
    return gigabytes(name, value, Limits.VRAM_GB);
  }

  /** Reads the main memory of a machine, in GB. */
  public @Nullable Double ram(String name, @Nullable String value) {
    return gigabytes(name, value, Limits.RAM_GB);
  }

  private @Nullable Double gigabytes(String name, @Nullable String value, int below) {
    Double gigabytes = number(name, value, Integer.MAX_VALUE);
    if (gigabytes != null && gigabytes >= below) {
      reject(name, Fields.tooManyGigabytes(below));
      return null;
    }
    return gigabytes;
  }

  private @Nullable String known(String name, @Nullable String value, NameRule rule) {
    String normal = value == null ? "" : NameRule.normal(value);
    if (normal.isEmpty()) {
      return null;
    } else if (!rule.mayBeKnown(normal)) {
      reject(name, "is not a valid name");
      return null;
    }
    return normal;
  }

  /** Reads one of a few words, ignoring case. */
  public <E extends Enum<E>> @Nullable E word(String name, @Nullable String value, Class<E> words) {
    if (isAbsent(value)) {
      return null;
    }
    for (E word : words.getEnumConstants()) {
      if (word.name().equalsIgnoreCase(value)) {
        return word;
      }
    }
    reject(
        name,
        "must be one of "
            + Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    return null;
  }

  /** Reads the length of a list; a limit above the highest is an error, not cut. */
  public int limit(@Nullable String value) {
    return whole("limit", value, 1, MAX_LIMIT, DEFAULT_LIMIT);
  }

  /** Reads a whole number in the given range. */
  public int whole(String name, @Nullable String value, int min, int max, int absent) {
    if (isAbsent(value)) {
      return absent;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The rejection below covers this case, too.
    }
    reject(name, "must be a whole number from " + min + " to " + max);
    return absent;
  }

  /** Reads a number, 0 or more. */
  public @Nullable Double number(String name, @Nullable String value, double max) {
    BigDecimal number = decimal(name, value, BigDecimal.valueOf(max));
    return number == null ? null : number.doubleValue();
  }

  /** Reads an amount without rounding. */
  public @Nullable Money money(String name, @Nullable String value, long maxQubic) {
    BigDecimal number = decimal(name, value, BigDecimal.valueOf(maxQubic));
    if (number == null) {
      return null;
    }
    Money money = Money.exactly(number);
    if (money == null) {
      reject(name, "must have at most " + Money.SCALE + " decimals");
    }
    return money;
  }

  public @Nullable Instant instant(String name, @Nullable String value) {
    if (isAbsent(value)) {
      return null;
    }
    try {
      Instant instant = Instant.parse(value);
      if (instant.isAfter(Instant.EPOCH) && instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // The rejection below covers this case, too.
    }
    reject(name, "must be an instant like 2026-11-23T17:36:00Z");
    return null;
  }

  public @Nullable UUID uuid(String name, @Nullable String value) {
    if (isAbsent(value)) {
      return null;
    }
    UUID uuid = Uuids.parse(value);
    if (uuid == null) {
      reject(name, "must be a UUID");
    }
    return uuid;
  }

  /**
   * Reads the {@code next} of an earlier answer; null when the text does not have the form of a
   * cursor.
   */
  public @Nullable Cursor cursor(String name, @Nullable String value, Cursor.Kind kind) {
    if (value == null || !Cursor.isMeantBy(value)) {
      return null;
    }
    Cursor cursor = Cursor.parse(value, kind).orElse(null);
    if (cursor == null) {
      reject(name, "must be a value of next from the same list");
    }
    return cursor;
  }

  /** Reads a cursor where no other form is allowed. */
  public @Nullable Cursor requiredCursor(String name, @Nullable String value, Cursor.Kind kind) {
    if (!isAbsent(value) && !Cursor.isMeantBy(value)) {
      reject(name, "must be a value of next from the same list");
      return null;
    }
    return cursor(name, value, kind);
  }

  /** Reads a position of the log; 0 is before the first event. */
  public @Nullable Long position(String name, @Nullable String value) {
    if (isAbsent(value)) {
      return null;
    }
    try {
      long position = Long.parseLong(value);
      // Small enough that adding to it cannot overflow.
      if (position >= 0 && position <= Long.MAX_VALUE / 2) {
        return position;
      }
    } catch (NumberFormatException e) {
      // The rejection below covers this case, too.
    }
    reject(name, "must be a position, 0 or more");
    return null;
  }

  /** Reads the place where a page begins: a cursor or an id. */
  public Before before(@Nullable String value, Cursor.Kind kind) {
    if (Cursor.isMeantBy(value)) {
      return new Before(cursor("before", value, kind), null);
    }
    return new Before(null, uuid("before", value));
  }

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private @Nullable String text(String name, @Nullable String value, int maxLength) {
    if (isAbsent(value)) {
      return null;
    }
    if (value.codePointCount(0, value.length()) > maxLength) {
      reject(name, "must have at most " + maxLength + " characters");
      return null;
    }
    if (!Storable.isText(value)) {
      reject(name, "must not contain \\u0000 or a lone surrogate");
      return null;
    }
    return value;
  }

  private @Nullable BigDecimal decimal(String name, @Nullable String value, BigDecimal max) {
    if (isAbsent(value)) {
      return null;
    }
    try {
      // The bound on the length keeps a number like 1e999999999 from being written out.
      BigDecimal number = value.length() > 40 ? null : new BigDecimal(value);
      if (number != null && number.signum() >= 0 && number.compareTo(max) <= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The rejection below covers this case, too.
    }
    reject(name, "must be a number from 0 to " + max.toPlainString());
    return null;
  }

  private static boolean isAbsent(@Nullable String value) {
    return value == null || value.isEmpty();
  }
}
