package io.qubix.postgres;

import io.qubix.runtime.store.OwnerAccess;
import io.qubix.runtime.thread.VitalThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A PostgreSQL server on loopback that runs until this is closed. Its data stays.
 *
 * <p>It is a parent of the connection pool, so Spring closes it after everything that uses it.
 */
final class EmbeddedPostgres implements JdbcConnectionDetails, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "qubix";

  private final DataLock lock;
  private final Cluster cluster;
  private final int port;
  private final OwnerAccess owner;
  private final String password;
  private boolean closed;

  private EmbeddedPostgres(
      DataLock lock, Cluster cluster, int port, OwnerAccess owner, String password) {
    this.lock = lock;
    this.cluster = cluster;
    this.port = port;
    this.owner = owner;
    this.password = password;
  }

  /**
   * Starts the server on new data, or on data of an earlier run, however that run ended.
   *
   * @param root the folder for the data
   * @throws FailureAnalyzedException when another process has the folder, or PostgreSQL cannot run
   *     here
   */
  static EmbeddedPostgres start(Path root, PostgresProperties properties) {
    try {
      Path binariesFolder = properties.binaries();
      Path folder = Files.createDirectories(root).toRealPath();
      DataLock lock = DataLock.of(folder);
      try {
        return startLocked(
            folder, binariesFolder == null ? folder : binariesFolder, properties, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new FailureAnalyzedException(
          String.format(Locale.ROOT, "The data folder %s cannot be used: %s", root, e),
          "Check who owns it and whether there is room, or choose another with --qubix.data=….",
          e);
    }
  }

  private static EmbeddedPostgres startLocked(
      Path folder, Path binaries, PostgresProperties properties, DataLock lock) throws IOException {
    Path data = folder.resolve("postgres");
    Path unpacked = Binaries.unpackedIn(binaries.toAbsolutePath());
    Cluster cluster = new Cluster(data, new Programs(unpacked, Launch.chosenFor(data)));
    cluster.stopLeftOver();
    cluster.createIfMissing();
    int port = cluster.start(properties.port());
    EmbeddedPostgres postgres;
    try {
      Roles roles = Roles.made(port, cluster.password(), DATABASE);
      postgres = new EmbeddedPostgres(lock, cluster, port, roles.owner(), roles.password());
    } catch (SQLException e) {
      cluster.stop();
      throw new IOException("PostgreSQL does not answer: " + e.getMessage(), e);
    }
    LOG.info("PostgreSQL {} keeps its data in {}, port {}", Binaries.VERSION, data, port);
    postgres.watch();
    return postgres;
  }

  /** Starts the server again, on the same port, when it ends too early. */
  private void watch() throws IOException {
    cluster.end().thenRunAsync(this::revive, EmbeddedPostgres::onAThread);
  }

  private static void onAThread(Runnable body) {
    VitalThreads.started("postgres-watch", body);
  }

  private synchronized void revive() {
    if (closed) {
      return;
    }
    LOG.warn("PostgreSQL ended unexpectedly; starting it again on port {}", port);
    try {
      cluster.stopLeftOver();
      cluster.start(port);
      watch();
      LOG.info("PostgreSQL is back");
    } catch (IOException | RuntimeException e) {
      LOG.error("PostgreSQL could not be restarted yet: {}", e.getMessage());
      CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS, EmbeddedPostgres::onAThread)
          .execute(this::revive);
    }
  }

  /** Returns how the owner of the log signs in. */
  OwnerAccess owner() {
    return owner;
  }

  @Override
  public String getJdbcUrl() {
    return Roles.url(port, DATABASE);
  }

  @Override
  public String getUsername() {
    return Roles.PROGRAM;
  }

  @Override
  public String getPassword() {
    return password;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try (lock) {
      cluster.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
