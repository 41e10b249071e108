package io.qubix.worker.work;

import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.client.QubixClient;
import io.qubix.client.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A worker at work, in a thread of its own. */
final class RunningWorker {

  static final String ID = "worker one";

  private final CompletableFuture<Worker> worker = new CompletableFuture<>();
  private final CompletableFuture<FinishedJobs> tally = new CompletableFuture<>();

  static RunningWorker at(
      Service service, Work.Skills skills, Duration heartbeatInterval, int slots, int jobLimit) {
    RunningWorker running = new RunningWorker();
    new Thread(() -> running.run(service, skills, heartbeatInterval, slots, jobLimit), ID).start();
    return running;
  }

  /** Waits until it has left by itself. */
  FinishedJobs tally() throws ExecutionException, InterruptedException, TimeoutException {
    return tally.get(20, TimeUnit.SECONDS);
  }

  void stop() throws InterruptedException {
    worker.join().stop(Duration.ofSeconds(20));
  }

  private void run(
      Service service, Work.Skills skills, Duration heartbeatInterval, int slots, int jobLimit) {
    Profile profile =
        new Profile(
            new WorkerId(ID),
            new QubicAddress("EARNER"),
            "One",
            ProviderType.NATIVE,
            new Hardware(null, null, 4, "CPU", 2, 4.0),
            slots,
            new Serving(List.of("embed", "llama"), Map.of("tier", "gold")),
            null,
            Money.of("0.5"));
    Worker made =
        new Worker(
            new Marketplace(new QubixClient(service.address(), "secret"), profile),
            skills,
            new Retry(Duration.ofMillis(10), Duration.ofMillis(50)),
            heartbeatInterval,
            jobLimit);
    worker.complete(made);
    try {
      tally.complete(made.run());
    } catch (Exception e) {
      tally.completeExceptionally(e);
    }
  }
}
