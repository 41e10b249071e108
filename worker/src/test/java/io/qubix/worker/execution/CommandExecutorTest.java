package io.qubix.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisabledOnOs(OS.WINDOWS)
class CommandExecutorTest {

  private static final Duration PLENTY = Duration.ofSeconds(30);
  private static final JsonNode INPUT = JsonMapper.shared().readTree("{\"n\": 0.10}");

  private final Told told = new Told();

  @TempDir private Path folder;

  @Test
  void theInputGoesToStdin_andStdoutIsTheResult() throws Exception {
    JsonNode result = run("printf '{\"got\": '; cat; printf '}\\n'");

    assertThat(result.path("got").path("n").decimalValue()).isEqualByComparingTo("0.1");
  }

  @Test
  void argumentsArePassedAsTheyAre() throws Exception {
    Path script = script("printf '[\"%s\",\"%s\"]' \"$1\" \"$2\"");
    OperatorCommand command = OperatorCommand.parse("any=/bin/sh " + script + " 'two words' $HOME");

    JsonNode result = new CommandExecutor(command.words(), PLENTY).execute(INPUT, told);

    assertThat(result.toString()).isEqualTo("[\"two words\",\"$HOME\"]");
  }

  @Test
  void aProgramNeedNotReadItsInput() throws Exception {
    assertThat(run("echo 1").asInt()).isEqualTo(1);
  }

  @Test
  void progressLinesAreReported_andOtherLinesAreLogged() throws Exception {
    run(
        """
        echo 'progress 12.5 Loading the model' >&2
        echo 'A note' >&2
        echo 'progress 80%' >&2
        echo 'progress report follows' >&2
        echo 1
        """);

    assertThat(told.reports).containsExactly("12.5 Loading the model", "80.0 null");
    assertThat(told.lines).containsExactly("INFO A note", "INFO progress report follows");
  }

  @Test
  void anotherExitCodeThan0_failsWithTheEndOfStderr() {
    assertThatThrownBy(
            () -> run("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo l$i >&2; done; exit 3"))
        .isInstanceOf(WorkFailed.class)
        .hasMessageStartingWith("The command ended with exit code 3: l3\nl4\n")
        .hasMessageEndingWith("l12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo hello", "true", "echo '{} {}'", "echo '{\"a\": NaN}'"})
  void outputThatIsNotOneJsonValue_fails(String script) {
    assertThatThrownBy(() -> run(script))
        .isInstanceOf(WorkFailed.class)
        .hasMessage("The command's output is not JSON");
  }

  @Test
  void outputWithoutEnd_fails() {
    assertThatThrownBy(() -> run("cat /dev/zero"))
        .isInstanceOf(WorkFailed.class)
        .hasMessage("The command's output is larger than 8388608 bytes");
  }

  @Test
  void outputOfExactlyTheBound_isTaken_andOneByteMoreIsNot() throws Exception {
    String text = "printf '\"'; head -c %d /dev/zero | tr '\\0' x; printf '\"'";

    assertThat(run(text.formatted(CommandExecutor.MAX_OUTPUT - 2)).isString()).isTrue();
    assertThatThrownBy(() -> run(text.formatted(CommandExecutor.MAX_OUTPUT - 1)))
        .hasMessageStartingWith("The command's output is larger");
  }

  @Test
  void aProgramThatTakesTooLong_isKilledWithAllThatItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    String script = "sleep 300 & echo $! > %1$s; echo $$ >> %1$s; wait".formatted(pids);

    assertThatThrownBy(() -> run(script, Duration.ofMillis(700)))
        .isInstanceOf(WorkFailed.class)
        .hasMessage("The command took longer than 0.7 s");

    assertThatAllAreGone(pids);
  }

  @Test
  void anInterrupt_killsTheProgramAndAllThatItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    String script = "sleep 300 & echo $! > %1$s; echo $$ >> %1$s; wait".formatted(pids);
    FutureTask<JsonNode> work = new FutureTask<>(() -> run(script));
    Thread thread = new Thread(work);
    thread.start();
    await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);

    thread.interrupt();

    assertThatThrownBy(() -> work.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThatAllAreGone(pids);
  }

  @Test
  void aProgramThatIgnoresTheRequestToEnd_isForced() {
    CompletableFuture<Void> forced =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(
                        () ->
                            run(
                                "trap '' TERM; while true; do sleep 1; done",
                                Duration.ofMillis(300)))
                    .hasMessageStartingWith("The command took longer"));

    assertThat(forced).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aProgramThatDoesNotExist_failsWithoutTellingWhereItShouldBe() {
    CommandExecutor executor = new CommandExecutor(List.of("/no/such/program"), PLENTY);

    assertThatThrownBy(() -> executor.execute(INPUT, told))
        .isInstanceOf(WorkFailed.class)
        .hasMessage("The worker could not start its command for this model type");
  }

  @Test
  void aLineWithoutEnd_isCut() throws Exception {
    run("head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; echo 1");

    assertThat(told.lines).singleElement().matches(line -> line.length() == "INFO ".length() + 500);
  }

  private JsonNode run(String script) throws IOException, WorkFailed, InterruptedException {
    return run(script, PLENTY);
  }

  private JsonNode run(String script, Duration timeout)
      throws IOException, WorkFailed, InterruptedException {
    return new CommandExecutor(List.of("/bin/sh", script(script).toString()), timeout)
        .execute(INPUT, told);
  }

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("program.sh"), text);
  }

  private static void assertThatAllAreGone(Path pids) throws IOException {
    for (String pid : Files.readAllLines(pids)) {
      await()
          .until(
              () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }
}
