package io.qubix.benchmarks.job;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * Measures JobRunr with jobs that do nothing, at the shortest poll interval it allows (5 s; a
 * worker that becomes free does not wait for that). 16 callers submit, 16 workers run.
 */
public final class JobRunrJobs extends Arm {

  private static final int CALLERS = 16;
  private static final int WORKERS = 16;

  private static volatile @Nullable Run current;

  private final String url;
  private final int jobs;
  private int number;

  private record Run(Flow flow, Starts starts) {}

  public record NoOp(String id) implements JobRequest {
    @Override
    public Class<Nothing> getJobRequestHandler() {
      return Nothing.class;
    }
  }

  public static final class Nothing implements JobRequestHandler<NoOp> {
    @Override
    public void run(NoOp job) {
      Run run = current;
      if (run != null) {
        run.starts().started(job.id());
        run.flow().done();
      }
    }
  }

  public JobRunrJobs(String name, Database database, int jobs) throws Exception {
    super(name);
    this.url = database.create("jobrunr");
    this.jobs = jobs;
  }

  @Override
  public void warmUp() throws Exception {
    run(Math.min(jobs, 2_000));
  }

  @Override
  public Figures round() throws Exception {
    return run(jobs);
  }

  private Figures run(int count) throws Exception {
    Run run = new Run(new Flow(count, count), new Starts());
    current = run;
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (HikariDataSource pool = Database.pool(url, CALLERS + WORKERS)) {
      JobRunr.configure()
          .useJsonMapper(new Jackson3JsonMapper())
          .useStorageProvider(SqlStorageProviderFactory.using(pool))
          .useBackgroundJobServer(
              BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                  .andWorkerCount(WORKERS)
                  .andPollInterval(Duration.ofSeconds(5)))
          .initialize();
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        String id = Integer.toString(number++);
        callers.execute(
            () -> {
              try {
                run.starts().submitted(id);
                BackgroundJobRequest.enqueue(new NoOp(id));
              } catch (RuntimeException e) {
                run.flow().failed(e);
              }
            });
      }
      run.flow().awaitAll();
      double took = (System.nanoTime() - began) / 1e9;
      JobRunr.destroy();
      return Figures.of("perSecond", count / took)
          .andLatencies(run.starts().latencies())
          .and("jobs", count);
    } finally {
      callers.shutdownNow();
      current = null;
    }
  }

  @Override
  public void check() throws Exception {
    Database.requireDurable(url);
    require(
        Database.number(url, "select count(*) from jobrunr_jobs where state = 'SUCCEEDED'")
            == number,
        "Not every job succeeded");
  }
}
