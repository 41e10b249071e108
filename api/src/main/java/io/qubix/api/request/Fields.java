package io.qubix.api.request;

import io.qubix.api.Money;
import io.qubix.api.NameRule;
import io.qubix.api.QubicAddress;
import io.qubix.api.Rejection;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.provider.WorkerId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads the members of a request's JSON object within the bounds of the contract. A bad member is
 * noted, not thrown, so that {@link #verify} can name every one at once; what was read of a bad
 * member is null and must not be used before.
 *
 * <p>Members that nobody asks for are ignored; {@code null} is the same as absent.
 */
public final class Fields {

  /** The longest name or model type, in characters. */
  public static final int MAX_TEXT = 255;

  /** More GPU memory than any machine has: who says so means megabytes. */
  public static final int VRAM_GB = 2_048;

  /** More main memory than any machine has. */
  public static final int RAM_GB = 65_536;

  private static final Pattern DIGITS = Pattern.compile(" *[-+]?\\d{1,30}(\\.\\d{1,30})? *");

  private final JsonNode body;
  private final Members members;
  private final String prefix;
  private final List<Rejection.FieldError> errors;

  private Fields(JsonNode body, Members members, String prefix, List<Rejection.FieldError> errors) {
    this.body = body;
    this.members = members;
    this.prefix = prefix;
    this.errors = errors;
  }

  /**
   * Reads the body of a request.
   *
   * @param members all that is asked for later; the others are skipped
   * @throws Rejection.Invalid when the body is not a JSON object
   */
  public static Fields of(@Nullable JsonBody body, Members members) {
    return of(body == null ? null : body.read(members), members);
  }

  /**
   * Reads a body that may be left out.
   *
   * @param members all that is asked for later; the others are skipped
   * @return null when there is none
   * @throws Rejection.Invalid when the body is not a JSON object
   */
  public static @Nullable Fields ofAny(@Nullable JsonBody body, Members members) {
    JsonNode json = body == null ? null : body.read(members);
    return json == null ? null : of(json, members);
  }

  /**
   * @throws Rejection.Invalid when it is not a JSON object
   */
  public static Fields of(@Nullable JsonNode json) {
    return of(json, Members.ALL);
  }

  private static Fields of(@Nullable JsonNode json, Members members) {
    if (json == null || !json.isObject()) {
      throw new Rejection.Invalid("body", "must be a JSON object");
    }
    return new Fields(json, members, "", new ArrayList<>());
  }

  /**
   * @throws Rejection.Invalid naming every bad member, when there is one
   */
  public void verify() {
    if (!errors.isEmpty()) {
      throw new Rejection.Invalid(errors);
    }
  }

  /** All that was read. */
  public JsonNode json() {
    return body;
  }

  /** Notes what is wrong with a member. */
  public void reject(String field, String message) {
    errors.add(new Rejection.FieldError(prefix + field, message));
  }

  public boolean has(String field) {
    return !at(field).isNull();
  }

  /** Whether a member is there, be it null. */
  public boolean mentions(String field) {
    return has(field) || body.has(field);
  }

  /** A text that must be there, and not be blank. */
  public @Nullable String requiredText(String field, int maxLength) {
    String text = text(field, maxLength);
    if (!has(field)) {
      reject(field, "is required");
    } else if (text != null && text.isBlank()) {
      reject(field, "must not be blank");
      return null;
    }
    return text;
  }

  /** A text, or null. */
  public @Nullable String text(String field, int maxLength) {
    JsonNode node = at(field);
    if (node.isNull()) {
      return null;
    }
    if (!node.isString()) {
      reject(field, "must be a string");
      return null;
    }
    String text = node.stringValue();
    if (text.codePointCount(0, text.length()) > maxLength) {
      reject(field, "must have at most " + maxLength + " characters");
      return null;
    }
    if (!Storable.isText(text)) {
      reject(field, Storable.TEXT_MESSAGE);
      return null;
    }
    return text;
  }

  /** One of a few words, in any case; null when absent. */
  public <E extends Enum<E>> @Nullable E word(String field, Class<E> words) {
    String text = text(field, MAX_TEXT);
    if (text == null) {
      return null;
    }
    for (E word : words.getEnumConstants()) {
      if (word.name().equalsIgnoreCase(text)) {
        return word;
      }
    }
    reject(field, "must be one of " + String.join(", ", names(words)));
    return null;
  }

  /** A finite number in the given range; null when absent. */
  public @Nullable Double number(String field, double min, double max) {
    return number(field, decimal(field), min, max);
  }

  /** A finite number in the given range, as such or as a text of digits; null when absent. */
  public @Nullable Double numberOrDigits(String field, double min, double max) {
    return number(field, decimalOrDigits(field), min, max);
  }

  private @Nullable Double number(
      String field, @Nullable BigDecimal number, double min, double max) {
    if (number == null) {
      return null;
    }
    if (number.compareTo(BigDecimal.valueOf(min)) < 0
        || number.compareTo(BigDecimal.valueOf(max)) > 0) {
      reject(field, "must be from " + plain(min) + " to " + plain(max));
      return null;
    }
    return number.doubleValue();
  }

  /** The memory of a graphics card, in GB; null when absent. */
  public @Nullable Double vram(String field) {
    return gigabytes(field, VRAM_GB);
  }

  /** The main memory of a machine, in GB; null when absent. */
  public @Nullable Double ram(String field) {
    return gigabytes(field, RAM_GB);
  }

  private @Nullable Double gigabytes(String field, int below) {
    Double gigabytes = number(field, 0, Integer.MAX_VALUE);
    if (gigabytes != null && gigabytes >= below) {
      reject(field, tooManyGigabytes(below));
      return null;
    }
    return gigabytes;
  }

  /** Says that an amount of memory is too much, most likely because it is in MB. */
  public static String tooManyGigabytes(int below) {
    return String.format(Locale.ROOT, "must be in GB: %,d or more is no machine's", below);
  }

  /** A finite number above 0; null when absent. */
  public @Nullable Double positive(String field, double max) {
    BigDecimal number = decimal(field);
    if (number == null) {
      return null;
    }
    // What is too small for a double is 0 to those who go on with it.
    if (number.doubleValue() <= 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
      reject(field, "must be above 0 and at most " + plain(max));
      return null;
    }
    return number.doubleValue();
  }

  /** A whole number in the given range; null when absent. */
  public @Nullable Integer whole(String field, int min, int max) {
    return whole(field, number(field, min, max));
  }

  /** A whole number in the given range, as such or as a text of digits; null when absent. */
  public @Nullable Integer wholeOrDigits(String field, int min, int max) {
    return whole(field, numberOrDigits(field, min, max));
  }

  private @Nullable Integer whole(String field, @Nullable Double number) {
    if (number != null && number != Math.rint(number)) {
      reject(field, "must be a whole number");
      return null;
    }
    return number == null ? null : number.intValue();
  }

  /**
   * An amount of QUBIC, which is not rounded; null when absent.
   *
   * @param zeroAllowed whether 0 will do; below 0 never does
   */
  public @Nullable Money money(String field, boolean zeroAllowed, long maxQubic) {
    BigDecimal number = decimal(field);
    if (number == null) {
      return null;
    }
    if (number.signum() < 0
        || number.signum() == 0 && !zeroAllowed
        || number.compareTo(BigDecimal.valueOf(maxQubic)) > 0) {
      reject(field, "must be " + (zeroAllowed ? "from" : "above") + " 0 to " + maxQubic);
      return null;
    }
    Money money = Money.exactly(number);
    if (money == null) {
      reject(field, "must have at most " + Money.SCALE + " decimals");
    }
    return money;
  }

  public @Nullable Boolean flag(String field) {
    JsonNode node = at(field);
    if (!node.isNull() && !node.isBoolean()) {
      reject(field, "must be true or false");
      return null;
    }
    return node.isNull() ? null : node.booleanValue();
  }

  /** A JSON object that the store can hold; null when absent. */
  public @Nullable JsonNode object(String field) {
    JsonNode node = any(field);
    if (node != null && !node.isObject()) {
      reject(field, "must be an object");
      return null;
    }
    return node;
  }

  /** Any JSON that the store can hold; null when absent. */
  public @Nullable JsonNode any(String field) {
    JsonNode node = at(field);
    if (node.isNull()) {
      return null;
    }
    String problem = Storable.problemOf(node);
    if (problem != null) {
      reject(field, problem);
      return null;
    }
    return node;
  }

  /** The members of an array; empty when absent. */
  public List<JsonNode> array(String field, int maxLength) {
    JsonNode node = any(field);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray() || node.size() > maxLength) {
      reject(field, "must be an array of at most " + maxLength);
      return List.of();
    }
    List<JsonNode> members = new ArrayList<>(node.size());
    node.forEach(members::add);
    return members;
  }

  /** The members of an object inside; their errors are noted here. Null when absent. */
  public @Nullable Fields inside(String field) {
    JsonNode node = object(field);
    return node == null
        ? null
        : new Fields(node, members.inside(field), prefix + field + ".", errors);
  }

  /** A new name that must be there. */
  public @Nullable String requiredName(String field) {
    return required(field, name(field, NameRule.ANY));
  }

  /** A new name; null when absent. */
  public @Nullable String name(String field) {
    return name(field, NameRule.ANY);
  }

  /** A name or nothing, which is an empty text; null when absent. */
  public @Nullable String nameOrNothing(String field) {
    JsonNode node = at(field);
    return node.isString() && NameRule.normal(node.stringValue()).isEmpty() ? "" : name(field);
  }

  /** The address, maybe a new one, in a member that must be there. */
  public @Nullable QubicAddress requiredAddress(String field) {
    String name = required(field, name(field, QubicAddress.RULE));
    return name == null ? null : new QubicAddress(name);
  }

  /** Reads the address of a known user; null when absent. */
  public @Nullable QubicAddress address(String field) {
    String name = known(field, QubicAddress.RULE);
    return name == null ? null : new QubicAddress(name);
  }

  /** The id of a worker that registers, in a member that must be there. */
  public @Nullable WorkerId newWorker(String field) {
    String name = required(field, name(field, WorkerId.RULE));
    return name == null ? null : new WorkerId(name);
  }

  /** The id of a worker that is known, in a member that must be there. */
  public @Nullable WorkerId requiredWorker(String field) {
    String name = required(field, known(field, WorkerId.RULE));
    return name == null ? null : new WorkerId(name);
  }

  private @Nullable String required(String field, @Nullable String name) {
    if (!has(field)) {
      reject(field, "is required");
    }
    return name;
  }

  private @Nullable String name(String field, NameRule rule) {
    String name = normal(field);
    String problem = name == null ? null : rule.problemOf(name);
    if (problem != null) {
      reject(field, problem);
      return null;
    }
    return name;
  }

  /** Refuses only what no name, new or old, can be. */
  private @Nullable String known(String field, NameRule rule) {
    String name = normal(field);
    if (name != null && !rule.mayBeKnown(name)) {
      reject(field, "is no name that anybody can have");
      return null;
    }
    return name;
  }

  private @Nullable String normal(String field) {
    JsonNode node = at(field);
    if (!node.isNull() && !node.isString()) {
      reject(field, "must be a string");
      return null;
    }
    return node.isNull() ? null : NameRule.normal(node.stringValue());
  }

  private @Nullable BigDecimal decimalOrDigits(String field) {
    JsonNode node = at(field);
    return node.isString() && DIGITS.matcher(node.stringValue()).matches()
        ? new BigDecimal(node.stringValue().strip())
        : decimal(field);
  }

  private @Nullable BigDecimal decimal(String field) {
    JsonNode node = at(field);
    if (node.isNull()) {
      return null;
    }
    if (!node.isNumber() || !Storable.isFinite(node)) {
      reject(field, "must be a finite number");
      return null;
    }
    return node.decimalValue();
  }

  private JsonNode at(String field) {
    if (!members.has(field)) {
      throw new IllegalArgumentException("The member " + field + " is skipped where it is read");
    }
    JsonNode node = body.path(field);
    return node.isMissingNode() ? NullNode.getInstance() : node;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static <E extends Enum<E>> List<String> names(Class<E> words) {
    List<String> names = new ArrayList<>();
    for (E word : words.getEnumConstants()) {
      names.add(word.name());
    }
    return names;
  }
}
