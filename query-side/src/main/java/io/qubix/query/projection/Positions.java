package io.qubix.query.projection;

import java.util.concurrent.CompletableFuture;

/**
 * Read your own writes: tells the positions of the projections, and waits for them.
 *
 * <p>Waiting is bounded ({@code qubix.query.wait}, 2 s by default).
 */
public interface Positions {

  /**
   * Waits until each of these projections has passed the current head of the log.
   *
   * @throws io.qubix.api.Rejection.Unavailable when that takes too long, the store is away, or
   *     another version of the program wrote the read model
   */
  void await(String... projections);

  /**
   * Waits until a projection has passed a position of the log.
   *
   * @throws io.qubix.api.Rejection.Unavailable when that takes too long
   */
  void awaitPosition(String projection, long position);

  /**
   * Waits without a thread: completes when the projection has passed the position, or when it took
   * too long. The caller then asks again if it needs to know.
   */
  CompletableFuture<Void> reaching(String projection, long position);
}
