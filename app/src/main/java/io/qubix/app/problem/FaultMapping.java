package io.qubix.app.problem;

import io.qubix.api.Rejection;
import io.qubix.api.json.UnreadableJson;
import io.qubix.runtime.store.StoreFailure;
import java.io.EOFException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Finds the exception among the causes that tells a client what went wrong. */
final class FaultMapping {

  private static final Duration SOON = Duration.ofSeconds(2);

  private FaultMapping() {}

  /** Returns the fault, or an empty result for a bug of ours. */
  static Optional<Fault> of(Throwable thrown) {
    return first(thrown, cause -> cause instanceof Rejection refused ? of(refused) : null)
        .or(() -> first(thrown, cause -> isStoreAway(cause) ? storeAway() : null))
        .or(() -> first(thrown, FaultMapping::ofConcurrency))
        .or(() -> first(thrown, FaultMapping::ofMalformedRequest))
        .or(() -> first(thrown, FaultMapping::ofUnreadableBody));
  }

  static Fault of(Rejection rejection) {
    return new Fault(
        rejection.status(),
        rejection.getMessage(),
        rejection instanceof Rejection.Invalid invalid ? invalid.errors() : null,
        rejection instanceof Rejection.Unavailable unavailable ? unavailable.retryAfter() : null);
  }

  static Fault ofField(String field, String message) {
    return new Fault(
        400, field + " " + message, List.of(new Rejection.FieldError(field, message)), null);
  }

  private static Fault storeAway() {
    return new Fault(503, "The store is away at the moment; please try again", null, SOON);
  }

  private static @Nullable Fault ofConcurrency(Throwable cause) {
    if (cause instanceof ConcurrencyException
        || cause instanceof OptimisticLockingFailureException) {
      return Fault.of(409, "It was changed at the same moment; please try again");
    } else if (cause instanceof AggregateNotFoundException) {
      return of(Rejection.NotFound.noSuch("job, provider or account"));
    }
    return null;
  }

  /** Returns the fault for errors that Tomcat notices only while it reads the request. */
  private static @Nullable Fault ofMalformedRequest(Throwable cause) {
    if (cause instanceof BodyTooLarge) {
      return Fault.of(413, cause.getMessage());
    } else if (cause instanceof BodyTooSlow) {
      return Fault.of(408, cause.getMessage());
    } else if (cause instanceof InvalidParameterException) {
      return Fault.of(400, "The query string is malformed");
    } else if (cause instanceof BadRequestException
        || cause instanceof ClientAbortException
        || cause instanceof EOFException
        || cause instanceof ZipException) {
      return Fault.of(400, "The body is malformed, or broke off");
    }
    return null;
  }

  private static @Nullable Fault ofUnreadableBody(Throwable cause) {
    return cause instanceof UnreadableJson json ? Fault.of(400, json.getMessage()) : null;
  }

  private static boolean isStoreAway(Throwable cause) {
    return StoreFailure.isAway(cause)
        // The node is stopping.
        || cause instanceof InterruptedException
        // These name no cause when the pool, or the node, is closing.
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof CannotCreateTransactionException
        || cause instanceof TransactionSystemException;
  }

  static <T> Optional<T> first(Throwable thrown, Function<Throwable, @Nullable T> test) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      T found = test.apply(cause);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
