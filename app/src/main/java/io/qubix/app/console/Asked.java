package io.qubix.app.console;

import io.qubix.api.Rejection;
import io.qubix.query.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asked a list for, in the fields of its form: the address of the page keeps it. A
 * bad field is noted and named in {@link #errors}; what was read of it must not be used then.
 */
final class Asked {

  private final Query query;
  private final Parameters parameters = new Parameters();

  Asked(HttpServletRequest request) {
    this.query = new Query(request);
  }

  Query query() {
    return query;
  }

  Parameters parameters() {
    return parameters;
  }

  /** As it is: blanks around a name are part of it. */
  @Nullable String text(String name) {
    return parameters.text(name, query.get(name));
  }

  @Nullable String name(String name) {
    return parameters.name(name, query.get(name));
  }

  /** A moment: the inputs of browsers have no zone, and theirs is UTC here. */
  @Nullable Instant moment(String name) {
    try {
      return LocalDateTime.parse(query.get(name)).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return parameters.instant(name, query.get(name));
    }
  }

  /** What was asked for; nothing where it is bad, also if only the search finds out. */
  <T> T find(Supplier<T> search, T nothing) {
    if (errors().isEmpty()) {
      try {
        return search.get();
      } catch (Rejection.Invalid refused) {
        note(refused);
      }
    }
    return nothing;
  }

  void note(Rejection.Invalid refused) {
    refused.errors().forEach(error -> parameters.reject(error.field(), error.message()));
  }

  /** What is wrong, by field; empty when all is well. */
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    try {
      parameters.verify();
    } catch (Rejection.Invalid refused) {
      refused.errors().forEach(error -> errors.put(error.field(), error.message()));
    }
    return errors;
  }
}
