package io.qubix.command.job.rest;

import io.qubix.api.bounds.Limits;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Cancels a consumer's jobs by a label. The read model of jobs, which finds them, is needed. */
@RestController
@Profile(LabelCancellation.BOTH_SIDES)
class CancelLabelledController {

  private static final Members MEMBERS = Members.of("qubicAddress", "label", "reason");

  private final LabelCancellation cancellation;
  private final CurrentCaller caller;

  CancelLabelledController(LabelCancellation cancellation, CurrentCaller caller) {
    this.caller = caller;
    this.cancellation = cancellation;
  }

  @PostMapping("/api/jobs/cancel")
  CompletableFuture<LabelCancellation.Outcome> cancel(
      @RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, MEMBERS);
    QubicAddress consumer = fields.requiredAddress("qubicAddress");
    Label label = fields.requiredLabel("label");
    String reason = fields.text("reason", Limits.REASON);
    fields.verify();
    // Here, because the jobs are cancelled on another thread.
    caller.now().actsFor(consumer);
    return cancellation.cancel(consumer, label, reason);
  }
}
