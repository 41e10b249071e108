package io.qubix.benchmarks.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Figures;
import io.qubix.benchmarks.arm.Text;
import io.qubix.benchmarks.server.Market;
import io.qubix.command.bus.Commands;
import io.qubix.log.tail.CommittedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures whole jobs by commands: created, assigned by the matcher, started, completed, booked. A
 * round ends when every read model shows them.
 */
public final class GatewayJobs extends Arm {

  private final Market market;
  private final Commands commands;
  private final int jobs;
  private final int perSecond;
  private final int reports;
  private final int inFlight;
  private volatile @Nullable Round current;

  private record Round(Flow flow, Starts starts, ExecutorService threads) {}

  /**
   * @param perSecond jobs created per second, or 0 for as fast as {@link Market#IN_FLIGHT} allows
   * @param reports of progress in each job
   */
  public GatewayJobs(String name, Market market, int jobs, int perSecond, int reports) {
    this(name, market, jobs, perSecond, reports, Market.IN_FLIGHT);
  }

  /**
   * @param inFlight jobs at a time; with more jobs than providers, some jobs would have to wait
   */
  public GatewayJobs(
      String name, Market market, int jobs, int perSecond, int reports, int inFlight) {
    super(name);
    this.inFlight = inFlight;
    this.market = market;
    this.commands = market.server().get(Commands.class);
    this.jobs = jobs;
    this.perSecond = perSecond;
    this.reports = reports;
    market.server().get(CommittedEvents.class).listen(this::heard);
  }

  @Override
  public void warmUp() throws Exception {
    run(perSecond == 0 ? Math.min(jobs, 3_000) : perSecond);
  }

  @Override
  public Figures round() throws Exception {
    return run(jobs);
  }

  private Figures run(int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(inFlight);
    Round round = new Round(new Flow(count, inFlight), new Starts(), threads);
    current = round;
    try {
      long began = System.nanoTime();
      round.flow().beginAll(perSecond, () -> threads.execute(() -> create(round)));
      round.flow().awaitAll();
      market.server().awaitProjections();
      double took = (System.nanoTime() - began) / 1e9;
      return Figures.of("perSecond", count / took)
          .andLatencies(round.starts().latencies())
          .and("jobs", count);
    } finally {
      current = null;
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private void create(Round round) {
    try {
      JobId job = JobId.next(Instant.now());
      QubicAddress consumer = new QubicAddress(market.consumer());
      round.starts().submitted(job.value());
      commands.send(
          new CreateJob(job, consumer, "llama", 1, text("prompt"), null, null, JobTerms.NONE));
    } catch (RuntimeException e) {
      round.flow().failed(e);
    }
  }

  private void heard(EventMessage<?> event) {
    Round round = current;
    if (round != null && event.getPayloadType() == JobAssigned.class) {
      JobAssigned assigned = (JobAssigned) event.getPayload();
      round.starts().started(assigned.jobId().value());
      round.threads().execute(() -> work(round, assigned));
    }
  }

  private void work(Round round, JobAssigned assigned) {
    try {
      JobId job = assigned.jobId();
      WorkerId worker = assigned.provider().workerId();
      for (int i = 1; i <= reports; i++) {
        commands.send(
            new ReportProgress(job, assigned.attempt(), worker, 100 * i / (reports + 1), null));
      }
      commands.send(
          new CompleteJob(job, assigned.attempt(), worker, Duration.ofSeconds(1), text("text")));
      round.flow().done();
    } catch (RuntimeException e) {
      round.flow().failed(e);
    }
  }

  private static ObjectNode text(String member) {
    return JsonNodeFactory.instance.objectNode().put(member, Text.of(1_000));
  }

  @Override
  public void check() throws Exception {
    market.check();
  }
}
