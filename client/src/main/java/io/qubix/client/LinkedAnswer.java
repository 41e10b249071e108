package io.qubix.client;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer with its header {@code Link} (RFC 8288).
 *
 * @param link the header, or null when there is none
 */
public record LinkedAnswer(JsonNode answer, @Nullable String link) {

  private static final Pattern NEXT = Pattern.compile("<([^>]*)>[^,]*;\\s*rel=\"?next\"?");

  /** Returns a parameter of the link to the next page, or null when no page follows. */
  public @Nullable String next(String parameter) {
    Matcher next = NEXT.matcher(link == null ? "" : link);
    if (!next.find()) {
      return null;
    }
    String query = URI.create(next.group(1)).getRawQuery();
    for (String part : (query == null ? "" : query).split("&")) {
      if (part.startsWith(parameter + "=")) {
        return URLDecoder.decode(part.substring(parameter.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
