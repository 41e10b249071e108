package io.qubix.terminal.proof;

import io.qubix.api.json.StrictJson;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A head of the log that the auditor saved: the number of a block and its hash. */
public record SavedHead(long number, String hash) {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");
  private static final String HINT =
      "A saved head is NUMBER:HASH, or a file whose last line 'qubix audit seal --save' wrote.";

  /**
   * @param given NUMBER:HASH, a file whose last line counts, {@code -} for stdin, or null for no
   *     head
   */
  public static @Nullable SavedHead of(@Nullable String given, Session session) {
    if (given == null) {
      return null;
    }
    Matcher matcher = SHORT.matcher(given);
    if (matcher.matches()) {
      return new SavedHead(
          Long.parseLong(matcher.group(1)), matcher.group(2).toLowerCase(java.util.Locale.ROOT));
    }
    String line = lastLine(given, text(given, session));
    try {
      return of(given, StrictJson.read(line));
    } catch (JacksonException e) {
      throw Failure.usage("The last line of " + given + " is not a saved head", HINT);
    }
  }

  private static SavedHead of(String name, JsonNode line) {
    boolean whole = line.path("block").isObject();
    JsonNode head = whole ? line.path("block") : line;
    try {
      SavedHead saved = new SavedHead(head.path("number").asLong(0), Block.hex(head, "hash"));
      if (saved.number < 1) {
        throw new Differs("The number is not that of a block");
      }
      if (whole) {
        // A damaged copy must not be blamed on the log.
        Signature.check(line);
      }
      return saved;
    } catch (Differs e) {
      throw Failure.usage("The last line of " + name + " is not a saved head: " + e.what(), HINT);
    }
  }

  private static String text(String given, Session session) {
    try {
      return given.equals("-")
          ? new String(session.input().readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(given));
    } catch (NoSuchFileException e) {
      throw Failure.usage("There is no file " + given, HINT);
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.usage(given + " can't be read: " + e.getMessage(), HINT);
    }
  }

  private static String lastLine(String name, String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .reduce((one, next) -> next)
        .orElseThrow(() -> Failure.usage(name + " is empty", HINT));
  }

  public Map<String, Object> body() {
    return Map.of("number", number, "hash", hash);
  }
}
