package io.qubix.api.job;

import io.qubix.api.provider.WorkerId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says how far the running attempt is. Answered with {@link JobProgress}.
 *
 * @param attempt null: the current one
 * @param progress whole percent, 0 to 100
 * @param metrics telemetry: kept with the job, never part of an event
 * @param logLines telemetry too
 */
public record ReportProgress(
    @TargetAggregateIdentifier JobId jobId,
    @Nullable Integer attempt,
    WorkerId worker,
    int progress,
    @Nullable String currentOperation,
    @Nullable JsonNode metrics,
    List<LogLine> logLines)
    implements JobCommand {}
