package io.qubix.worker;

import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.client.QubixClient;
import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.options.ManifestVersion;
import io.qubix.worker.execution.Executors;
import io.qubix.worker.work.Marketplace;
import io.qubix.worker.work.Worker;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a worker of its options, and runs it. */
@Command(
    name = "qubix-worker",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    header = "Runs jobs of a QUBIX service and earns QUBIC.",
    description = {
      "",
      "It serves the model type all-minilm-l6-v2 (text embeddings) by itself, and others with"
          + " programs of yours: see --command. Such a program reads the job's input as JSON on"
          + " stdin and writes the result as JSON on stdout; lines 'progress N message' on stderr"
          + " report progress, other lines go to the job's log.",
      ""
    },
    footer = {
      "",
      "Every option can come from the environment: --job-limit is QUBIX_JOB_LIMIT, and so on.",
      "Times are written as 30s, 500ms, 5m or 1h."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done: the limit was reached, and every job completed",
      "1:An internal error",
      "2:The options are wrong",
      "3:The service refused this worker, or another machine took its id over",
      "4:The limit was reached, and a job failed",
      "130, 143:Stopped by Ctrl-C or SIGTERM, its jobs done (see --grace) or given back"
    })
final class WorkerCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(WorkerCommand.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int REFUSED = 3;
  private static final int A_JOB_FAILED = 4;

  @Mixin private final Options options = new Options();

  @Override
  public Integer call() {
    WorkerId id = options.id == null ? KeptWorkerId.in(KeptWorkerId.usualFolder()) : options.id;
    // Each line of the log shows the thread's name.
    Thread.currentThread().setName(id.value());
    log.info(
        "{} works for {} at {} QUBIC per hour", id.value(), options.server, inQubic(options.price));
    Worker worker = worker(id);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), id.value() + " stop"));
    try {
      return worker.run().failed() == 0 ? 0 : A_JOB_FAILED;
    } catch (Refused e) {
      log.error("The service refused this worker: {}", e.getMessage());
      return REFUSED;
    }
  }

  private Worker worker(WorkerId id) {
    Executors executors = Executors.of(options.commands, options.commandTimeout);
    return new Worker(
        new Marketplace(
            new QubixClient(options.server, options.token()),
            options.profile(id, executors.modelTypes())),
        executors::serving,
        new Retry(Duration.ofMillis(500), Duration.ofSeconds(15)),
        options.heartbeatInterval,
        options.jobLimit());
  }

  private void stop(Worker worker) {
    try {
      if (!options.grace.isZero()) {
        worker.drain(options.grace);
      }
      worker.stop(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String inQubic(Money money) {
    return money.toQubic().stripTrailingZeros().toPlainString();
  }
}
