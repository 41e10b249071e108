package io.qubix.app.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error as it is sent (RFC 9457), with the members that older clients read beside it.
 *
 * @param instance the requested path
 * @param success always false
 * @param error the same text as {@code detail}
 * @param errors every bad field, or empty for other errors
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    boolean success,
    String error,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Rejection.FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(Fault fault, String instance) {
    HttpStatus known = HttpStatus.resolve(fault.status());
    String title = known == null ? "Error" : known.getReasonPhrase();
    String detail = fault.detail();
    return new Problem(
        "about:blank", title, fault.status(), detail, instance, false, detail, fault.errors());
  }
}
