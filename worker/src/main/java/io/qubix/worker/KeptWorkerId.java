package io.qubix.worker;

import io.qubix.api.bounds.Limits;
import io.qubix.api.provider.WorkerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and keeps the id of a worker that was given none: the host's name and a random suffix, in a
 * file, so that the next start finds its jobs and its record again. Workers that run at the same
 * time on one machine get different ids: the file stays locked while its worker runs.
 */
final class KeptWorkerId {

  private static final Logger log = LoggerFactory.getLogger(KeptWorkerId.class);
  private static final int MOST_WORKERS = 1_000;

  /**
   * Java releases a lock when its object is collected; this list keeps the locks for the life of
   * the program.
   */
  private static final List<FileLock> HELD = new CopyOnWriteArrayList<>();

  private KeptWorkerId() {}

  /** Returns a folder such as {@code ~/.local/state/qubix}. */
  static Path usualFolder() {
    String state = System.getenv("XDG_STATE_HOME");
    return state == null || state.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "state", "qubix")
        : Path.of(state, "qubix");
  }

  static WorkerId in(Path folder) {
    try {
      Files.createDirectories(folder);
      for (int i = 1; i <= MOST_WORKERS; i++) {
        WorkerId id = claim(folder.resolve("worker-" + i + ".id"));
        if (id != null) {
          return id;
        }
      }
    } catch (IOException e) {
      log.warn("This worker's id cannot be kept, and is new at each start: {}", e.toString());
    }
    return fresh();
  }

  /** Locks the file and returns its id, or null when another worker has it. */
  private static @Nullable WorkerId claim(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = lock(channel);
    if (lock == null) {
      channel.close();
      return null;
    }
    HELD.add(lock);
    // Closing any other channel of the file would release the lock.
    ByteBuffer content = ByteBuffer.allocate(4 * Limits.NAME);
    channel.read(content);
    String kept = StandardCharsets.UTF_8.decode(content.flip()).toString().strip();
    if (!kept.isEmpty() && kept.length() <= Limits.NAME) {
      return new WorkerId(kept);
    }
    WorkerId id = fresh();
    channel.truncate(0);
    channel.write(StandardCharsets.UTF_8.encode(id.value()), 0);
    return id;
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static WorkerId fresh() {
    byte[] suffix = new byte[4];
    new SecureRandom().nextBytes(suffix);
    return new WorkerId(hostName() + "-" + HexFormat.of().formatHex(suffix));
  }

  /** Returns the host's name, shortened and reduced to characters that are safe in a path. */
  static String hostName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "worker";
    }
    String plain = host.replaceAll("\\..*", "").replaceAll("[^A-Za-z0-9-]", "");
    return plain.isEmpty() ? "worker" : plain.substring(0, Math.min(63, plain.length()));
  }
}
