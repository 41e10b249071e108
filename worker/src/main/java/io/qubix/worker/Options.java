package io.qubix.worker;

import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.client.options.EnvironmentDefaults;
import io.qubix.client.options.Values;
import io.qubix.worker.execution.OperatorCommand;
import io.qubix.worker.work.Profile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * The operator's options; {@link EnvironmentDefaults} reads the same options from the environment.
 */
final class Options {

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The service to work for (default: ${DEFAULT-VALUE}).")
  URI server = URI.create("http://localhost:8080");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The service's bearer token. QUBIX_TOKEN keeps it out of the list of processes.")
  @Nullable String token;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "This worker's id. Default: the host's name and a random suffix, kept for the next"
              + " start.")
  @Nullable WorkerId id;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      required = true,
      description = "The Qubic address that gets the earnings. Required.")
  QubicAddress address = new QubicAddress("nobody");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The displayed name (default: the host's name).")
  @Nullable String name;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "native",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  ProviderType type = ProviderType.NATIVE;

  @Option(
      names = "--price",
      paramLabel = "QUBIC",
      defaultValue = "1",
      description = "The price of an hour (default: ${DEFAULT-VALUE}).")
  Money price = Money.ONE;

  @Option(
      names = "--location",
      paramLabel = "PLACE",
      description = "Where the machine is, such as eu-west.")
  @Nullable String location;

  @Option(
      names = "--gpu-model",
      paramLabel = "MODEL",
      description = "The GPU's model, if there is one.")
  @Nullable String gpuModel;

  @Option(names = "--gpu-vram", paramLabel = "GB", description = "The memory of each GPU.")
  @Nullable Double gpuVram;

  @Option(
      names = "--gpu-count",
      paramLabel = "N",
      description = "The number of GPUs (default: those that nvidia-smi lists, or else 1).")
  @Nullable Integer gpuCount;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      split = "\n",
      description =
          "A label that jobs may require, such as tier=gold. Repeatable; in QUBIX_LABEL, one a line.")
  Map<String, String> labels = new HashMap<>();

  @Option(
      names = "--command",
      paramLabel = "TYPE=PROGRAM",
      split = "\n",
      description =
          "Serves a model type with a program of your own, such as"
              + " 'llama=/opt/llama/run --threads 4'. Repeatable; in QUBIX_COMMAND, one a line.")
  List<OperatorCommand> commands = new ArrayList<>();

  @Option(
      names = "--command-timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "The time limit of a program for one job (default: ${DEFAULT-VALUE}).")
  Duration commandTimeout = Duration.ofHours(1);

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "10s",
      description =
          "How long a worker that is stopped finishes what it works on, before it gives that back"
              + " (default: ${DEFAULT-VALUE}; 0: at once).",
      converter = DurationOrNone.class)
  Duration grace = Duration.ofSeconds(10);

  @Option(
      names = "--heartbeat-interval",
      paramLabel = "TIME",
      defaultValue = "30s",
      description =
          "The time between heartbeats (default: ${DEFAULT-VALUE}; after 90s a job is lost).")
  Duration heartbeatInterval = Duration.ofSeconds(30);

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs up to this many jobs at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  int slots = 1;

  @Option(
      names = "--job-limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "Stops after this number of jobs (default: no limit).")
  int jobLimit;

  @Option(names = "--once", description = "The same as --job-limit 1.")
  boolean once;

  /** A token from a file may end with a line break. */
  @Nullable String token() {
    return token == null ? null : token.strip();
  }

  /** Returns the number of jobs after which the worker leaves, or 0 for no limit. */
  int jobLimit() {
    return once ? 1 : jobLimit;
  }

  /**
   * @param modelTypes those that it serves
   */
  Profile profile(WorkerId workerId, Collection<String> modelTypes) {
    return new Profile(
        workerId,
        address,
        name == null ? KeptWorkerId.hostName() : name,
        type,
        MachineHardware.with(gpuModel, gpuVram, gpuCount == null ? NvidiaSmi.cards() : gpuCount),
        jobLimit() > 0 ? Math.min(slots, jobLimit()) : slots,
        new Serving(List.copyOf(modelTypes), labels),
        location,
        price);
  }

  /** A time that may be 0. */
  private static final class DurationOrNone implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Values.durationOrNone(text);
    }
  }
}
