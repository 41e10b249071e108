package io.qubix.command.job;

import io.qubix.api.job.LogLine;
import io.qubix.api.request.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the member {@code logLines}: texts, or objects with a level, a message and a time. */
final class LogLines {

  static final int MAX_LINES = 1_000;
  static final int MAX_MESSAGE = 10_000;
  private static final int MAX_LEVEL = 16;
  private static final String DEFAULT_LEVEL = "INFO";
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Fields fields;
  private final Instant now;

  private LogLines(Fields fields, Instant now) {
    this.fields = fields;
    this.now = now;
  }

  static List<LogLine> in(Fields fields, Instant now) {
    List<JsonNode> nodes = fields.array("logLines", MAX_LINES);
    LogLines reader = new LogLines(fields, now);
    List<LogLine> lines = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      lines.add(reader.line("logLines[" + i + "]", nodes.get(i)));
    }
    return lines;
  }

  private LogLine line(String at, JsonNode node) {
    if (node.isString()) {
      return new LogLine(now, DEFAULT_LEVEL, message(at, node));
    }
    if (!node.isObject()) {
      fields.reject(at, "must be a string or an object");
      return new LogLine(now, DEFAULT_LEVEL, "");
    }
    return new LogLine(
        timestamp(at + ".timestamp", node.path("timestamp")),
        level(at + ".level", node.path("level")),
        message(at + ".message", node.path("message")));
  }

  private String message(String at, JsonNode node) {
    if (!node.isString() || node.stringValue().length() > MAX_MESSAGE) {
      fields.reject(at, "must be a string of at most " + MAX_MESSAGE + " characters");
      return "";
    }
    return node.stringValue();
  }

  private String level(String at, JsonNode node) {
    if (isAbsent(node)) {
      return DEFAULT_LEVEL;
    }
    if (!node.isString()
        || node.stringValue().isBlank()
        || node.stringValue().length() > MAX_LEVEL) {
      fields.reject(at, "must be a word like INFO, WARN or ERROR");
      return DEFAULT_LEVEL;
    }
    return node.stringValue().strip().toUpperCase(Locale.ROOT);
  }

  private Instant timestamp(String at, JsonNode node) {
    if (isAbsent(node)) {
      return now;
    }
    Instant instant = node.isString() ? parsed(node.stringValue()) : null;
    if (instant == null || instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      fields.reject(at, "must be a time like 2026-11-23T17:36:00.123Z");
      return now;
    }
    return instant;
  }

  private static @Nullable Instant parsed(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
