package io.qubix.command.job.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.money.Money;
import io.qubix.api.request.Remarks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a report of progress. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Progressed(
    boolean success,
    int progress,
    @Nullable Double timeRemaining,
    @Nullable Money costSoFar,
    Remarks.Dropped dropped,
    List<String> mended) {

  static Progressed of(JobProgress progress, Remarks remarks) {
    return new Progressed(
        true,
        progress.progress(),
        progress.timeRemaining(),
        progress.costSoFar(),
        remarks.dropped(),
        remarks.mended());
  }
}
