package io.qubix.app.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** Bytes in memory that are read where they were written, without a copy. */
final class Octets extends ByteArrayOutputStream {

  /** The first {@link #size()} of these count. */
  byte[] array() {
    return buf;
  }

  ByteArrayInputStream read() {
    return new ByteArrayInputStream(buf, 0, count);
  }
}
