package io.qubix.command.job.report;

import io.qubix.api.bounds.Limits;
import io.qubix.api.request.Remarks;
import io.qubix.api.telemetry.LogLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the member {@code logLines}: texts, or objects with a level, a message and a time. A line
 * without a message is dropped; other errors are mended.
 */
final class LogLines {

  private static final String FIELD = "logLines";
  private static final String DEFAULT_LEVEL = "INFO";

  private final Remarks remarks;
  private final Instant now;

  private LogLines(Remarks remarks, Instant now) {
    this.remarks = remarks;
    this.now = now;
  }

  static List<LogLine> in(Remarks remarks, Instant now) {
    LogLines reader = new LogLines(remarks, now);
    List<LogLine> lines = new ArrayList<>();
    for (JsonNode node : remarks.lines(FIELD, Limits.LOG_LINES)) {
      LogLine line = reader.line(node);
      if (line == null) {
        remarks.dropLine();
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private @Nullable LogLine line(JsonNode node) {
    if (node.isString()) {
      return new LogLine(now, DEFAULT_LEVEL, message(node));
    }
    JsonNode message = node.path("message");
    return isAbsent(message)
        ? null
        : new LogLine(
            timestamp(node.path("timestamp")), level(node.path("level")), message(message));
  }

  private String message(JsonNode node) {
    return remarks.text(FIELD, node, Limits.LOG_MESSAGE);
  }

  private String level(JsonNode node) {
    if (isAbsent(node)) {
      return DEFAULT_LEVEL;
    }
    String level = remarks.text(FIELD, node, Limits.LOG_LEVEL).strip().toUpperCase(Locale.ROOT);
    if (!node.isString() || level.isEmpty()) {
      remarks.mended(FIELD);
      return DEFAULT_LEVEL;
    }
    return level;
  }

  private Instant timestamp(JsonNode node) {
    if (isAbsent(node)) {
      return now;
    }
    Instant instant = node.isString() ? parsed(node.stringValue().strip()) : null;
    if (instant == null || instant.isBefore(Limits.EARLIEST) || instant.isAfter(Limits.LATEST)) {
      remarks.mended(FIELD);
      return now;
    }
    return instant;
  }

  /** Reads ISO 8601, with a zone or in UTC, and with a blank for the T as Python writes it. */
  private static @Nullable Instant parsed(String text) {
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replaceFirst("^(\\S{10}) (?=\\d)", "$1T"),
              OffsetDateTime::from,
              LocalDateTime::from);
      return time instanceof OffsetDateTime zoned
          ? zoned.toInstant()
          : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
