package io.qubix.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.worker.work.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The program as an operator starts it. */
class MainTest {

  private final Service service = Service.start();
  private final StringWriter printed = new StringWriter();
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    started.forEach(Process::destroyForcibly);
    service.goAway();
  }

  @Test
  void help_namesEveryOption() {
    assertThat(main(Map.of(), "--help")).isZero();

    assertThat(printed.toString())
        .contains("--server", "--token", "--id", "--address", "--name", "--price", "--location")
        .contains(
            "--type",
            "--gpu-model",
            "--gpu-vram",
            "--gpu-count",
            "--label=",
            "--heartbeat-interval",
            "--command=")
        .contains("--command-timeout", "--job-limit", "--once", "--version", "Exit codes");
  }

  @Test
  void wrongOptions_areExplainedInOneLine() {
    assertThat(main(Map.of())).isEqualTo(2);
    assertThat(main(Map.of(), "--address=A", "--price=-1")).isEqualTo(2);
    assertThat(main(Map.of(), "--address=A", "--price=0.1234567")).isEqualTo(2);
    assertThat(main(Map.of(), "--address= ")).isEqualTo(2);
    assertThat(main(Map.of(), "--address=A", "--server=localhost:8080")).isEqualTo(2);
    assertThat(main(Map.of(), "--address=A", "--heartbeat-interval=soon")).isEqualTo(2);
    assertThat(main(Map.of("QUBIX_COMMAND", "llama"), "--address=A")).isEqualTo(2);

    assertThat(printed.toString().lines())
        .hasSize(7)
        .satisfiesExactly(
            line -> assertThat(line).contains("--address=ADDRESS"),
            line -> assertThat(line).contains("a price must be from 0 to 1000000000 QUBIC"),
            line -> assertThat(line).contains("a price must have at most 6 decimals"),
            line -> assertThat(line).contains("1 to 128 characters"),
            line -> assertThat(line).contains("is not an address such as http://localhost:8080"),
            line -> assertThat(line).contains("'soon' is not a time such as 30s"),
            line -> assertThat(line).contains("not of the form modelType=/path/to/program"));
  }

  @Test
  void optionsComeFromTheEnvironment_andTheCommandLineWins() {
    service.offer("job-1", 1, "b", "{}");
    Map<String, String> environment =
        Map.of(
            "QUBIX_SERVER", service.address().toString(),
            "QUBIX_ADDRESS", "FROM-ENVIRONMENT",
            "QUBIX_ID", "from-environment",
            "QUBIX_PRICE", "2.5",
            "QUBIX_COMMAND", "a=false\nb=echo 2",
            "QUBIX_ONCE", "true");

    assertThat(main(environment, "--address=GIVEN")).isZero();

    assertThat(service.registrations.get(0).path("qubicAddress").asString()).isEqualTo("GIVEN");
    assertThat(service.registrations.get(0).path("workerId").asString())
        .isEqualTo("from-environment");
    assertThat(service.registrations.get(0).path("pricePerHour").asDouble()).isEqualTo(2.5);
    assertThat(service.booked.get("job-1#1").path("result").asInt()).isEqualTo(2);
  }

  @Test
  void aRegistration_namesTheModelsOfItsExecutors_itsCardsAndLabels() {
    service.offer("job-1", 1, "B", "{}");

    assertThat(
            main(
                Map.of("QUBIX_LABEL", "tier=gold\nrack=7"),
                "--server=" + service.address(),
                "--address=A",
                "--id=one",
                "--command=b=echo 2",
                "--gpu-count=8",
                "--once"))
        .isZero();

    JsonNode registration = service.registrations.get(0);
    assertThat(registration.path("modelTypes"))
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("all-minilm-l6-v2", "b");
    assertThat(registration.path("gpuCount").asInt()).isEqualTo(8);
    assertThat(registration.path("labels").path("tier").asString()).isEqualTo("gold");
    assertThat(registration.path("labels").path("rack").asString()).isEqualTo("7");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void cardsAreCountedByTheDriversTool_ifItIsThere() throws IOException {
    Path tool = folder.resolve("nvidia-smi");
    Files.writeString(
        tool,
        "#!/bin/sh\n[ \"$1\" = --list-gpus ] || exit 1\n"
            + "echo 'GPU 0: NVIDIA H100 (UUID: a)'; echo 'GPU 1: NVIDIA H100 (UUID: b)'\n"
            + "echo '  MIG 1g.10gb'\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();

    assertThat(NvidiaSmi.cards(tool.toString())).isEqualTo(2);
    assertThat(NvidiaSmi.cards(folder.resolve("missing").toString())).isEqualTo(1);
  }

  @Test
  void aFailedJob_andARefusedWorker_haveExitCodesOfTheirOwn() {
    String server = "--server=" + service.address();
    service.offer("job-1", 1, "nobody", "{}");
    assertThat(main(Map.of(), server, "--address=A", "--id=one", "--once")).isEqualTo(4);

    service.answer(401, Service.to("/register"));
    assertThat(main(Map.of(), server, "--address=A", "--id=one", "--once")).isEqualTo(3);
  }

  @Test
  void theWholeProgram_embedsTexts() throws Exception {
    service.offer("job-1", 1, "all-MiniLM-L6-v2", "{\"texts\": [\"Hello\"]}");

    Process program = start("--once");

    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as(log()).isZero();
    assertThat(service.booked.get("job-1#1").path("result").path("vectors").get(0)).hasSize(384);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void sigterm_killsTheRunningCommand_andGivesTheJobBack() throws Exception {
    Path pid = folder.resolve("pid");
    Path script = Files.writeString(folder.resolve("slow.sh"), "echo $$ > " + pid + "; sleep 300");
    service.offer("job-1", 1, "slow", "{}");
    Process program = start("--command", "slow=/bin/sh " + script, "--grace", "0s");
    await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(pid) && Files.size(pid) > 0);
    long command = Long.parseLong(Files.readString(pid).strip());

    program.destroy();

    assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as(log()).isEqualTo(143);
    assertThat(service.givenBack).containsExactly("job-1");
    assertThat(service.deliveries).isEmpty();
    assertThat(ProcessHandle.of(command).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void sigterm_letsTheRunningCommandFinish_forAsLongAsGraceSays() throws Exception {
    Path begun = folder.resolve("begun");
    Path go = folder.resolve("go");
    Path script =
        Files.writeString(
            folder.resolve("slow.sh"),
            "touch %s; while [ ! -e %s ]; do sleep 0.1; done; echo '{}'".formatted(begun, go));
    service.offer("job-1", 1, "slow", "{}");
    Process program = start("--command", "slow=/bin/sh " + script, "--grace", "60s");
    await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(begun));

    program.destroy();
    await().atMost(30, TimeUnit.SECONDS).until(() -> !service.availability.isEmpty());
    service.offer("job-2", 1, "slow", "{}");
    Files.createFile(go);

    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as(log()).isEqualTo(143);
    assertThat(service.availability).containsExactly("draining");
    assertThat(service.booked).containsOnlyKeys("job-1#1");
    assertThat(service.givenBack).containsExactly("job-2");
  }

  private int main(Map<String, String> environment, String... arguments) {
    CommandLine commandLine = Main.commandLine(environment);
    PrintWriter writer = new PrintWriter(printed, true);
    return commandLine.setOut(writer).setErr(writer).execute(arguments);
  }

  private Process start(String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of("io.qubix.worker.Main", "--server", service.address().toString()));
    words.addAll(List.of("--address", "EARNER", "--id", "one"));
    words.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }
}
