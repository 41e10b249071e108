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
 * Reads the filter of a list from the page's query. A bad field is named in {@link #errors}; its
 * value must then not be used.
 */
final class FilterForm {

  private final PageQuery query;
  private final Parameters parameters = new Parameters();

  FilterForm(HttpServletRequest request) {
    this.query = new PageQuery(request);
  }

  PageQuery query() {
    return query;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Blanks around a name are part of it. */
  @Nullable String text(String name) {
    return parameters.text(name, query.get(name));
  }

  @Nullable String name(String name) {
    return parameters.name(name, query.get(name));
  }

  /** Browsers send a time without a zone; the console uses UTC. */
  @Nullable Instant moment(String name) {
    try {
      return LocalDateTime.parse(query.get(name)).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return parameters.instant(name, query.get(name));
    }
  }

  /**
   * Runs the search, or returns {@code nothing} when a field is bad, even if only the search
   * detects that.
   */
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

  /** Returns the errors by field; empty when all fields are good. */
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    parameters.errors().forEach(error -> errors.put(error.field(), error.message()));
    return errors;
  }
}
