package io.qubix.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.qubix.terminal.print.Screen;
import io.qubix.terminal.session.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The program as it is typed, and what it does when the service does not do well. */
class QubixTest {

  private static final String PENDING =
      "{\"id\": \"j\", \"status\": \"PENDING\", \"progress\": 0, \"logs\": []}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer service;
  private volatile int status = 200;
  private volatile String answer = "{}";

  @TempDir private Path folder;

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void listen() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          if (status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
          }
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void whatTheServiceSaysOfADifference_commandsNoTerminal() {
    answer =
        """
        {"intact": false, "difference": {"position": 7, "what": "Changed\\u001b[2J"},
         "events": [{"position": 7, "type": "T\\u001b[31m", "stream": "job:x\\u009b1A"}]}
        """
            .replace("\n", " ");

    Run verify = run("audit", "verify");

    assertThat(verify.code()).isEqualTo(ExitCode.DIFFERENCE.number());
    assertThat(verify.out())
        .contains("Changed", "Stored there now: T")
        .doesNotContain("\u001b", "\u009b");
  }

  @Test
  void help_namesEveryCommandAndEveryExitCode() {
    Run help = run("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("submit", "watch", "jobs", "job", "cancel", "providers", "account", "history")
        .contains("audit", "completion", "QUBIX_SERVER", "QUBIX_TOKEN", "QUBIX_ADDRESS");
    for (ExitCode code : ExitCode.values()) {
      assertThat(help.out()).contains(String.valueOf(code.number()));
    }
    assertThat(run().out()).isEqualTo(help.out());
    assertThat(run("audit").out()).contains("verify", "seal", "proof", "ledger", "events");
    assertThat(run("submit", "--help").out()).contains("Usage: qubix submit", "--server=URL");
  }

  @Test
  void optionsOfAll_standBeforeOrAfterTheCommand() {
    answer = "{\"jobs\": [], \"next\": null}";

    assertThat(run("--token", "one", "jobs", "-n", "1").code()).isZero();
    assertThat(run("jobs", "-n", "1", "--token", "two").code()).isZero();
    assertThat(run("--json", "jobs").out()).isEqualTo(run("jobs", "--json").out()).contains("[ ]");
    assertThat(asked.get(0)).isEqualTo("/api/jobs?limit=1 Bearer one null");
    assertThat(asked.get(1)).isEqualTo("/api/jobs?limit=1 Bearer two null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jobz                   | There is no command jobz | Did you mean ",
        "jobs --sever x         | Unknown option           | Did you mean --server?",
        "job                    | Missing required         | See qubix job --help",
        "submit m -c x          | 'x' is not a number      | See qubix submit --help",
        "submit m -c 0          | more than 0 hours        | Half an hour is 0.5.",
        "submit m -c 1 -p -1    | a price must be above 0  | See qubix submit --help",
        "submit m -c 1 -p 0     | a price must be above 0  | See qubix submit --help",
        "submit m -c 1 --watch --wait | mutually exclusive | See qubix submit --help",
        "jobs --server there    | is not an address such as | See qubix jobs --help",
        "jobs --status done     | expected one of          | See qubix jobs --help",
        "jobs --mine            | An address is required   | QUBIX_ADDRESS",
        "jobs -n 0              | --limit must be          | ``",
        "job x --follow         | go with --logs           | ``",
        "audit verify --expect 1 | There is no file 1      | NUMBER:HASH"
      })
  void aMistake_isSaidInALine_withAHint(String line, String error, String hint) {
    Run run = run(line.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").contains(error, hint).doesNotContain("\tat ");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"RUNNING, true", "FAILED, false", "CANCELLED, false"})
  void aResultThatIsNotThere_isWaitedForWhereItCanCome(String state, boolean canCome) {
    answer = "{\"status\": \"" + state + "\"}";

    Run run = run("job", "j", "--result");

    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err()).contains("it is " + state);
    assertThat(run.err().contains("qubix watch j waits for it.")).isEqualTo(canCome);
  }

  @Test
  void anHour_isOne() {
    answer = "{\"estimate\": {\"computeHours\": 1.0, \"matchingProviders\": 1}}";
    assertThat(run("submit", "m", "-c", "1", "--estimate").out()).startsWith("1 hour at");
    answer = "{\"estimate\": {\"computeHours\": 0.5, \"matchingProviders\": 1}}";
    assertThat(run("submit", "m", "-c", "0.5", "--estimate").out()).startsWith("0.5 hours at");
  }

  @Test
  void mistakesToo_areJsonForScripts() {
    Run run = run("jobs", "--sever", "x", "--json");

    assertThat(JsonMapper.shared().readTree(run.err()).path("hint").asString())
        .isEqualTo("Did you mean --server?");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 2", "401, 4", "403, 4", "404, 3", "409, 5", "413, 2", "422, 5", "429, 6", "500, 6",
    "503, 6"
  })
  void whatTheServiceAnswers_isTheExitCode(int answered, int code) {
    status = answered;
    answer = "{\"detail\": \"No, for a reason\", \"status\": " + answered + "}";

    Run people = run("account", "A");
    Run scripts = run("account", "A", "--json");

    assertThat(people.code()).isEqualTo(code);
    assertThat(people.err()).startsWith("error: No, for a reason");
    assertThat(scripts.code()).isEqualTo(code);
    assertThat(JsonMapper.shared().readTree(scripts.err()).path("status").asInt())
        .isEqualTo(answered);
  }

  @Test
  void anAnswerThatIsNotJson_orNone_isAway() {
    answer = "<html>Please log in</html>";
    assertThat(run("jobs").code()).isEqualTo(6);
    assertThat(run("jobs").err()).contains("is not JSON");

    service.stop(0);
    assertThat(run("jobs").code()).isEqualTo(6);
    assertThat(run("jobs").err()).contains("cannot connect", "QUBIX_SERVER or --server");
  }

  @Test
  void aServiceThatHangs_isNotWaitedForForEver() {
    service.createContext("/api/providers", exchange -> {});

    assertThat(run("providers", "--timeout", "300ms").code()).isEqualTo(6);
  }

  @Test
  void withRetry_aServiceThatComesBack_isAskedAgain() {
    status = 503;
    Thread back =
        new Thread(
            () -> {
              await().until(() -> !asked.isEmpty());
              status = 200;
            });
    back.start();

    assertThat(run("account", "A", "--retry", "30s").code()).isZero();
    assertThat(asked).hasSizeGreaterThan(1);
  }

  @Test
  void aSubmissionThatMayHaveWorked_namesTheKeyToRepeatItWith() {
    status = 503;

    Run run = run("submit", "m", "-c", "1", "--address", "A");

    String key = asked.get(0).replaceAll(".* ", "");
    assertThat(run.code()).isEqualTo(6);
    assertThat(key).hasSize(36);
    assertThat(run.err()).contains("Repeat it safely with --idempotency-key " + key);
  }

  @Test
  void aVerificationWithoutAVerdict_isNone() {
    answer = "{\"checked\": 5}\n";

    assertThat(run("audit", "verify").code()).isEqualTo(6);
  }

  @Test
  void whatIsWrittenToAFile_hasNoColours() {
    answer = "{\"jobs\": [{\"id\": \"j\", \"status\": \"FAILED\"}], \"next\": null}";
    Screen colourful = new Screen(true, 80, true, true);

    assertThat(run(colourful, "jobs").out()).contains("\u001b[31mFAILED");
    assertThat(run(colourful, "jobs", "--no-color").out()).doesNotContain("\u001b");
    assertThat(run(colourful, "jobs", "--json").out()).doesNotContain("\u001b");
    assertThat(run(colourful, "--no-color", "--help").out()).doesNotContain("\u001b");
    assertThat(run("jobs").out()).doesNotContain("\u001b");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theCompletionScript_completesInBash() throws Exception {
    Path script = Files.writeString(folder.resolve("completion"), run("completion", "bash").out());
    String ask =
        "source "
            + script
            + "; COMP_WORDS=(qubix audit ver); COMP_CWORD=2; COMP_LINE='qubix audit ver';"
            + " _complete_qubix; echo \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();

    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("verify");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aWatchThatIsStopped_saysThatTheJobGoesOn() throws Exception {
    answer = PENDING;
    Path out = folder.resolve("out");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.qubix.terminal.Main",
                "watch",
                "j",
                "--server",
                server())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    await().atMost(60, TimeUnit.SECONDS).until(() -> Files.readString(out).contains("PENDING"));

    program.destroy();

    assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(143);
    assertThat(Files.readString(out)).contains("The job goes on. Watch it again: qubix watch j");
  }

  private Run run(String... arguments) {
    return run(Screen.NONE, arguments);
  }

  private Run run(Screen screen, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> line = new ArrayList<>(List.of(arguments));
    int code =
        new Qubix(Map.of("QUBIX_SERVER", server()), InputStream.nullInputStream(), out, err, screen)
            .run(line.toArray(String[]::new));
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String server() {
    return "http://127.0.0.1:" + service.getAddress().getPort();
  }
}
