package io.qubix.app.problem;

import io.qubix.api.Rejection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error in the client's words.
 *
 * @param retryAfter when a repeat is worth while, or null when it is not
 */
record Fault(
    int status,
    String detail,
    @Nullable List<Rejection.FieldError> errors,
    @Nullable Duration retryAfter) {

  static Fault of(int status, String detail) {
    return new Fault(status, detail, null, null);
  }

  /** Returns the default text of a status. */
  static Fault of(int status) {
    return of(status, textOf(status));
  }

  private static String textOf(int status) {
    return switch (status) {
      case 400 -> "The request is malformed";
      case 401 -> "This needs a token: Authorization: Bearer …";
      case 403 -> "This is not allowed";
      case 404 -> "There is nothing here";
      case 405 -> "This method is not supported here";
      case 406 -> "Answers are JSON, which the Accept header does not allow";
      case 408 -> "The request did not arrive in time";
      case 413 -> "The body is too large";
      case 414 -> "The address is too long";
      case 415 -> "Bodies are JSON: Content-Type: application/json";
      case 431 -> "The headers are too large";
      case 501 -> "The request uses a part of HTTP that is not supported here";
      case 503 -> "The service is not available at the moment";
      case 505 -> "This version of HTTP is not supported: ask with HTTP/1.1";
      default -> status < 500 ? "The request cannot be answered" : "Something went wrong here";
    };
  }
}
