package io.qubix.app.http;

import jakarta.servlet.ServletRequest;

/** Ends the connection of a request, for which the Servlet API has no method. */
interface Connection {

  String ATTRIBUTE = Connection.class.getName();

  /** Leaves what the client still sends unread, and closes after the answer. */
  void closeAfterAnswer();

  /** Closes without another byte. */
  void closeNow();

  static Connection of(ServletRequest request) {
    return (Connection) request.getAttribute(ATTRIBUTE);
  }
}
