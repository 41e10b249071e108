package io.qubix.terminal.session;

import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.io.Serial;
import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A command failed. The message can be shown to a person. */
public final class Failure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final @Nullable String hint;
  private final transient @Nullable JsonNode problem;

  private Failure(
      ExitCode code, String message, @Nullable String hint, @Nullable JsonNode problem) {
    super(message, null, false, false);
    this.code = code;
    this.hint = hint;
    this.problem = problem;
  }

  /**
   * @param hint advice to the user, or null
   */
  public static Failure of(ExitCode code, String message, @Nullable String hint) {
    return new Failure(code, message, hint, null);
  }

  public static Failure usage(String message, @Nullable String hint) {
    return of(ExitCode.USAGE, message, hint);
  }

  /** The service refused the request. */
  public static Failure of(Refused refused) {
    JsonNode problem = refused.problem();
    String hint =
        switch (refused.status()) {
          case 401 -> "Give the service's token with QUBIX_TOKEN or --token.";
          case 413 -> "The service limits the size of requests; send a smaller input.";
          case 422 -> "For another job, use another --idempotency-key.";
          default -> null;
        };
    return new Failure(ExitCode.ofStatus(refused.status()), message(refused), hint, problem);
  }

  /** The service is away. */
  public static Failure of(Unavailable away) {
    Duration pause = away.retryAfter();
    String hint =
        away.problem() == null && pause == null
            ? "Is it running? QUBIX_SERVER or --server sets its address."
            : "Try again"
                + (pause == null ? "" : " in " + pause.toSeconds() + " s")
                + ", or use --retry 1m.";
    return new Failure(ExitCode.AWAY, away.getMessage(), hint, away.problem());
  }

  /** Returns the same failure with other advice. */
  public Failure withHint(String other) {
    return new Failure(code, String.valueOf(getMessage()), other, problem);
  }

  /** Returns the same failure, with advice where to look if it is {@link ExitCode#NOT_FOUND}. */
  public Failure whenNotFound(String advice) {
    return code == ExitCode.NOT_FOUND ? withHint(advice) : this;
  }

  public ExitCode code() {
    return code;
  }

  @Nullable String hint() {
    return hint;
  }

  /** Returns the service's problem document, or null when it sent none. */
  @Nullable JsonNode problem() {
    return problem;
  }

  private static String message(Refused refused) {
    JsonNode problem = refused.problem();
    if (problem == null || problem.path("detail").asString("").isBlank()) {
      return String.valueOf(refused.getMessage());
    }
    if (problem.path("errors").isEmpty()) {
      return problem.path("detail").asString();
    }
    StringJoiner fields = new StringJoiner("; ");
    problem
        .path("errors")
        .forEach(
            error ->
                fields.add(
                    error.path("field").asString("") + " " + error.path("message").asString("")));
    return fields.toString();
  }
}
