package io.qubix.query.projection;

import java.util.concurrent.CompletableFuture;

/**
 * Read your own writes: how far the projections are, and waiting for them to get there.
 *
 * <p>Waiting is bounded ({@code qubix.query.wait}, 2 s unless set).
 */
public interface Positions {

  /**
   * Waits until each of these projections has passed the head of the log as it is now.
   *
   * @throws io.qubix.api.Rejection.Unavailable when that takes too long, or the store is away
   */
  void await(String... projections);

  /**
   * Waits until a projection has passed a position of the log.
   *
   * @throws io.qubix.api.Rejection.Unavailable when that takes too long
   */
  void awaitPosition(String projection, long position);

  /**
   * The same without a thread that waits: completes when the projection has passed the position, or
   * when it took too long; whoever must know then asks again.
   */
  CompletableFuture<Void> reaching(String projection, long position);
}
