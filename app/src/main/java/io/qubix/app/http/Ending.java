package io.qubix.app.http;

import jakarta.servlet.AsyncContext;

/** Ends a request whose client is gone. */
final class Ending {

  private Ending() {}

  static void end(AsyncContext context) {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // The request is already over.
    }
  }
}
