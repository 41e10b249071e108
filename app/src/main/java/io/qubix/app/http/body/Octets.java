package io.qubix.app.http.body;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** Bytes in memory that are read in place, without a copy. */
public final class Octets extends ByteArrayOutputStream {

  /** Returns the array, whose first {@link #size()} bytes count. */
  public byte[] array() {
    return buf;
  }

  /** Returns the size of the array after {@code more} bytes. */
  public long sizeWith(int more) {
    return count + more <= buf.length ? buf.length : Math.max(2L * buf.length, (long) count + more);
  }

  /** Drops all bytes and releases the array. */
  public void release() {
    buf = new byte[0];
    count = 0;
  }

  ByteArrayInputStream read() {
    return new ByteArrayInputStream(buf, 0, count);
  }
}
