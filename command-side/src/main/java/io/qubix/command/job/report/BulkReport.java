package io.qubix.command.job.report;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One of many reports: it names its job, and is an end when it has a status. */
record BulkReport(JobId job, Report<?, ?> report) {

  static final Members MEMBERS =
      Members.of("jobId").and(ProgressRequest.MEMBERS).and(CompleteRequest.MEMBERS);

  /**
   * @throws Rejection when it is invalid, or its job cannot exist
   */
  static BulkReport of(JsonNode entry, @Nullable String session, Instant now) {
    Fields fields = Fields.ofEntry(entry, MEMBERS);
    String id = fields.requiredText("jobId", Limits.NAME);
    Report<?, ?> report =
        fields.has("status")
            ? CompleteRequest.of(fields, session)
            : ProgressRequest.of(fields, session, now);
    return new BulkReport(JobId.parse(id), report);
  }
}
