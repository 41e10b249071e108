package io.qubix.api.json;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** Tells a client why JSON could not be read, without naming our classes. */
final class Unreadable {

  private static final Pattern OUR_INSIDES =
      Pattern.compile("[`$]|Feature|\\w\\.\\w+\\.|[A-Z]_[A-Z]");

  private Unreadable() {}

  static String said(JacksonException json) {
    if (json instanceof StreamConstraintsException) {
      String limit = json.getOriginalMessage().replaceAll(", from `[^`]*`|\\(from `[^`]*`\\)", "");
      return "The JSON is beyond our limits: " + limit;
    } else if (json instanceof StreamReadException) {
      return "The JSON is malformed" + at(json) + reason(json);
    }
    return "The JSON does not have the form that is expected here";
  }

  private static String at(JacksonException json) {
    TokenStreamLocation place = json.getLocation();
    return place == null || place.getLineNr() < 1
        ? ""
        : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  /** Returns the parser's message without its advice to programmers. */
  private static String reason(JacksonException json) {
    String reason =
        json.getOriginalMessage()
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^Non-standard token ('[^']*').*", "$1 is no value")
            .replaceFirst("(: | )?(enable |maybe a |\\(start marker at |\\(not recognized ).*", "");
    return reason.isEmpty() || OUR_INSIDES.matcher(reason).find() ? "" : ": " + reason;
  }
}
