package io.qubix.command.eventstore;

/** The database names that more than one class needs. */
final class EventTable {

  /** The advisory lock of a writer until its commit: it puts the commits of all nodes in line. */
  private static final long APPEND_LOCK = 0x7175_6269_786cL;

  static final String LOCK = "select pg_advisory_xact_lock(" + APPEND_LOCK + ")";

  static final String HEAD = "select coalesce(max(position), 0) from event";

  static final String FIELDS =
      "stream, sequence, stream_type, event_id, type, revision, at, payload, metadata";

  private EventTable() {}
}
