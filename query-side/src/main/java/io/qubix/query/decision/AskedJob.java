package io.qubix.query.decision;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.view.JobView;
import io.qubix.api.matching.Requirements;
import io.qubix.api.matching.WaitingJob;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A job of the read model, as the matching policy sees it.
 *
 * @param maxPrice the highest price of an hour, or null for any
 * @param failedBy the workers that must not have it, because they failed it
 */
record AskedJob(JobView view, @Nullable Money maxPrice, Collection<WorkerId> failedBy)
    implements WaitingJob {

  AskedJob(JobView view, Collection<WorkerId> failedBy) {
    this(view, view.maxPrice(), failedBy);
  }

  AskedJob atAnyPrice() {
    return new AskedJob(view, null, failedBy);
  }

  @Override
  public JobId id() {
    return view.id();
  }

  @Override
  public QubicAddress consumer() {
    return view.qubicAddress();
  }

  @Override
  public Instant createdAt() {
    return view.createdAt();
  }

  @Override
  public int attempt() {
    return view.attempt();
  }

  @Override
  public int priority() {
    return JobRules.priority(view.terms());
  }

  @Override
  public String modelType() {
    return view.modelType();
  }

  @Override
  public Requirements requirements() {
    return view.requirements() == null ? Requirements.NONE : view.requirements();
  }

  @Override
  public boolean mayGoTo(WorkerId worker) {
    return !failedBy.contains(worker);
  }
}
