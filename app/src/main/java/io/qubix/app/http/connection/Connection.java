package io.qubix.app.http.connection;

import jakarta.servlet.ServletRequest;

/** Ends the connection of a request; the Servlet API has no method for it. */
public interface Connection {

  String ATTRIBUTE = Connection.class.getName();

  /** Leaves the rest of the request unread, and closes after the answer. */
  void closeAfterAnswer();

  /** Closes without sending another byte. */
  void closeNow();

  static Connection of(ServletRequest request) {
    return (Connection) request.getAttribute(ATTRIBUTE);
  }
}
