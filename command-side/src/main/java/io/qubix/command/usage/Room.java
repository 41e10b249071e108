package io.qubix.command.usage;

import java.time.Instant;

/**
 * What an address may still use, on this node, without another look at the store. A quarter of what
 * was free: so nodes that look at the same time do not give away more than there is. Not
 * thread-safe.
 */
final class Room {

  private static final int SHARE = 4;

  /** Few enough that the count of an address is looked at often; a look costs one statement. */
  private static final long MOST_JOBS = 1_000;

  private final Instant until;
  private long jobs;
  private long bytes;

  Room(long freeJobs, long freeBytes, Instant until) {
    this.jobs = Math.min(MOST_JOBS, freeJobs / SHARE);
    this.bytes = freeBytes / SHARE;
    this.until = until;
  }

  /** Takes a job, or returns false when it must be looked up whether there is room. */
  boolean take(long size, Instant now) {
    boolean hasRoom = jobs > 0 && bytes >= size && now.isBefore(until);
    if (hasRoom) {
      jobs--;
      bytes -= size;
    }
    return hasRoom;
  }
}
