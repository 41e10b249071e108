package io.qubix.worker.client;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request that did not get what it asked for. The message can be shown to a person. */
public abstract sealed class ServiceException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient @Nullable JsonNode problem;

  private ServiceException(String message, @Nullable JsonNode problem) {
    super(message);
    this.problem = problem;
  }

  /** The answer's own words (RFC 9457); null when nobody answered, or not in JSON. */
  public @Nullable JsonNode problem() {
    return problem;
  }

  /** The service answered, and the answer is no. The same request again gets the same. */
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

    /** The status code of HTTP, mostly a 4xx. */
    public int status() {
      return status;
    }
  }

  /** Nobody answered, or the service asks to come back later: worth another try. */
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

    /** How long the service asks to wait; null when it did not say. */
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }
}
