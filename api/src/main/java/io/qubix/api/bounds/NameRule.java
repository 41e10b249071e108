package io.qubix.api.bounds;

import java.text.Normalizer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the names that clients may give: in bodies, paths, queries and WebSocket frames alike.
 *
 * <p>Each request first brings a name into its {@linkplain #normal normal form}, so that two
 * spellings mean the same. A new name must then keep the rule. A name that is only looked up need
 * not: the log holds older names, and a newer rule must not hide them.
 *
 * @param maxLength in characters, that is, Unicode code points
 * @param reserved names with another meaning
 */
public record NameRule(int maxLength, Set<String> reserved) {

  /** The rule for names of providers, models, places and users. */
  public static final NameRule ANY = new NameRule(Limits.NAME, Set.of());

  /** The rule for names of labels, which are written as {@code name=value}. */
  public static final NameRule LABEL = new NameRule(Limits.LABEL_KEY, Set.of());

  /** Returns a text in Unicode's composed form (NFC), without blanks at the ends. */
  public static String normal(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    int from = 0;
    int to = composed.length();
    while (from < to && isBlank(composed.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(composed.charAt(to - 1))) {
      to--;
    }
    return composed.substring(from, to);
  }

  /**
   * Returns a name with its case folded: two names have the same form exactly when {@link
   * String#equalsIgnoreCase} says that they are equal.
   */
  public static String folded(String name) {
    return name.codePoints()
        .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Returns whether the log may hold such a name, new or old.
   *
   * @param name in its normal form
   */
  public boolean mayBeKnown(String name) {
    return !name.isBlank() && !isTooLong(name) && name.codePoints().allMatch(NameRule::isStorable);
  }

  /** Returns whether a name is longer than any name, new or old, may be. */
  public boolean isTooLong(String name) {
    return name.codePointCount(0, name.length()) > maxLength;
  }

  /**
   * Returns what is wrong with a new name, for the client.
   *
   * @param name in its normal form
   * @return the problem, or null when the name keeps the rule
   */
  public @Nullable String problemOf(String name) {
    if (isTooLong(name)) {
      return "must have at most " + maxLength + " characters";
    } else if (name.isEmpty()) {
      return "must not be blank";
    } else if (reserved.contains(name)) {
      return "must not be \"" + name + "\", which stands for something else";
    } else if (!name.codePoints().allMatch(NameRule::isAllowed)) {
      return "must not contain control, format or line separator characters, or a lone surrogate";
    }
    return null;
  }

  private static boolean isBlank(char c) {
    return Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /** Excludes the characters that PostgreSQL's texts cannot hold. */
  private static boolean isStorable(int codePoint) {
    return codePoint != 0 && Character.getType(codePoint) != Character.SURROGATE;
  }

  private static boolean isAllowed(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
