package io.qubix.postgres;

import io.qubix.postgres.Programs.Outcome;
import io.qubix.runtime.store.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.FileSystemUtils;

/**
 * One data folder of PostgreSQL, and the server on it.
 *
 * <p>The folder is made elsewhere and then moved to its place, so that a half-made one never counts
 * as whole. It contains its password, readable only by its owner.
 */
final class Cluster {

  /** The superuser, who only makes the roles. */
  static final String USER = "qubix";

  private static final String PASSWORD_FILE = "qubix.password";
  private static final String CONFIGURATION_FILE = "qubix.conf";
  private static final int START_ATTEMPTS = 5;

  private final Path folder;
  private final Programs programs;

  Cluster(Path folder, Programs programs) {
    this.folder = folder;
    this.programs = programs;
  }

  void createIfMissing() throws IOException {
    if (Files.exists(folder)) {
      programs.launch().own(folder);
      refuseUnlessPrivate(folder, "chmod 700 ");
      refuseUnlessPrivate(folder.resolve(PASSWORD_FILE), "chmod 600 ");
      refuseOtherRelease();
      return;
    }
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
    FileSystemUtils.deleteRecursively(unfinished);
    Path password = Files.createTempFile(folder.getParent(), "password", "");
    try {
      Files.writeString(password, Roles.random());
      Files.createDirectory(unfinished);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
      programs.launch().own(unfinished);
      initialise(unfinished, password);
      Files.writeString(
          unfinished.resolve("postgresql.conf"),
          "include = '" + CONFIGURATION_FILE + "'\n" + "# Settings below this line win.\n");
      Files.move(password, unfinished.resolve(PASSWORD_FILE));
      Files.move(unfinished, folder);
    } finally {
      Files.deleteIfExists(password);
    }
  }

  private void initialise(Path unfinished, Path password) throws IOException {
    Outcome outcome =
        programs.run(
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + USER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C");
    if (outcome.failed()) {
      throw refused("PostgreSQL's data folder could not be made: " + outcome.output());
    }
  }

  /** Stops the server that a killed process left behind. The caller holds the folder's lock. */
  void stopLeftOver() throws IOException {
    if (server().isPresent()) {
      stop();
    } else {
      // The system may have reused the number; PostgreSQL would then take another process for a
      // server.
      Files.deleteIfExists(pidFile());
    }
  }

  private Optional<ProcessHandle> server() throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    return Files.readAllLines(pidFile()).stream()
        .limit(1)
        .map(String::strip)
        .filter(pid -> pid.matches("\\d{1,18}"))
        .findFirst()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(
            process -> process.info().command().filter(it -> it.endsWith("postgres")).isPresent());
  }

  /** Completes when the running server ends, for any reason. */
  CompletableFuture<ProcessHandle> end() throws IOException {
    return server().map(ProcessHandle::onExit).orElseGet(CompletableFuture::new);
  }

  private Path pidFile() {
    return folder.resolve("postmaster.pid");
  }

  /**
   * @param port the port to listen on, or 0 for any free one
   * @return the port that the server listens on
   */
  int start(int port) throws IOException {
    Path log = folder.resolve("startup.log");
    for (int attempt = 1; ; attempt++) {
      int chosen = port == 0 ? freePort() : port;
      Files.writeString(folder.resolve(CONFIGURATION_FILE), configuration(chosen));
      Files.deleteIfExists(log);
      // Recovery after a crash may take long.
      Outcome outcome =
          programs.run(
              "pg_ctl", "start", "-D", folder.toString(), "-w", "-t", "600", "-l", "" + log);
      if (!outcome.failed()) {
        return chosen;
      }
      String said = Files.exists(log) ? Files.readString(log).strip() : outcome.output();
      // Another program may take the port in between, and children of a killed server stay for a
      // moment.
      boolean passing = said.contains("still in use") || port == 0 && said.contains("in use");
      if (!passing || attempt == START_ATTEMPTS) {
        throw refused("PostgreSQL did not start on " + folder + ": " + said);
      }
    }
  }

  void stop() throws IOException {
    Optional<ProcessHandle> server = server();
    String data = folder.toString();
    if (programs.run("pg_ctl", "stop", "-D", data, "-m", "fast", "-w", "-t", "30").failed()
        && Files.exists(pidFile())) {
      programs.run("pg_ctl", "stop", "-D", data, "-m", "immediate", "-w", "-t", "30");
    }
    // pg_ctl waits only until the pid file is gone.
    server.ifPresent(
        process -> process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join());
  }

  String password() throws IOException {
    return Files.readString(folder.resolve(PASSWORD_FILE)).strip();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A reader of the folder has the data, and the password with it. */
  private static void refuseUnlessPrivate(Path file, String cure) throws IOException {
    String openness = PrivateFile.openness(file);
    if (openness != null) {
      throw new FailureAnalyzedException(
          "Other users of this machine may use " + file + " (" + openness + ").", cure + file);
    }
  }

  private void refuseOtherRelease() throws IOException {
    String made = Files.readString(folder.resolve("PG_VERSION")).strip();
    String brought = Binaries.VERSION.replaceFirst("\\..*", "");
    if (!made.equals(brought)) {
      throw new FailureAnalyzedException(
          String.format(
              Locale.ROOT,
              "%s was made by PostgreSQL %s, and this QUBIX brings %s.",
              folder,
              made,
              brought),
          "Dump it with the old release and restore it into a new folder.");
    }
  }

  /**
   * Returns the settings, which each start writes. An answered command must be on disk, so fsync
   * stays on.
   */
  private static String configuration(int port) {
    return String.format(
        Locale.ROOT,
        """
        # Written by QUBIX at each start. Put your own settings into postgresql.conf.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 100
        shared_buffers = '256MB'
        max_wal_size = '2GB'
        random_page_cost = 1.1
        jit = off
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        timezone = 'UTC'
        log_timezone = 'UTC'
        # A week of logs, without the data of users.
        logging_collector = on
        log_filename = 'postgresql-%%a.log'
        log_truncate_on_rotation = on
        log_rotation_size = 0
        log_min_messages = log
        log_min_error_statement = panic
        log_error_verbosity = terse
        """,
        port);
  }

  private FailureAnalyzedException refused(String description) {
    String user = programs.launch().owner();
    String reach =
        user == null || user.equals("root")
            ? ""
            : String.format(
                Locale.ROOT,
                "PostgreSQL runs as the user %s here: let that user pass through every folder above"
                    + " %s and %s (chmod a+x). Or: ",
                user,
                folder,
                programs.folder());
    return new FailureAnalyzedException(
        description,
        reach
            + "Correct what PostgreSQL reports, choose another folder with --qubix.data=…, or name"
            + " a PostgreSQL of your own with --spring.datasource.url=….");
  }
}
