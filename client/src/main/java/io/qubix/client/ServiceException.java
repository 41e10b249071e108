package io.qubix.client;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request failed. The message can be shown to a person. */
public abstract sealed class ServiceException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient @Nullable JsonNode problem;

  private ServiceException(String message, @Nullable JsonNode problem) {
    super(message);
    this.problem = problem;
  }

  /** Returns the problem document (RFC 9457), or null when there was no answer or no JSON. */
  public @Nullable JsonNode problem() {
    return problem;
  }

  /** The service refused the request. A repeat gets the same answer. */
  public static final class Refused extends ServiceException {
    @Serial private static final long serialVersionUID = 1;
    private final int status;

    public Refused(int status, String detail) {
      this(status, detail, null);
    }

    public Refused(int status, String detail, @Nullable JsonNode problem) {
      super(detail, problem);
      this.status = status;
    }

    /** Returns the HTTP status code, mostly a 4xx. */
    public int status() {
      return status;
    }
  }

  /** The service did not answer, or asks to come back later. A repeat may succeed. */
  public static final class Unavailable extends ServiceException {
    @Serial private static final long serialVersionUID = 1;
    private final @Nullable Duration retryAfter;

    public Unavailable(String detail, @Nullable Duration retryAfter) {
      this(detail, retryAfter, null);
    }

    public Unavailable(String detail, @Nullable Duration retryAfter, @Nullable JsonNode problem) {
      super(detail, problem);
      this.retryAfter = retryAfter;
    }

    /** Returns how long the service asks to wait, or null when it did not say. */
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }
}
