package io.qubix.api.memory;

/** Bounds the memory of answers that carry whole inputs and results. */
@FunctionalInterface
public interface LargeAnswers {

  /** For programs without clients. */
  LargeAnswers UNLIMITED = () -> stored -> true;

  /** Returns the memory of the answer to the request that this thread works for. */
  Room ofThisRequest();

  /** The memory of one answer, until its request is over. Any thread may ask for it. */
  @FunctionalInterface
  interface Room {

    /**
     * Takes the memory of an answer before what it is made from is loaded.
     *
     * @param stored bytes of the store that it is made from
     * @return false when too much is under way
     */
    boolean isGranted(long stored);
  }
}
