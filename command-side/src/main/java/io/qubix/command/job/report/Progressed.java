package io.qubix.command.job.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.view.Stop;
import io.qubix.api.money.Money;
import io.qubix.api.request.Remarks;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a report of progress.
 *
 * @param stop what the worker should stop working on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Progressed(
    boolean success,
    int progress,
    @Nullable Double timeRemaining,
    @Nullable Money costSoFar,
    List<Stop> stop,
    Remarks.Dropped dropped,
    List<String> mended) {

  /**
   * @param taken as far as this node has heard, which may be behind this report
   */
  static Progressed of(JobProgress progress, List<Stop> taken, Remarks remarks) {
    List<Stop> stop =
        Stream.concat(taken.stream(), Stream.ofNullable(progress.stop())).distinct().toList();
    return new Progressed(
        true,
        progress.progress(),
        progress.timeRemaining(),
        progress.costSoFar(),
        stop,
        remarks.dropped(),
        remarks.mended());
  }
}
