package io.qubix.runtime.memory;

import io.qubix.api.Rejection;
import java.time.Duration;

/** Bounds the memory of answers that carry whole inputs and results. */
@FunctionalInterface
public interface LargeAnswers {

  /** Grants everything, for programs without clients. */
  LargeAnswers UNLIMITED = () -> stored -> true;

  /** Returns the refusal of an answer for which there is no room. */
  static Rejection noRoom() {
    return new Rejection.Unavailable(
        "Too many large answers at once; please try again", Duration.ofSeconds(1));
  }

  /** Returns the memory for the answer to this thread's request. */
  Room ofThisRequest();

  /** The memory of one answer, until its request is over. Thread-safe. */
  @FunctionalInterface
  interface Room {

    /**
     * Takes the memory of an answer. Call it before loading the answer's data.
     *
     * @param stored bytes in the store from which the answer is made
     * @return false when running answers have taken too much
     */
    boolean isGranted(long stored);
  }
}
