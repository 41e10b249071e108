package io.qubix.command.job.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.Uuids;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.json.Json;
import io.qubix.api.json.JsonNumbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Hashes requests, to compare two requests with one Idempotency-Key. */
final class RequestHash {

  /** Leaves absent members out, so that a new optional member changes no existing hash. */
  private static final JsonMapper MEANT =
      Json.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private RequestHash() {}

  /** Returns the same hash for all requests for the same job. */
  static String of(CreateJob job) {
    ObjectNode asked = MEANT.valueToTree(withoutInput(job));
    asked.remove("jobId");
    for (String optional : List.of("requirements", "terms")) {
      if (asked.path(optional).isEmpty()) {
        asked.remove(optional);
      }
    }
    asked.set("inputData", job.inputData());
    return of(asked);
  }

  /** The input may be large, and is already JSON. */
  private static CreateJob withoutInput(CreateJob job) {
    return new CreateJob(
        job.jobId(),
        job.consumer(),
        job.modelType(),
        job.computeNeeded(),
        JsonNodeFactory.instance.objectNode(),
        job.maxPrice(),
        job.requirements(),
        job.terms());
  }

  /**
   * Returns the same hash for the same JSON, in any order of members and any spelling of numbers.
   */
  static String of(JsonNode body) {
    StringBuilder canonical = new StringBuilder();
    append(body, canonical);
    return HexFormat.of()
        .formatHex(Uuids.sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void append(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      out.append('{');
      node.properties().stream()
          .sorted(Comparator.comparing(Map.Entry::getKey))
          .forEach(
              member -> {
                append(member.getKey(), out);
                append(member.getValue(), out);
              });
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      node.forEach(element -> append(element, out));
      out.append(']');
    } else if (node.isString()) {
      append(node.stringValue(), out);
    } else if (node.isNumber()) {
      out.append(number(node)).append(';');
    } else {
      out.append(node).append(';');
    }
  }

  /** The length before each text keeps two texts apart. */
  private static void append(String text, StringBuilder out) {
    out.append(text.length()).append('"').append(text);
  }

  private static String number(JsonNode node) {
    if (node.isFloatingPointNumber() && !node.isBigDecimal()) {
      double value = JsonNumbers.nearest(node);
      return Double.isFinite(value)
          ? BigDecimal.valueOf(value).stripTrailingZeros().toString()
          : Double.toString(value);
    }
    return node.decimalValue().stripTrailingZeros().toString();
  }
}
