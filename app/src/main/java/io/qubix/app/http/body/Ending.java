package io.qubix.app.http.body;

import jakarta.servlet.AsyncContext;

/** Ends a request whose client is gone. */
public final class Ending {

  private Ending() {}

  public static void end(AsyncContext context) {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // The request is already over.
    }
  }
}
