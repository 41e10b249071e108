package io.qubix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.qubix.testing.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as its user has it: started in a process of its own, and stopped with a signal. */
class ProgramTest {

  private static final Pattern READY =
      Pattern.compile("QUBIX is ready on (http://localhost:(\\d+))");

  /** Of the contract. */
  private static final String[] PATHS = {
    "/api/jobs/create",
    "/api/jobs/pending/{workerId}",
    "/api/jobs/{jobId}/progress",
    "/api/jobs/{jobId}/complete",
    "/api/jobs/{jobId}",
    "/api/jobs/user/{qubicAddress}",
    "/api/jobs/{jobId}/cancel",
    "/api/jobs/estimate",
    "/api/jobs/{jobId}/events",
    "/api/jobs/{jobId}/logs",
    "/api/jobs/{jobId}/metrics",
    "/api/jobs",
    "/api/providers/register",
    "/api/providers/quick-register",
    "/api/providers/{workerId}/heartbeat",
    "/api/providers/my",
    "/api/providers/my/jobs",
    "/api/providers/my/earnings",
    "/api/providers/heartbeat/stats",
    "/api/jobs/{jobId}/monitor",
    "/api/stats",
    "/api/providers",
    "/api/transactions/history/{qubicAddress}",
    "/api/accounts/{qubicAddress}",
    "/api/users/{qubicAddress}",
    "/api/admin/projections",
    "/api/admin/projections/{name}/replay",
    "/api/admin/dead-letters",
    "/api/admin/dead-letters/{id}/retry",
    "/api/audit/ledger",
    "/health",
  };

  @TempDir static Path data;

  private final List<Process> started = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @AfterEach
  void endAll() throws InterruptedException {
    started.forEach(Process::destroy);
    // The next test has the same data folder: two at once are refused there.
    for (Process program : started) {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void start_endsInOneLineThatNamesTheAddress_andTermLeavesNothingBehind() throws Exception {
    Process program = start("--server.port=0");
    Browser browser = new Browser(portSaidBy(program));

    assertThat(browser.get("/health").statusCode()).isEqualTo(200);
    assertThat(said).as("quiet otherwise").hasSizeLessThan(6);
    assertThat(data.resolve("seal.key")).exists();
    assertThat(Browser.json(browser.get("/v3/api-docs")).get("paths").propertyNames())
        .contains(PATHS);
    List<ProcessHandle> postgres = serversOn(data);
    assertThat(postgres).isNotEmpty();

    program.destroy();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(143);
    assertThat(postgres).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void afterKill9_theNextStartRecovers() throws Exception {
    Process killed = start("--server.port=0");
    portSaidBy(killed);
    killed.destroyForcibly().waitFor();

    Browser browser = new Browser(portSaidBy(start("--server.port=0")));
    assertThat(browser.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void killedInTheMiddleOfWork_nothingIsLostAndNothingIsDoubled() throws Exception {
    Process killed = start("--server.port=0");
    Work work = new Work();
    List<Thread> workers = work.begin(new Browser(portSaidBy(killed)), 4);
    await().atMost(Duration.ofMinutes(1)).until(() -> work.completed.size() >= 20);
    killed.destroyForcibly().waitFor();
    for (Thread worker : workers) {
      worker.join();
    }

    Browser browser = new Browser(portSaidBy(start("--server.port=0")));
    work.finish(browser);
    // A creation may have been stored and its answer lost: then a worker knew of the job all the
    // same.
    Set<String> known = new TreeSet<>(work.created);
    known.addAll(work.completed);
    for (String job : known) {
      assertThat(Browser.json(browser.get("/api/jobs/" + job)).path("status").asString())
          .as(job)
          .isEqualTo("COMPLETED");
    }
    List<String> paid = new ArrayList<>();
    Browser.json(browser.get("/api/transactions/history/KILLED?limit=500"))
        .forEach(payment -> paid.add(payment.path("jobId").asString()));
    assertThat(paid).doesNotHaveDuplicates().containsAll(known);
    assertThat(Browser.json(browser.get("/api/audit/ledger")).path("agrees").asBoolean()).isTrue();
    assertThat(Browser.json(browser.post("/api/audit/verify", "{}")).path("intact").asBoolean())
        .isTrue();
  }

  /** Consumers and workers at once, and what they were answered. */
  private static final class Work {

    private final Set<String> created = ConcurrentHashMap.newKeySet();
    private final Set<String> completed = ConcurrentHashMap.newKeySet();

    /** Each works until the program answers no more. */
    List<Thread> begin(Browser browser, int workers) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        String worker = "killed-" + i;
        register(browser, worker);
        Thread thread =
            new Thread(
                () -> {
                  try {
                    while (true) {
                      create(browser);
                      workOn(browser, worker);
                    }
                  } catch (AssertionError noAnswer) {
                    // It was killed.
                  }
                });
        thread.start();
        threads.add(thread);
      }
      return threads;
    }

    /** Completes the remaining jobs, as returning workers do. */
    void finish(Browser browser) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                for (int i = 0; i < 4; i++) {
                  register(browser, "killed-" + i);
                  workOn(browser, "killed-" + i);
                }
                return Browser.json(browser.get("/api/stats")).path("jobs").path("active").asInt()
                    == 0;
              });
    }

    private static void register(Browser browser, String worker) {
      browser.post(
          "/api/providers/register",
          "{\"workerId\": \"%s\", \"qubicAddress\": \"OWNER\", \"pricePerHour\": 1}"
              .formatted(worker));
    }

    private void create(Browser browser) {
      HttpResponse<String> answer =
          browser.post(
              "/api/jobs/create",
              "{\"modelType\": \"m\", \"computeNeeded\": 1, \"qubicAddress\": \"KILLED\"}");
      if (answer.statusCode() == 200) {
        created.add(Browser.json(answer).path("job").path("id").asString());
      }
    }

    private void workOn(Browser browser, String worker) {
      for (JsonNode job : Browser.json(browser.get("/api/jobs/pending/" + worker + "?wait=1"))) {
        String id = job.path("id").asString();
        HttpResponse<String> answer =
            browser.post(
                "/api/jobs/" + id + "/complete",
                "{\"workerId\": \"%s\", \"status\": \"completed\"}".formatted(worker));
        if (answer.statusCode() == 200) {
          completed.add(id);
        }
      }
    }
  }

  /** Of which digits, case and calendar are not what programs expect. */
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "tr-TR", "th-TH-u-ca-buddhist"})
  void whereverTheMachineStands_programWorkerAndTerminalWork(String locale) throws Exception {
    List<String> there = propertiesOf(Locale.forLanguageTag(locale));
    int port =
        portSaidBy(start(QubixApplication.class, there, "--server.port=0", "--qubix.data=" + data));
    Browser browser = new Browser(port);
    String server = "--server=http://localhost:" + port;
    String consumer = "CONSUMER-" + locale;
    browser.post(
        "/api/jobs/create",
        "{\"modelType\": \"%s\", \"computeNeeded\": 1, \"qubicAddress\": \"%s\"}"
            .formatted("I-" + locale, consumer));
    Process worker =
        start(
            io.qubix.worker.Main.class,
            there,
            server,
            "--address=OWNER",
            "--id=worker-" + locale,
            "--price=0.5",
            "--command=I-" + locale + "=cat",
            "--once");
    assertThat(output(worker)).contains("I-" + locale);
    assertThat(worker.waitFor()).isZero();

    String jobs =
        output(
            start(
                io.qubix.terminal.Main.class,
                there,
                "jobs",
                "--mine",
                "--json",
                "--address=" + consumer,
                server));
    JsonNode job = JsonMapper.shared().readTree(jobs).path("jobs").path(0);
    assertThat(job.path("status").asString()).as(jobs).isEqualTo("COMPLETED");
    assertThat(Instant.parse(job.path("createdAt").asString()))
        .isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
    assertThat(
            output(
                start(io.qubix.terminal.Main.class, there, "audit", "verify", "--locally", server)))
        .containsPattern("Intact: [0-9,]+ events in [0-9,]+ blocks");
  }

  private static List<String> propertiesOf(Locale locale) {
    String extensions =
        locale.getExtensionKeys().isEmpty()
            ? ""
            : "u-" + locale.getExtension(Locale.UNICODE_LOCALE_EXTENSION);
    return List.of(
        "-Duser.language=" + locale.getLanguage(),
        "-Duser.country=" + locale.getCountry(),
        "-Duser.extensions=" + extensions);
  }

  @Test
  void addressBeyondLoopbackWithoutAToken_isRefusedInWords() throws Exception {
    Process program = start("--server.port=0", "--server.address=0.0.0.0");

    assertThat(output(program))
        .contains("APPLICATION FAILED TO START", "no token is set", "Set qubix.token")
        .doesNotContain("\tat ");
    assertThat(program.waitFor()).isNotZero();
  }

  private Process start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--qubix.data=" + data));
    all.addAll(List.of(arguments));
    return start(QubixApplication.class, List.of(), all.toArray(String[]::new));
  }

  private Process start(Class<?> program, List<String> properties, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.add("-Dqubix.postgres.binaries=" + System.getProperty("qubix.postgres.binaries"));
    command.addAll(properties);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private int portSaidBy(Process program) throws IOException {
    BufferedReader output = program.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return Integer.parseInt(ready.group(2));
      }
    }
    throw new AssertionError("The program ended: " + String.join("\n", said));
  }

  private static String output(Process program) throws IOException {
    try (BufferedReader output = program.inputReader()) {
      return String.join("\n", output.lines().toList());
    }
  }

  private static List<ProcessHandle> serversOn(Path data) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(
              process ->
                  process
                      .info()
                      .commandLine()
                      .filter(line -> line.contains("postgres -D " + data))
                      .isPresent())
          .toList();
    }
  }
}
