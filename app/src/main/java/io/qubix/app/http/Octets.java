package io.qubix.app.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** Bytes in memory that are read where they were written, without a copy. */
final class Octets extends ByteArrayOutputStream {

  /** The first {@link #size()} of these count. */
  byte[] array() {
    return buf;
  }

  /** How large the array is once so many bytes more are in it. */
  long sizeWith(int more) {
    return count + more <= buf.length ? buf.length : Math.max(2L * buf.length, (long) count + more);
  }

  /** Forgets all, and lets the array go. */
  void release() {
    buf = new byte[0];
    count = 0;
  }

  ByteArrayInputStream read() {
    return new ByteArrayInputStream(buf, 0, count);
  }
}
