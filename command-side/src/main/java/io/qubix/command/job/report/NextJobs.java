package io.qubix.command.job.report;

import io.qubix.api.Rejection;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.PendingJobs;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Adds to the answer of a worker's report what the worker is to do next. */
@Component
@Profile("command | !query")
class NextJobs {

  private static final Logger log = LoggerFactory.getLogger(NextJobs.class);

  /** A proxy commonly gives a request up after 60 s. */
  private static final int LONGEST_SECONDS = 55;

  private final PendingJobs pending;

  NextJobs(PendingJobs pending) {
    this.pending = pending;
  }

  /**
   * A worker's wish to be told its next jobs.
   *
   * @param patience how long it waits for one
   * @param except what it works on besides
   */
  record Wish(Duration patience, AtWork except) {}

  /**
   * Returns what the worker asks for, or null when it does not ask for its next job.
   *
   * @throws Rejection.Invalid when a parameter is invalid
   */
  static @Nullable Wish wish(
      @Nullable String next, @Nullable String wait, @Nullable String except) {
    if (next == null || next.isEmpty() || next.equals("0")) {
      return null;
    } else if (!next.equals("1")) {
      throw new Rejection.Invalid("next", "must be 0 or 1");
    }
    int seconds = wait == null || wait.isEmpty() ? 0 : seconds(wait);
    if (seconds < 0 || seconds > LONGEST_SECONDS) {
      throw new Rejection.Invalid("wait", "must be a whole number from 0 to " + LONGEST_SECONDS);
    }
    AtWork atWork = AtWork.parse(except);
    if (atWork == null) {
      throw new Rejection.Invalid("except", AtWork.FORM);
    }
    return new Wish(Duration.ofSeconds(seconds), atWork);
  }

  private static int seconds(String wait) {
    try {
      return Integer.parseInt(wait);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * Answers as soon as the worker holds a job, or when the time is up. The report has taken effect:
   * if its next jobs cannot be found, the worker is told of none and asks again.
   */
  <T> CompletableFuture<T> withNext(
      WorkerId worker, @Nullable String session, Wish wish, Function<List<JobView>, T> answer) {
    CompletableFuture<List<JobView>> jobs;
    try {
      jobs = pending.of(worker, session, wish.except(), wish.patience());
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(answer.apply(none(e)));
    }
    CompletableFuture<T> whole = jobs.exceptionally(NextJobs::none).thenApply(answer);
    // A client that gave up holds no poll.
    whole.whenComplete((sent, failure) -> jobs.cancel(false));
    return whole;
  }

  private static List<JobView> none(Throwable failure) {
    log.debug("A worker is not told of its next job: {}", failure.toString());
    return List.of();
  }
}
