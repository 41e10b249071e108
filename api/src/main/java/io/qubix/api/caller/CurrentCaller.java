package io.qubix.api.caller;

/** Tells who sent the request that this thread carries out. */
@FunctionalInterface
public interface CurrentCaller {

  /** Returns the caller, or {@link Caller#ANYBODY} when the program itself acts. */
  Caller now();
}
