package io.qubix.testing.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON from an example that a server should take or refuse, and survive. */
final class UglyJson {

  /** What no writer of JSON would write is put in by its place. */
  private static final String PLACE = "@@raw-";

  private static final List<String> RAW =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "-1",
          "0.1",
          "1e400",
          "-1e400",
          "1e-400",
          "1e1000000000",
          "9223372036854775807",
          "9223372036854775808",
          "2147483648",
          "9".repeat(1_500),
          "0." + "3".repeat(1_500),
          "NaN",
          "Infinity",
          "01",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\u0001\"",
          "\"\\u001b[2J\\u202e\"",
          "\"NaN\"",
          "\"1e400\"",
          "\"-5\"",
          "\"' or 1=1 --\"",
          "\"%s%n{}\"",
          "\"../../etc/passwd\"",
          "\"<script>alert(1)</script>\"",
          "\"9999-12-31T23:59:59.999999999Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"2024-02-30T00:00:00Z\"",
          "\"" + "x".repeat(300) + "\"",
          "\"" + "\u00e4".repeat(70_000) + "\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\": 1}",
          "{\"a\": 1, \"a\": 2}",
          "{\"\\u0000\": 1}",
          "[".repeat(900) + "]".repeat(900),
          "[".repeat(20_000) + "]".repeat(20_000),
          "[1,]",
          "'a'");

  private final Random random;

  UglyJson(Random random) {
    this.random = random;
  }

  /** Returns the example as it is, changed in places, or something that is no JSON at all. */
  String from(JsonNode example) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return random.nextBoolean() ? "" : any();
    }
    if (kind == 1) {
      String text = example.toString();
      return text.substring(0, random.nextInt(text.length() + 1));
    }
    JsonNode changed = example.deepCopy();
    for (int changes = kind < 8 ? 0 : 1 + random.nextInt(3); changes > 0; changes--) {
      change(changed);
    }
    String text = changed.toString();
    for (int i = 0; i < RAW.size(); i++) {
      text = text.replace("\"" + PLACE + i + "\"", RAW.get(i));
    }
    return text;
  }

  /** Returns any JSON text, or what almost is one. */
  String any() {
    return RAW.get(random.nextInt(RAW.size()));
  }

  private void change(JsonNode root) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    if (containers.isEmpty()) {
      return;
    }
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode value = JsonNodeFactory.instance.stringNode(PLACE + random.nextInt(RAW.size()));
    if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>(object.propertyNames());
      String name = names.isEmpty() ? "unknown" : names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set("unknown", value);
        default -> object.set(name, value);
      }
    } else if (container instanceof ArrayNode array) {
      if (array.isEmpty() || random.nextInt(4) == 0) {
        array.add(value);
      } else {
        array.set(random.nextInt(array.size()), value);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
