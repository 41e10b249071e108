package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.view.JobView;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("command | !query")
class CancelJobController {

  private static final Members MEMBERS = Members.of("qubicAddress", "reason");

  record Cancelled(boolean success, JobView job) {}

  private final Commands commands;
  private final JobHistory history;
  private final CurrentCaller caller;

  CancelJobController(Commands commands, JobHistory history, CurrentCaller caller) {
    this.caller = caller;
    this.commands = commands;
    this.history = history;
  }

  @PostMapping("/api/jobs/{jobId}/cancel")
  Cancelled cancel(
      @PathVariable String jobId, @RequestBody(required = false) @Nullable JsonBody body) {
    JobId job = JobId.parse(jobId);
    CancelJob asked = command(job, body);
    commands.send(new CancelJob(job, caller.now().actsFor(asked.by()), asked.reason()));
    return new Cancelled(true, history.find(job).orElseThrow(Rejection.NotFound::job));
  }

  static CancelJob command(JobId job, @Nullable JsonBody body) {
    Fields fields = Fields.ofAny(body, MEMBERS);
    if (fields == null) {
      return new CancelJob(job, null, null);
    }
    QubicAddress by = fields.address("qubicAddress");
    String reason = fields.text("reason", Limits.REASON);
    fields.verify();
    return new CancelJob(job, by, reason);
  }
}
