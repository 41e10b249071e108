package io.qubix.query.job;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.row.ReadModelJson;
import io.qubix.query.provider.ProviderQueries;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads jobs together with their whole providers. */
@Component
@ForQueries
public final class WholeJobs {

  private final JobQueries jobs;
  private final ProviderQueries providers;

  WholeJobs(JobQueries jobs, ProviderQueries providers) {
    this.jobs = jobs;
    this.providers = providers;
  }

  /**
   * Returns the job as JSON. Members of the provider that the job itself shows are as agreed at
   * assignment; the others are current.
   *
   * @throws Rejection.NotFound when there is no such job
   */
  public JsonNode find(JobId id) {
    JobView job = jobs.find(id).orElseThrow(Rejection.NotFound::job);
    ObjectNode whole = (ObjectNode) ReadModelJson.tree(job);
    JobView.Provider provider = job.provider();
    if (provider != null) {
      providers
          .find(provider.workerId())
          .ifPresent(
              found -> {
                ObjectNode all = (ObjectNode) ReadModelJson.tree(found);
                all.setAll((ObjectNode) ReadModelJson.tree(provider));
                whole.set("provider", all);
              });
    }
    return whole;
  }
}
