package io.qubix.benchmarks.log;

import org.axonframework.serialization.Revision;

/** An event of about 1 kB as it is stored. */
@Revision("1")
record Noted(String id, String text) {

  /** Length of the text, in characters. */
  static final int LENGTH = 900;
}
