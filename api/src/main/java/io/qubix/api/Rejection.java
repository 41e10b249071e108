package io.qubix.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A request was refused and changed nothing. One advice turns it into a problem document (RFC
 * 9457); the message is the text for the client.
 */
public abstract sealed class Rejection extends RuntimeException {

  private final int status;

  private Rejection(int status, String message) {
    // A refusal is an answer, not a fault, so it needs no stack trace.
    super(message, null, false, false);
    this.status = status;
  }

  /** Returns the HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** One bad field of a request. */
  public record FieldError(String field, String message) {}

  /** The request is malformed or out of bounds; names every bad field. */
  public static final class Invalid extends Rejection {
    private final transient List<FieldError> errors;

    public Invalid(List<FieldError> errors) {
      super(
          400,
          String.join(
              "; ", errors.stream().map(error -> error.field() + " " + error.message()).toList()));
      this.errors = List.copyOf(errors);
    }

    public Invalid(String field, String message) {
      this(List.of(new FieldError(field, message)));
    }

    public List<FieldError> errors() {
      return errors;
    }
  }

  /** The thing exists, but belongs to another caller. */
  public static final class Forbidden extends Rejection {
    public Forbidden(String message) {
      super(403, message);
    }
  }

  /** No such job, provider or account. */
  public static final class NotFound extends Rejection {
    public NotFound(String message) {
      super(404, message);
    }

    public static NotFound job() {
      return noSuch("job");
    }

    public static NotFound provider() {
      return noSuch("provider");
    }

    public static NotFound noSuch(String what) {
      return new NotFound("There is no such " + what);
    }
  }

  /** The current state forbids it. */
  public static sealed class Conflict extends Rejection permits NotDue, Over {
    public Conflict(String message) {
      super(409, message);
    }
  }

  /** The request comes too early; it is due from {@link #until} on. */
  public static final class NotDue extends Conflict {
    private final Instant until;

    public NotDue(String message, Instant until) {
      super(message);
      this.until = until;
    }

    public Instant until() {
      return until;
    }
  }

  /** The job has ended. */
  public static final class Over extends Conflict {
    public Over() {
      super("The job is already over");
    }
  }

  /** The provider of an assignment is not free, or no longer in the market. */
  public static final class ProviderNotFree extends Rejection {
    public ProviderNotFree(String message) {
      super(409, message);
    }
  }

  /** Reading it would take more memory than one request may have. */
  public static final class TooLarge extends Rejection {
    public TooLarge(String message) {
      super(413, message);
    }
  }

  /** An Idempotency-Key used again with another body. */
  public static final class KeyReused extends Rejection {
    public KeyReused(String message) {
      super(422, message);
    }
  }

  /** The store is away, or a read model is too far behind; a repeat may succeed. */
  public static final class Unavailable extends Rejection {
    private final Duration retryAfter;

    public Unavailable(String message, Duration retryAfter) {
      super(503, message);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
