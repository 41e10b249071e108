package io.qubix.command.job.report;

import io.qubix.api.job.JobId;
import io.qubix.api.job.command.JobCommand;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.JobTelemetry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker's report, which comes alone or with others.
 *
 * @param <O> what its command answers
 * @param <A> the answer to the worker
 */
sealed interface Report<O, A> permits ProgressRequest, CompleteRequest {

  WorkerId worker();

  /** Returns the session that the worker names, or null when it names none. */
  @Nullable String session();

  JobCommand command(JobId job);

  /** Returns what came with the report and is no event. */
  JobTelemetry telemetry(JobId job, O outcome);

  /**
   * @param taken attempts that were lately taken from the worker
   */
  A answer(O outcome, List<Stop> taken);
}
