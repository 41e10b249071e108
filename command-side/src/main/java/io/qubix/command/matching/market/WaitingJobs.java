package io.qubix.command.matching.market;

import io.qubix.api.bounds.NameRule;
import io.qubix.api.job.JobId;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.view.ProviderState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs on the market, found by what a provider offers: shelved by their location and GPU (null
 * for any), and on each shelf by price and memory.
 */
public final class WaitingJobs {

  private final Map<JobId, OpenJob> byId = new HashMap<>();
  private final Map<@Nullable String, GpuShelves> byLocation = new HashMap<>();
  private final MatchingPolicy policy;
  private final Steps steps;

  public WaitingJobs(MatchingPolicy policy, Steps steps) {
    this.policy = policy;
    this.steps = steps;
  }

  public int size() {
    return byId.size();
  }

  public @Nullable OpenJob get(JobId id) {
    return byId.get(id);
  }

  public void put(OpenJob job) {
    remove(job.id());
    byId.put(job.id(), job);
    byLocation
        .computeIfAbsent(shelfOf(job), key -> new GpuShelves(policy, steps))
        .put(job.requirements().gpuModel(), Measures.asked(job).reversed(), job);
  }

  public void remove(JobId id) {
    OpenJob old = byId.remove(id);
    if (old != null) {
      byLocation.computeIfPresent(
          shelfOf(old),
          (key, shelves) ->
              shelves.isEmptyWithout(
                      old.requirements().gpuModel(), Measures.asked(old).reversed(), old)
                  ? null
                  : shelves);
    }
  }

  /** Returns the first job that the provider fits. */
  @Nullable OpenJob firstFor(ProviderState provider) {
    OpenJob first = firstIn(byLocation.get(null), provider, null);
    return provider.location() == null
        ? first
        : firstIn(byLocation.get(NameRule.folded(provider.location())), provider, first);
  }

  private static @Nullable OpenJob firstIn(
      @Nullable GpuShelves shelves, ProviderState provider, @Nullable OpenJob first) {
    return shelves == null
        ? first
        : shelves.firstFor(provider, Measures.offered(provider).reversed(), first);
  }

  private static @Nullable String shelfOf(OpenJob job) {
    String location = job.requirements().location();
    return location == null ? null : NameRule.folded(location);
  }
}
