package io.qubix.node;

import io.qubix.runtime.memory.LargeAnswers;

/** The memory of large answers, as the test wants it. */
public final class ScriptedRoom implements LargeAnswers {

  /** The most bytes of the store that an answer may be made from. */
  public volatile long most = Long.MAX_VALUE;

  @Override
  public Room ofThisRequest() {
    return stored -> stored <= most;
  }
}
