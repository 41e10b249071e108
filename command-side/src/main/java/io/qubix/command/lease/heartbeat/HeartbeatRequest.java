package io.qubix.command.lease.heartbeat;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.api.request.Remarks;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a heartbeat, which may be empty.
 *
 * @param usage a JSON object
 * @param dropped the number of members of the usage that were dropped
 */
record HeartbeatRequest(
    @Nullable JsonNode usage,
    int dropped,
    @Nullable Status status,
    @Nullable JobId currentJob,
    @Nullable String session) {

  enum Status {
    ONLINE,
    BUSY,
    OFFLINE
  }

  private static final Members MEMBERS =
      Members.of("status", "currentJob", "session").andRemarks("usage");

  static HeartbeatRequest of(@Nullable JsonBody body, @Nullable String header) {
    Fields fields = Fields.ofAny(body, MEMBERS);
    if (fields == null) {
      return new HeartbeatRequest(null, 0, null, null, header);
    }
    if (fields.has("usage") && !fields.json().get("usage").isObject()) {
      fields.reject("usage", "must be an object");
    }
    Status status = fields.word("status", Status.class);
    JobId currentJob = job(fields);
    String session = fields.session(header);
    fields.verify();
    Remarks remarks = Remarks.in(fields.json());
    JsonNode usage = remarks.metrics("usage");
    return new HeartbeatRequest(usage, remarks.dropped().metrics(), status, currentJob, session);
  }

  private static @Nullable JobId job(Fields fields) {
    String text = fields.text("currentJob", Limits.NAME);
    try {
      return text == null ? null : JobId.parse(text);
    } catch (Rejection.NotFound e) {
      fields.reject("currentJob", "must be a job's id or null");
      return null;
    }
  }
}
