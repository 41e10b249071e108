package io.qubix.api.request;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.bounds.NameRule;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.json.UnreadableJson;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Reads the members of a request's JSON object within the bounds of the contract. It notes a bad
 * member instead of throwing, so that {@link #verify} can name all of them at once. The value read
 * from a bad member is null; do not use any value before {@link #verify}.
 *
 * <p>Unused members are ignored; {@code null} is the same as absent.
 */
public final class Fields {

  /** The members that {@link #requirements} reads. */
  public static final Members REQUIREMENTS =
      Members.of("gpuModel", "minVramGb", "gpuCount", "minCpuCores", "minRamGb", "location")
          .and("labels", "onlyProviders", "notProviders");

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
   * @param members all members that are read later; the others are skipped
   * @throws Rejection.Invalid when the body is not a JSON object
   */
  public static Fields of(@Nullable JsonBody body, Members members) {
    return of(body == null ? null : body.read(members), members);
  }

  /**
   * Reads an optional body.
   *
   * @param members all members that are read later; the others are skipped
   * @return null when there is no body
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

  /**
   * Reads one of the {@link #entries}.
   *
   * @throws io.qubix.api.json.UnreadableJson when it is malformed or exceeds our limits
   * @throws Rejection.Invalid when it is not a JSON object
   */
  public static Fields ofEntry(JsonNode entry, Members members) {
    if (entry instanceof POJONode unread && unread.getPojo() instanceof UnreadableJson failure) {
      throw failure;
    }
    return of(entry, members);
  }

  private static Fields of(@Nullable JsonNode json, Members members) {
    if (json == null || !json.isObject()) {
      throw new Rejection.Invalid("body", "must be a JSON object");
    }
    return new Fields(json, members, "", new ArrayList<>());
  }

  /**
   * @throws Rejection.Invalid naming every bad member, if there is one
   */
  public void verify() {
    if (!errors.isEmpty()) {
      throw new Rejection.Invalid(errors);
    }
  }

  /** Returns all members. */
  public JsonNode json() {
    return body;
  }

  /** Notes an error of a member. */
  public void reject(String field, String message) {
    errors.add(new Rejection.FieldError(prefix + field, message));
  }

  public boolean has(String field) {
    return !at(field).isNull();
  }

  /** Returns whether a member is present, even if null. */
  public boolean mentions(String field) {
    return has(field) || body.has(field);
  }

  /** Reads a required text that is not blank. */
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

  /** Reads a text, or null when absent. */
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

  /**
   * Reads a worker's session, or null when neither the body nor the header names it.
   *
   * @param header is taken for a body that does not name it
   */
  public @Nullable String session(@Nullable String header) {
    String session = has("session") ? text("session", Limits.NAME) : header;
    return session == null || session.isBlank() ? null : session;
  }

  /** Reads true or false, or null when absent. */
  public @Nullable Boolean flag(String field) {
    JsonNode node = at(field);
    if (!node.isNull() && !node.isBoolean()) {
      reject(field, "must be true or false");
      return null;
    }
    return node.isNull() ? null : node.booleanValue();
  }

  /** Reads one of a few words, ignoring case, or null when absent. */
  public <E extends Enum<E>> @Nullable E word(String field, Class<E> words) {
    String text = text(field, Limits.NAME);
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

  /** Reads a finite number in the given range, or null when absent. */
  public @Nullable Double number(String field, double min, double max) {
    return number(field, decimal(field), min, max);
  }

  /**
   * Reads a finite number in the given range, as a number or a text of digits, or null when absent.
   */
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

  /** Reads the memory of a graphics card in GB, or null when absent. */
  public @Nullable Double vram(String field) {
    return gigabytes(field, Limits.VRAM_GB);
  }

  /** Reads the main memory of a machine in GB, or null when absent. */
  public @Nullable Double ram(String field) {
    return gigabytes(field, Limits.RAM_GB);
  }

  private @Nullable Double gigabytes(String field, int below) {
    Double gigabytes = number(field, 0, Integer.MAX_VALUE);
    if (gigabytes != null && gigabytes >= below) {
      reject(field, tooManyGigabytes(below));
      return null;
    }
    return gigabytes;
  }

  /** Returns the error for too much memory, which is most likely given in MB. */
  public static String tooManyGigabytes(int below) {
    return String.format(Locale.ROOT, "must be in GB: %,d or more is no machine's", below);
  }

  /** Reads a required finite number above 0. */
  public @Nullable Double requiredPositive(String field, double max) {
    Double number = positive(field, max);
    if (!has(field)) {
      reject(field, "is required");
    }
    return number;
  }

  /** Reads a finite number above 0, or null when absent. */
  public @Nullable Double positive(String field, double max) {
    BigDecimal number = decimal(field);
    if (number == null) {
      return null;
    }
    // Code that uses a double would see too small a number as 0.
    if (number.doubleValue() <= 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
      reject(field, "must be above 0 and at most " + plain(max));
      return null;
    }
    return number.doubleValue();
  }

  /** Reads a whole number in the given range, or null when absent. */
  public @Nullable Integer whole(String field, int min, int max) {
    return whole(field, number(field, min, max));
  }

  /**
   * Reads a whole number in the given range, as a number or a text of digits, or null when absent.
   */
  public @Nullable Integer wholeOrDigits(String field, int min, int max) {
    return whole(field, numberOrDigits(field, min, max));
  }

  /** Reads an array of whole numbers in the given range, or null when absent. */
  public @Nullable List<Integer> wholes(String field, int most, int min, int max) {
    JsonNode node = at(field);
    if (node.isNull()) {
      return null;
    }
    boolean isGood =
        node.isArray()
            && node.size() <= most
            && node.valueStream()
                .allMatch(
                    one -> one.canConvertToInt() && one.intValue() >= min && one.intValue() <= max);
    if (!isGood) {
      reject(
          field,
          "must be an array of at most " + most + " whole numbers from " + min + " to " + max);
      return null;
    }
    return node.valueStream().map(JsonNode::intValue).toList();
  }

  /** Reads a time such as {@code 2026-11-23T17:36:00Z}, or null when absent. */
  public @Nullable Instant instant(String field) {
    String text = text(field, Limits.NAME);
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (!instant.isBefore(Limits.EARLIEST) && !instant.isAfter(Limits.LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    reject(field, "must be a time with a zone, as in 2026-11-23T17:36:00Z");
    return null;
  }

  private @Nullable Integer whole(String field, @Nullable Double number) {
    if (number != null && number != Math.rint(number)) {
      reject(field, "must be a whole number");
      return null;
    }
    return number == null ? null : number.intValue();
  }

  /**
   * Reads an amount of QUBIC without rounding, or null when absent.
   *
   * @param zeroAllowed whether 0 is accepted; negative amounts never are
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

  /** Reads a JSON object that the store can hold, or null when absent. */
  public @Nullable JsonNode object(String field) {
    JsonNode node = any(field);
    if (node != null && !node.isObject()) {
      reject(field, "must be an object");
      return null;
    }
    return node;
  }

  /** Reads any JSON that the store can hold, or null when absent. */
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

  /** Reads a required array; each entry is read by itself, with {@link #ofEntry}. */
  public List<JsonNode> entries(String field, int most) {
    JsonNode node = at(field);
    if (node.isNull()) {
      reject(field, "is required");
    } else if (!node.isArray()) {
      reject(field, "must be an array");
    } else if (node.size() > most) {
      reject(field, "must have at most " + most + " entries");
    }
    return List.copyOf(node.values());
  }

  /** Reads a nested object, whose errors are noted here, or null when absent. */
  public @Nullable Fields inside(String field) {
    JsonNode node = object(field);
    return node == null
        ? null
        : new Fields(node, members.inside(field), prefix + field + ".", errors);
  }

  /** Reads the requirements of a job, or null when absent. */
  public @Nullable Requirements requirements(String field) {
    Fields asked = inside(field);
    return asked == null
        ? null
        : new Requirements(
            asked.nameOrNothing("gpuModel"),
            asked.vram("minVramGb"),
            asked.whole("gpuCount", 1, Limits.GPUS),
            asked.whole("minCpuCores", 0, Limits.CPU_CORES),
            asked.ram("minRamGb"),
            asked.nameOrNothing("location"),
            asked.labels("labels"),
            asked.list("onlyProviders", Limits.WORKERS, Fields::requiredWorker),
            asked.list("notProviders", Limits.WORKERS, Fields::requiredWorker));
  }

  /** Reads new names, or null when absent. */
  public @Nullable List<String> names(String field, int most) {
    return list(field, most, Fields::requiredName);
  }

  private <T> @Nullable List<T> list(
      String field, int most, BiFunction<Fields, String, @Nullable T> read) {
    JsonNode node = at(field);
    if (node.isNull()) {
      return null;
    }
    if (!node.isArray() || node.size() > most) {
      reject(field, "must be a list of at most " + most);
      return null;
    }
    ObjectNode elements = JsonNodeFactory.instance.objectNode();
    node.forEach(element -> elements.set(field + "[" + elements.size() + "]", element));
    Fields inside = new Fields(elements, Members.ALL, prefix, errors);
    return elements.propertyNames().stream()
        .map(element -> read.apply(inside, element))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Reads labels, short texts by their names, or null when absent. */
  public @Nullable Map<String, String> labels(String field) {
    Fields inside = inside(field);
    if (inside == null) {
      return null;
    }
    if (inside.body.size() > Limits.LABELS) {
      reject(field, "must be at most " + Limits.LABELS);
      return null;
    }
    Map<String, String> labels = new HashMap<>();
    for (String member : inside.body.propertyNames()) {
      String name = NameRule.normal(member);
      // A label is written as name=value.
      String problem = name.contains("=") ? "must not contain =" : NameRule.LABEL.problemOf(name);
      String value = inside.nameOrNothing(member);
      if (problem != null) {
        reject(field, "has a name that " + problem);
      } else if (value != null) {
        labels.put(name, value);
      }
    }
    return labels;
  }

  /** Reads a required label, written as {@code name=value}. */
  public @Nullable Label requiredLabel(String field) {
    String text = requiredText(field, Label.LENGTH);
    Label label = text == null ? null : Label.parse(text);
    if (text != null && label == null) {
      reject(field, Label.MESSAGE);
    }
    return label;
  }

  /** Reads a required new name. */
  public @Nullable String requiredName(String field) {
    return required(field, name(field, NameRule.ANY));
  }

  /** Reads a new name, or null when absent. */
  public @Nullable String name(String field) {
    return name(field, NameRule.ANY);
  }

  /** Reads a name or an empty text, which means none; null when absent. */
  public @Nullable String nameOrNothing(String field) {
    JsonNode node = at(field);
    return node.isString() && NameRule.normal(node.stringValue()).isEmpty() ? "" : name(field);
  }

  /** Reads a required address, which may be new. */
  public @Nullable QubicAddress requiredAddress(String field) {
    String name = required(field, name(field, QubicAddress.RULE));
    return name == null ? null : new QubicAddress(name);
  }

  /** Reads the address of a known user, or null when absent. */
  public @Nullable QubicAddress address(String field) {
    String name = known(field, QubicAddress.RULE);
    return name == null ? null : new QubicAddress(name);
  }

  /** Reads the required id of a worker that registers. */
  public @Nullable WorkerId newWorker(String field) {
    String name = required(field, name(field, WorkerId.RULE));
    return name == null ? null : new WorkerId(name);
  }

  /** Reads the required id of a known worker. */
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

  /** Refuses only what can be no name, new or old. */
  private @Nullable String known(String field, NameRule rule) {
    String name = normal(field);
    if (name != null && !rule.mayBeKnown(name)) {
      reject(field, "is not a valid name");
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
