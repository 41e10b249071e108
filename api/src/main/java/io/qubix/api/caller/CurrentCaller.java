package io.qubix.api.caller;

import java.util.function.BooleanSupplier;

/** Tells who sent the request that this thread carries out. */
@FunctionalInterface
public interface CurrentCaller {

  /** Returns the caller, or {@link Caller#ANYBODY} when the program itself acts. */
  Caller now();

  /**
   * Returns a question for later, on any thread: whether what proves the caller now is still good.
   * It never fails.
   */
  default BooleanSupplier standing() {
    return () -> true;
  }
}
