package io.qubix.api.memory;

/** Bounds how many answers that take much memory are made at once. */
@FunctionalInterface
public interface LargeAnswers {

  /** For programs without clients. */
  LargeAnswers UNLIMITED = () -> {};

  /**
   * Takes the memory of one large answer, until the request that this thread works for is over.
   * Called before what the answer is made from is loaded.
   *
   * @throws io.qubix.api.Rejection.Unavailable when too many are under way
   */
  void admit();
}
