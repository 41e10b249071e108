package io.qubix.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

class EmbeddedPostgresTest {

  private static final Path BINARIES = Path.of(System.getProperty("qubix.postgres.binaries"));
  private static final PostgresProperties ANY_PORT = new PostgresProperties(0, BINARIES);

  /** One for most tests: making one takes seconds. */
  @TempDir static Path shared;

  private Path root = shared;

  @Test
  void restart_keepsTheData() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      execute(postgres, "CREATE TABLE t AS SELECT 7 AS n");
    }
    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "SELECT n FROM t")).isEqualTo("7");
    }
  }

  @Test
  void cleanStop_leavesNoProcess() throws Exception {
    EmbeddedPostgres postgres = start();
    ProcessHandle server = serverProcess();
    assertThat(server.isAlive()).isTrue();

    postgres.close();

    assertThat(server.isAlive()).isFalse();
    assertThat(root.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void answeredCommits_areOnTheDisk() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(query(postgres, "SHOW data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void strangersOfTheSameMachine_needThePassword() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.getJdbcUrl(), Cluster.USER, "guess"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void neitherTheProgramNorTheOwner_isASuperuser_andEachStartGivesThemNewPasswords()
      throws Exception {
    String before;
    try (EmbeddedPostgres postgres = start()) {
      before = postgres.getPassword();
      assertThat(query(postgres, "SELECT current_user")).isEqualTo("qubix_program");
      assertThat(
              query(
                  postgres,
                  "SELECT count(*) FROM pg_roles WHERE rolname IN ('qubix_program', 'qubix_owner')"
                      + " AND NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication"
                      + " OR rolbypassrls)"))
          .isEqualTo("2");
      assertThat(query(postgres, "SELECT pg_has_role('qubix_owner', 'MEMBER')")).isEqualTo("f");
      assertThat(query(postgres, "SHOW password_encryption")).isEqualTo("scram-sha-256");
    }
    assertThat(Files.readString(root.resolve("postgres/pg_hba.conf")).lines())
        .filteredOn(line -> line.matches("(local|host).*"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("scram-sha-256"));
    try (EmbeddedPostgres postgres = start()) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.getJdbcUrl(), "qubix_program", before))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void dataOfAnEarlierRelease_whereAllBelongedToTheSuperuser_isGivenToTheOwner() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      asSuperuser(
          postgres,
          """
          CREATE TABLE older (id bigint GENERATED ALWAYS AS IDENTITY);
          CREATE FUNCTION older() RETURNS int LANGUAGE sql RETURN 1;
          CREATE SCHEMA older_rebuild;
          CREATE TABLE older_rebuild.older (n int);
          ALTER DATABASE qubix OWNER TO qubix;
          """);
    }
    try (EmbeddedPostgres postgres = start()) {
      assertThat(
              query(
                  postgres,
                  "SELECT string_agg(DISTINCT pg_get_userbyid(owner), ',') FROM"
                      + " (SELECT relowner FROM pg_class WHERE relname LIKE 'older%'"
                      + " UNION ALL SELECT proowner FROM pg_proc WHERE proname = 'older'"
                      + " UNION ALL SELECT nspowner FROM pg_namespace WHERE nspname LIKE 'older%'"
                      + " UNION ALL SELECT datdba FROM pg_database WHERE datname = 'qubix')"
                      + " AS owners (owner)"))
          .isEqualTo("qubix_owner");
    }
  }

  @Test
  void dataThatOthersMayRead_isRefused_withTheCure() throws Exception {
    start().close();
    for (Path file : List.of(root.resolve("postgres"), root.resolve("postgres/qubix.password"))) {
      Set<PosixFilePermission> usual = Files.getPosixFilePermissions(file);
      assertThat(PosixFilePermissions.toString(usual)).matches("rw[x-]------");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
      assertThatThrownBy(this::start)
          .isInstanceOf(FailureAnalyzedException.class)
          .hasMessageContaining("Other users of this machine may use " + file.toRealPath())
          .satisfies(
              refused ->
                  assertThat(((FailureAnalyzedException) refused).analysis().getAction())
                      .matches("chmod [67]00 " + file.toRealPath()));
      Files.setPosixFilePermissions(file, usual);
    }
    start().close();
  }

  @Test
  void secondStartOnTheSameFolder_isRefusedAndToldWhatToDo() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(FailureAnalyzedException.class)
          .hasMessageContaining("in use by another QUBIX")
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()))
          .satisfies(
              refused ->
                  assertThat(((FailureAnalyzedException) refused).analysis().getAction())
                      .contains("--spring.datasource.url", "--qubix.data"));
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void secondProcessOnTheSameFolder_isRefused() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      Process second = holder();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isNotZero();
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void killedProcess_theServerItLeftIsStoppedAndNothingIsLost() throws Exception {
    ProcessHandle leftOver = writeAndKill(holder(), "killed");
    assertThat(leftOver.isAlive()).isTrue();

    try (EmbeddedPostgres postgres = start()) {
      assertThat(leftOver.isAlive()).isFalse();
      assertThat(query(postgres, "SELECT n FROM killed")).isEqualTo("8");
    }
  }

  @Test
  void killedProcessAndServer_recoverWithoutLoss() throws Exception {
    ProcessHandle leftOver = writeAndKill(holder(), "both_killed");
    leftOver.destroyForcibly();

    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "SELECT n FROM both_killed")).isEqualTo("8");
    }
  }

  @Test
  void killedServer_isStartedAgainWhereItWas() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      execute(postgres, "CREATE TABLE survivor AS SELECT 1 AS one");
      ProcessHandle killed = serverProcess();
      killed.destroyForcibly();
      killed.onExit().join();
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(query(postgres, "SELECT one FROM survivor")).isEqualTo("1"));
    }
  }

  @Test
  void pidFileNamingSomebodyElse_isNoObstacle() throws Exception {
    start().close();
    Path pidFile = root.resolve("postgres/postmaster.pid");
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + root + "\n");

    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void halfMadeFolder_isMadeAnew(@TempDir Path own) throws Exception {
    root = own;
    Files.createDirectories(root.resolve("postgres.new/base"));

    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void folderOfAnotherRelease_isRefusedUntouched(@TempDir Path own) throws Exception {
    root = own;
    start().close();
    Files.writeString(root.resolve("postgres/PG_VERSION"), "12\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("was made by PostgreSQL 12");
  }

  @Test
  void portAskedFor_isTheOneUsed() throws Exception {
    PostgresProperties fixed = new PostgresProperties(18_090, BINARIES);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(root, fixed)) {
      assertThat(postgres.getJdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:18090/qubix");
    }
  }

  @Test
  @EnabledIf("root")
  void rootWithoutUserNamespaces_runsItAsAnotherUser(@TempDir Path own) throws Exception {
    root = own;
    Path data = root.resolve("postgres");
    Programs programs = new Programs(Binaries.unpackedIn(BINARIES), Launch.as("nobody"));
    Cluster cluster = new Cluster(data, programs);
    cluster.createIfMissing();
    cluster.start(0);
    try {
      assertThat(serverProcess().info().user()).contains("nobody");
    } finally {
      cluster.stop();
    }
    assertThat(Launch.chosenFor(data)).isEqualTo(Launch.as("nobody"));
    try (EmbeddedPostgres postgres = start()) {
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  @EnabledIf("root")
  void rootWithoutUserNamespaces_runsItInFoldersThatAreRootsAlone(@TempDir Path own)
      throws Exception {
    Path home = onlyForRoot(own);
    Programs programs = new Programs(Binaries.unpackedIn(home), Launch.as("nobody"));
    Cluster cluster = new Cluster(home.resolve("postgres"), programs);
    cluster.createIfMissing();
    int port = cluster.start(0);
    try (Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            Cluster.USER,
            cluster.password())) {
      assertThat(connection.isValid(10)).isTrue();
    } finally {
      cluster.stop();
    }
  }

  @Test
  @EnabledIf("root")
  void aUserWhoCannotReachTheFolders_isNamedWithTheCure(@TempDir Path own) throws Exception {
    Path home = onlyForRoot(own);
    List<String> withoutCapabilities =
        List.of("setpriv", "--reuid=nobody", "--clear-groups", "--inh-caps=-all");
    Programs programs =
        new Programs(Binaries.unpackedIn(BINARIES), new Launch(withoutCapabilities, "nobody"));
    assertThatThrownBy(new Cluster(home.resolve("postgres"), programs)::createIfMissing)
        .isInstanceOf(FailureAnalyzedException.class)
        .satisfies(
            refused ->
                assertThat(((FailureAnalyzedException) refused).analysis().getAction())
                    .contains("the user nobody", home.toString(), "chmod a+x", "--qubix.data"));
  }

  private static Path onlyForRoot(Path parent) throws IOException {
    return Files.createDirectory(
        parent.resolve("private"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  static boolean root() {
    return ProcessHandle.current().info().user().orElse("").equals("root");
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(root, ANY_PORT);
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PostgresHolder.class.getName(),
            root.toString(),
            BINARIES.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Commits a table on the server that a process holds, kills that process, gives the server. */
  private ProcessHandle writeAndKill(Process holder, String table) throws Exception {
    try {
      String url = urlSaidBy(holder);
      String password = Files.readString(root.resolve("postgres/qubix.password"));
      try (Connection connection = DriverManager.getConnection(url, Cluster.USER, password);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE " + table + " AS SELECT 8 AS n");
        statement.execute("GRANT SELECT ON " + table + " TO public");
      }
    } finally {
      holder.destroyForcibly().waitFor();
    }
    return serverProcess();
  }

  private static String urlSaidBy(Process holder) throws IOException {
    BufferedReader output = holder.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("URL ")) {
        return line.substring(4);
      }
    }
    throw new AssertionError("The holder ended without a server");
  }

  private ProcessHandle serverProcess() throws IOException {
    String pid = Files.readAllLines(root.resolve("postgres/postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private void asSuperuser(EmbeddedPostgres postgres, String sql) throws Exception {
    String password = Files.readString(root.resolve("postgres/qubix.password"));
    try (Connection connection =
            DriverManager.getConnection(postgres.getJdbcUrl(), Cluster.USER, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(
        postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
  }
}
