package io.qubix.terminal.session;

import io.qubix.client.QubixClient;
import org.jspecify.annotations.Nullable;

/** Builds a path with its query. */
public final class RequestPath {

  private final StringBuilder path;
  private char separator = '?';

  private RequestPath(String path) {
    this.path = new StringBuilder(path);
  }

  public static RequestPath of(String path) {
    return new RequestPath(path);
  }

  /** Adds a parameter; null adds nothing. */
  public RequestPath with(String name, @Nullable Object value) {
    if (value != null) {
      path.append(separator).append(name).append('=');
      path.append(QubixClient.segment(value.toString()));
      separator = '&';
    }
    return this;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
