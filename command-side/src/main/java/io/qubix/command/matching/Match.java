package io.qubix.command.matching;

import io.qubix.api.job.AssignJob;
import io.qubix.api.job.DecisionReceipt;
import io.qubix.api.provider.ProviderState;

/** A decision of the order book: this job goes to this provider, and why. */
record Match(OpenJob job, ProviderState provider, DecisionReceipt receipt) {

  AssignJob command() {
    return new AssignJob(job.id(), job.attempt(), provider.terms(), receipt);
  }
}
