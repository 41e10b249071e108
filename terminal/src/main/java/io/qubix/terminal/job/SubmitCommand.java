package io.qubix.terminal.job;

import io.qubix.api.money.Money;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import io.qubix.terminal.watch.Watching;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Submits a job, and watches it on request. */
@Command(
    name = "submit",
    header = "Submits a job.",
    footer = {
      "",
      "qubix submit all-minilm-l6-v2 --compute 0.01 --input '{\"texts\": [\"Hello\"]}' --watch",
      "jq -n '{texts: [inputs]}' *.json | qubix submit all-minilm-l6-v2 -c 0.5 -i - --quiet"
    })
public final class SubmitCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The model type, such as all-minilm-l6-v2.")
  private String model = "";

  @Option(
      names = {"-c", "--compute"},
      paramLabel = "HOURS",
      required = true,
      description = "The hours of compute that it needs, such as 0.5.")
  private BigDecimal compute = BigDecimal.ONE;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "JSON|@FILE|-",
      description = "The input, a JSON object: as text, from a file, or from stdin (default: {}).")
  private String input = "{}";

  @Option(
      names = {"-p", "--max-price"},
      paramLabel = "QUBIC",
      converter = Price.class,
      description = "The highest price per hour (default: any price).")
  private @Nullable Money maxPrice;

  @Option(
      names = "--priority",
      paramLabel = "0..9",
      description = "Jobs of a higher priority come first (default: 5).")
  private @Nullable Integer priority;

  @ArgGroup(exclusive = false)
  private MachineOptions requirements = new MachineOptions();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "A label, by which it is found again. Repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @ArgGroup(exclusive = false)
  private LimitOptions limits = new LimitOptions();

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Requests with the same key create one job (default: a new key).")
  private @Nullable String key;

  @Option(names = "--estimate", description = "Only estimates the cost.")
  private boolean estimate;

  @ArgGroup private Then then = new Then();

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints only the id.")
  private boolean quiet;

  /** The options for what follows the submission. */
  static final class Then {
    @Option(
        names = {"-w", "--watch"},
        description = "Watches it; the exit code is that of watch.")
    boolean watch;

    @Option(names = "--wait", description = "Waits for its end; the exit code is that of watch.")
    boolean silently;
  }

  public SubmitCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (estimate) {
      JsonNode answer = session.post("/api/jobs/estimate", body(), Map.of());
      if (session.json()) {
        session.output().json(answer);
      } else {
        new Estimated(answer.path("estimate")).print(session.output());
      }
      return ExitCode.OK.number();
    }
    Map<String, Object> body = body();
    body.put("qubicAddress", session.requiredAddress());
    if (!labels.isEmpty()) {
      body.put("labels", labels);
    }
    body.put("inputData", JobInput.read(input, session.input()));
    JsonNode answer = created(body);
    JsonNode job = answer.path("job");
    if (!session.json() || quiet) {
      Submitted.of(answer).print(session.output(), quiet, !then.watch && !then.silently);
    } else if (!then.watch && !then.silently) {
      session.output().json(answer);
    }
    String id = job.path("id").asString();
    if (then.watch && !quiet) {
      return Watching.of(session).show(id).number();
    }
    return then.watch || then.silently
        ? Watching.of(session).await(id, quiet).number()
        : ExitCode.OK.number();
  }

  private Map<String, Object> body() {
    if (compute.signum() <= 0) {
      throw Failure.usage("--compute must be more than 0 hours", "Half an hour is 0.5.");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("modelType", model);
    body.put("computeNeeded", compute);
    if (maxPrice != null) {
      body.put("maxPrice", maxPrice);
    }
    if (priority != null) {
      body.put("priority", priority);
    }
    limits.putInto(body);
    if (requirements.any()) {
      body.put("requirements", requirements.body());
    }
    return body;
  }

  private JsonNode created(Map<String, Object> body) {
    String used = key == null ? UUID.randomUUID().toString() : key;
    try {
      return session.post("/api/jobs/create", body, Map.of("Idempotency-Key", used));
    } catch (Failure e) {
      // The job may have been created; with the same key a repeat does no harm.
      throw e.code() == ExitCode.AWAY
          ? e.withHint("Repeat it safely with --idempotency-key " + used)
          : e;
    }
  }
}
