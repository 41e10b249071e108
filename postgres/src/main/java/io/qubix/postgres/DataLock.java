package io.qubix.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Keeps a second process off a data folder. The operating system releases the lock however the
 * process ends, so the holder may stop a server that was left behind.
 */
final class DataLock implements AutoCloseable {

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws FailureAnalyzedException when another process has the folder
   */
  static DataLock of(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve("qubix.pid"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      String holder = Files.readString(root.resolve("qubix.pid")).strip();
      channel.close();
      throw new FailureAnalyzedException(
          "The data folder " + root + " is in use by another QUBIX (process " + holder + ").",
          "Stop that process, choose another folder with --qubix.data=…, or run several nodes on"
              + " one PostgreSQL of your own with --spring.datasource.url=….");
    }
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
    channel.truncate(0).write(ByteBuffer.wrap(pid));
    return new DataLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
