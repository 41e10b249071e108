package io.qubix.command.matching;

import io.qubix.api.job.command.AssignJob;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.matching.market.OpenJob;

/** A decision of the order book: the job, its provider, and the reason. */
record Match(OpenJob job, ProviderState provider, DecisionReceipt receipt) {

  /** Returns what the provider holds by it. */
  Hold hold() {
    return new Hold(job.id(), job.attempt());
  }

  AssignJob command() {
    return new AssignJob(job.id(), job.attempt(), provider.terms(), receipt);
  }
}
