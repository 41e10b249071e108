package io.qubix.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.app.journey.Server;
import io.qubix.testing.Browser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The console as it comes over HTTP: no browser is needed for it. */
class PagesTest {

  private static String database = "";
  private static Server server;
  private static Browser browser;

  @BeforeAll
  static void start() {
    database = TestDatabase.url();
    server = Server.on(database);
    browser = new Browser(server.uri().getPort());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aPageMayUseNothingButOurOwnFiles() {
    HttpResponse<String> page = page("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain(" style=", "<style", " onclick=");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void filesAreKeptForEver_andGoCompressed() throws Exception {
    String page = page("/").body();
    int at = page.indexOf("/assets/");
    String root = page.substring(at, page.indexOf('/', at + 8));

    for (String file : List.of("console.css", "console.js", "lib/htmx/htmx.min.js")) {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  browser.request(root + "/" + file, "Accept-Encoding", "gzip").GET().build(),
                  BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control"))
          .get()
          .asString()
          .contains("max-age=31536000", "immutable");
      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
          .hasSizeGreaterThan(answer.body().length);
    }
  }

  @Test
  void mistakesArePagesForPeople_andProblemsForPrograms() {
    HttpResponse<String> page = page("/nowhere");
    HttpResponse<String> problem = browser.get("/nowhere");
    HttpResponse<String> api = page("/api/jobs/nothing");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
    assertThat(page.body()).contains("Go to the overview");
    for (HttpResponse<String> answer : List.of(problem, api)) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/market", "/jobs", "/audit", "/ledger/accounts", "/ledger"})
  void namesThatAPageDoesNotKnow_doNoHarm(String path) {
    assertThat(page(path + "?a:b=1&%7Bx%7D=2&%7B=3&c=%7By%7D").statusCode()).isEqualTo(200);
  }

  @Test
  void aDepositIsForNoJob_andComesFromNoAddress() {
    JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database));
    UUID deposit = UUID.randomUUID();
    jdbc.update(
        "insert into ledger_transaction values (?, 1000000, 'DEPOSIT', null, now())", deposit);
    jdbc.update(
        """
        insert into ledger_posting values
          (?, 0, 'external', -25000000, 'consumer:SAVER', 1000000, now()),
          (?, 1, 'consumer:SAVER', 25000000, 'external', 1000000, now())
        """,
        deposit,
        deposit);
    jdbc.update(
        "insert into ledger_account values ('external', -25000000), ('consumer:SAVER', 25000000)");

    HttpResponse<String> statement = page("/ledger?address=SAVER");
    assertThat(statement.statusCode()).isEqualTo(200);
    assertThat(statement.body()).contains(">Received<");
    HttpResponse<String> ledger = page("/ledger");
    assertThat(ledger.statusCode()).isEqualTo(200);
    assertThat(ledger.body())
        .contains("href=\"/ledger?address=SAVER\"", ">external<")
        .doesNotContain("href=\"/ledger?address=\"");
    assertThat(page("/ledger/accounts").statusCode()).isEqualTo(200);
  }

  /** Thymeleaf puts a fragment in the place of its element before it asks any condition of it. */
  @Test
  void noElementThatAFragmentReplaces_hasACondition() throws IOException {
    Pattern ignored = Pattern.compile("<[^>]*th:(if|unless)=[^>]*th:replace=[^>]*>");
    try (Stream<Path> templates = Files.list(Path.of("src/main/resources/templates"))) {
      assertThat(templates)
          .hasSizeGreaterThan(10)
          .allSatisfy(
              template -> assertThat(Files.readString(template)).doesNotContainPattern(ignored));
    }
  }

  @Test
  void anUpgradeOfTheRootIsStillTheWebSocket() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://localhost:" + server.uri().getPort() + "/"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(WebSocket s, CharSequence text, boolean last) {
                    first.complete(text.toString());
                    return WebSocket.Listener.super.onText(s, text, last);
                  }
                })
            .get(20, TimeUnit.SECONDS);

    assertThat(first.get(20, TimeUnit.SECONDS)).contains("connected");
    socket.abort();
  }

  /** No page reads all jobs, or shows all providers. */
  @Test
  void tenThousandProvidersAndAHundredThousandJobsMakeNoPageLarger() throws Exception {
    server.api().register("many", 1);
    String job = server.api().create("MANY").text("job.id");
    server.api().complete(job, "many", 60).expect(200);
    server.api().get("/api/stats/overview").expect(200);
    try (Connection connection = DriverManager.getConnection(database)) {
      fill(connection);
      long before = number(connection, "idx_scan");
      long readBefore = number(connection, "seq_tup_read");

      for (String path :
          List.of(
              "/",
              "/market",
              "/market?sort=earnings&gpuModel=40",
              "/jobs/" + job,
              "/jobs",
              "/jobs?status=COMPLETED&qubicAddress=MANY",
              "/jobs?since=2020-01-01T12:00&until=2020-01-01T12:10",
              "/ledger",
              "/ledger?address=MANY",
              "/ledger/accounts?kind=provider",
              "/audit")) {
        long start = System.nanoTime();
        HttpResponse<String> page = page(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        assertThat(page.body().length()).as("characters of %s", path).isLessThan(150_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .as("time for %s, on a busy machine", path)
            .isLessThan(Duration.ofSeconds(5));
      }

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> number(connection, "idx_scan") >= before + 2);
      assertThat(number(connection, "seq_tup_read") - readBefore).isLessThan(1000);
    }
  }

  private static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into provider_view (worker_id, id, created, qubic_address, gpu_model, gpu_vram,
              ram_total, location, price, online, available, state)
          select 'many-' || n, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, -n,
              qubic_address, gpu_model, gpu_vram, ram_total, location, n * 100, true, true,
              state || jsonb_build_object('workerId', 'many-' || n, 'id',
                  '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'totalJobs', n)
          from provider_view, generate_series(1, 10000) as n where worker_id = 'many'
          """);
      statement.execute(
          """
          insert into job_view (id, created, created_at, qubic_address, model_type, status,
              worker_id, view)
          select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, -n,
              timestamptz '2020-01-02T00:00Z' - n * interval '1 s', qubic_address, model_type,
              status, 'many-' || n % 10000, view
          from job_view, generate_series(1, 100000) as n where qubic_address = 'MANY'
          """);
      statement.execute(
          """
          with booked as (
            insert into ledger_transaction (id, position, type, job_id, at)
            select gen_random_uuid(), -n, 'JOB_PAYMENT', gen_random_uuid(), now()
            from generate_series(1, 100000) as n
            returning id, position, at)
          insert into ledger_posting (transaction_id, line, account, amount, counterparty, position,
              at)
          select id, line, case line when 0 then 'consumer:MANY'
              else 'provider:P-' || -position % 10000 end, 2 * line - 1, null, position, at
          from booked, generate_series(0, 1) as line
          """);
      statement.execute(
          """
          insert into ledger_account (account, balance)
          select account, sum(amount) from ledger_posting
          where position < 0 group by account
          on conflict (account) do update
            set balance = ledger_account.balance + excluded.balance
          """);
      statement.execute("vacuum analyze ledger_transaction");
      statement.execute("vacuum analyze ledger_posting");
      statement.execute("vacuum analyze job_view");
      statement.execute("vacuum analyze provider_view");
    }
  }

  private static long number(Connection connection, String column) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_stat_clear_snapshot()");
      try (ResultSet row =
          statement.executeQuery(
              "select " + column + " from pg_stat_user_tables where relname = 'job_view'")) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static HttpResponse<String> page(String path) {
    return browser.get(path, "Accept", "text/html");
  }
}
