package io.qubix.terminal.proof;

import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the bytes of all events in order, many a request, and computes their hashes. */
final class Leaves {

  /** Events per request; large events make it fewer. */
  private static final int EVENTS = 500;

  private final Session session;
  private Iterator<JsonNode> page = List.<JsonNode>of().iterator();

  Leaves(Session session) {
    this.session = session;
  }

  /**
   * Returns the hash of the next event after the last one asked for.
   *
   * @throws Differs when it is missing
   */
  String next(long position) throws Differs {
    if (!page.hasNext()) {
      page =
          session
              .get(
                  RequestPath.of("/api/audit/leaves")
                      .with("after", position - 1)
                      .with("limit", EVENTS)
                      .toString())
              .path("leaves")
              .iterator();
    }
    String bytes = page.hasNext() ? page.next().path("leafBytes").asString("") : "";
    if (!bytes.startsWith(position + "\n")) {
      throw new Differs("The event is missing");
    }
    return Hashes.leaf(bytes);
  }
}
