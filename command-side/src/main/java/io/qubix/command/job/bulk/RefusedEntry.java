package io.qubix.command.job.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.Rejection;
import io.qubix.api.json.UnreadableJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error of one entry: the members of a problem document that differ between entries.
 *
 * @param errors every bad field, or null for other errors
 */
record RefusedEntry(
    boolean success,
    int status,
    String error,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Rejection.FieldError> errors) {

  private static final Logger log = LoggerFactory.getLogger(RefusedEntry.class);

  static RefusedEntry of(RuntimeException failure) {
    if (failure instanceof Rejection refusal) {
      return new RefusedEntry(
          false,
          refusal.status(),
          refusal.getMessage(),
          refusal instanceof Rejection.Invalid invalid ? invalid.errors() : null);
    } else if (failure instanceof UnreadableJson) {
      return new RefusedEntry(false, 400, failure.getMessage(), null);
    }
    log.error("An entry of a request failed", failure);
    return new RefusedEntry(false, 500, "Something went wrong here", null);
  }
}
