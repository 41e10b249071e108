package io.qubix.app.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of a JSON value as a page shows it: deep and long parts are folded, vectors and long texts
 * are cut, and pictures are shown as such. A value of any size makes a bounded number of parts.
 *
 * @param kind how it is shown
 * @param name of the member, or null in an array
 * @param text of a scalar, or the summary of a folded part
 * @param rest the whole of a text that was cut
 * @param parts of an object or array
 * @param open whether it is unfolded at first
 */
record JsonPart(
    Kind kind,
    @Nullable String name,
    String text,
    @Nullable String rest,
    List<JsonPart> parts,
    boolean open) {

  /** How a part is shown. */
  enum Kind {
    OBJECT,
    ARRAY,
    VECTOR,
    STRING,
    LONG_TEXT,
    PICTURE,
    SCALAR,
    CUT
  }

  private static final int MOST_PARTS = 400;
  private static final int MOST_IN_ONE = 100;
  private static final int DEEPEST = 12;
  private static final int OPEN_DEPTH = 2;
  private static final int LONG = 240;
  private static final int LONGEST = 20_000;
  private static final int LONGEST_PICTURE = 2_000_000;
  private static final int VECTOR = 8;
  private static final int SHOWN_OF_VECTOR = 4;
  private static final String PICTURE = "data:image/(png|jpeg|gif|webp|avif);base64,[\\w+/=]+";

  static JsonPart of(JsonNode json) {
    return new Maker().make(null, json, 0);
  }

  private static final class Maker {

    private int left = MOST_PARTS;

    JsonPart make(@Nullable String name, JsonNode json, int depth) {
      left--;
      if (json.isObject()) {
        List<JsonPart> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
          if (!add(parts, member.getKey(), member.getValue(), depth, json.size())) {
            break;
          }
        }
        String text = json.isEmpty() ? "{}" : count(json.size(), "member");
        return folded(Kind.OBJECT, name, text, parts, depth);
      } else if (isVector(json)) {
        return new JsonPart(Kind.VECTOR, name, vector(json), null, List.of(), false);
      } else if (json.isArray()) {
        List<JsonPart> parts = new ArrayList<>();
        for (JsonNode element : json) {
          if (!add(parts, null, element, depth, json.size())) {
            break;
          }
        }
        String text = json.isEmpty() ? "[]" : count(json.size(), "element");
        return folded(Kind.ARRAY, name, text, parts, depth);
      } else if (json.isString()) {
        return text(name, json.stringValue());
      }
      return new JsonPart(Kind.SCALAR, name, json.toString(), null, List.of(), false);
    }

    private boolean add(
        List<JsonPart> parts, @Nullable String name, JsonNode json, int depth, int size) {
      if (left <= 0 || parts.size() >= MOST_IN_ONE || depth >= DEEPEST) {
        String text = (size - parts.size()) + " more; download it to see the whole";
        parts.add(new JsonPart(Kind.CUT, null, text, null, List.of(), false));
        return false;
      }
      parts.add(make(name, json, depth + 1));
      return true;
    }
  }

  private static JsonPart folded(
      Kind kind, @Nullable String name, String text, List<JsonPart> parts, int depth) {
    return new JsonPart(kind, name, text, null, parts, depth < OPEN_DEPTH);
  }

  private static JsonPart text(@Nullable String name, String text) {
    if (text.length() <= LONGEST_PICTURE && text.startsWith("data:") && text.matches(PICTURE)) {
      return new JsonPart(Kind.PICTURE, name, text, null, List.of(), true);
    } else if (text.length() <= LONG && text.indexOf('\n') < 0) {
      return new JsonPart(Kind.STRING, name, text, null, List.of(), false);
    }
    String whole =
        text.length() <= LONGEST
            ? text
            : text.substring(0, LONGEST) + "… download it to see the whole";
    return new JsonPart(
        Kind.LONG_TEXT,
        name,
        count(text.length(), "character"),
        whole,
        List.of(),
        text.length() <= 2_000);
  }

  private static boolean isVector(JsonNode json) {
    if (!json.isArray() || json.size() < VECTOR) {
      return false;
    }
    for (JsonNode element : json) {
      if (!element.isNumber()) {
        return false;
      }
    }
    return true;
  }

  private static String vector(JsonNode json) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < SHOWN_OF_VECTOR; i++) {
      text.append(json.get(i).toString()).append(", ");
    }
    return text.append("… ").append(json.size()).append(" numbers]").toString();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
