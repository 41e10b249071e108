package io.qubix.terminal.job;

import io.qubix.api.json.StrictJson;
import io.qubix.api.request.Storable;
import io.qubix.terminal.session.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Reads a job's input: JSON on the command line, in a file, or on stdin. */
final class JobInput {

  private JobInput() {}

  /**
   * @param given JSON, {@code @file} or {@code -}
   * @throws Failure that names the mistake and its place
   */
  static JsonNode read(String given, InputStream stdin) {
    if (given.equals("-")) {
      return parsed("stdin", bytes("stdin", stdin));
    }
    if (given.startsWith("@")) {
      String name = given.substring(1);
      try (InputStream file = Files.newInputStream(Path.of(name))) {
        return parsed(name, bytes(name, file));
      } catch (NoSuchFileException e) {
        throw Failure.usage("There is no file " + name, null);
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
    return parsed("--input", given.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String name, InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static Failure unreadable(String name, IOException e) {
    return Failure.usage(name + " can't be read: " + e.getMessage(), null);
  }

  private static JsonNode parsed(String name, byte[] json) {
    JsonNode value;
    try {
      value = StrictJson.read(new ByteArrayInputStream(json));
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw Failure.usage(
          name
              + String.format(
                  Locale.ROOT,
                  " is not JSON: line %d, column %d: %s",
                  at.getLineNr(),
                  at.getColumnNr(),
                  firstSentence(e)),
          hint(json));
    }
    if (value.isMissingNode()) {
      throw Failure.usage(name + " is empty", "A job's input is a JSON object; {} will do.");
    }
    String problem = Storable.problemOf(value);
    if (problem != null) {
      throw Failure.usage(name + " " + problem, null);
    }
    if (!value.isObject()) {
      throw Failure.usage(
          name
              + " is not a JSON object, but "
              + value.getNodeType().name().toLowerCase(Locale.ROOT),
          "A job's input has named members, such as {\"prompt\": \"Hello\"}.");
    }
    return value;
  }

  private static String firstSentence(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int end = message.indexOf(": ", message.indexOf(')') + 1);
    return message.startsWith("Unexpected character") && end > 0
        ? message.substring(0, end)
        : message.lines().findFirst().orElse("it ends too early");
  }

  private static String hint(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{'") || text.startsWith("['")) {
      return "JSON strings use \"; in a shell, put '…' around the whole input.";
    }
    return text.startsWith("{") || text.startsWith("[")
        ? "In a shell, put '…' around JSON; @FILE reads a file, - reads stdin."
        : "To read it from a file, write --input @" + (text.contains("\n") ? "FILE" : text) + ".";
  }
}
