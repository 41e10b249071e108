package io.qubix.app.problem;

import java.util.Optional;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** Says what is wrong with a body that could not be read, without naming our classes. */
final class UnreadableBody {

  private UnreadableBody() {}

  static Fault of(HttpMessageNotReadableException thrown) {
    Optional<BodyTooLarge> tooLarge =
        Faults.first(thrown, cause -> cause instanceof BodyTooLarge large ? large : null);
    if (tooLarge.isPresent()) {
      return Fault.of(413, tooLarge.get().getMessage());
    }
    return Faults.first(thrown, cause -> cause instanceof JacksonException json ? json : null)
        .map(UnreadableBody::of)
        .orElseGet(() -> Fault.of(400, "The request has no body that can be read"));
  }

  private static Fault of(JacksonException json) {
    if (json instanceof StreamConstraintsException) {
      String limit = json.getOriginalMessage().replaceAll(", from `[^`]*`|\\(from `[^`]*`\\)", "");
      return Fault.of(400, "The JSON is beyond our limits: " + limit);
    } else if (json instanceof StreamReadException) {
      return Fault.of(400, "The JSON is malformed" + at(json) + ": " + reason(json));
    }
    return Fault.of(400, "The JSON does not have the form that is expected here");
  }

  private static String at(JacksonException json) {
    TokenStreamLocation place = json.getLocation();
    return place == null || place.getLineNr() < 1
        ? ""
        : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  private static String reason(JacksonException json) {
    return json.getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("unknown")
        .replaceAll("\\s*\\(start marker at \\[.*", "");
  }
}
