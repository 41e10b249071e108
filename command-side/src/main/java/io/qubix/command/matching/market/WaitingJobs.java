package io.qubix.command.matching.market;

import io.qubix.api.bounds.NameRule;
import io.qubix.api.job.JobId;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs on the market, found by what a provider serves and offers: in sections by model, in a
 * section on shelves by the words that they require, and on each shelf by price and size.
 */
public final class WaitingJobs {

  private final Map<JobId, OpenJob> byId = new HashMap<>();
  private final Map<Section, Shelves> sections = new HashMap<>();
  private final MatchingPolicy policy;
  private final Turns turns;
  private final Steps steps;

  /**
   * Part of the jobs. Each job is in two for each of its workers.
   *
   * @param only the worker that may have these jobs, or null for jobs that any may have
   * @param model without case, or null for all models: the part for providers that serve any
   */
  private record Section(@Nullable WorkerId only, @Nullable String model) {}

  public WaitingJobs(MatchingPolicy policy, Turns turns, Steps steps) {
    this.policy = policy;
    this.turns = turns;
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
    for (Section section : sectionsOf(job)) {
      sections.computeIfAbsent(section, key -> new Shelves(turns, steps)).put(job);
    }
  }

  public void remove(JobId id) {
    OpenJob old = byId.remove(id);
    if (old != null) {
      for (Section section : sectionsOf(old)) {
        sections.computeIfPresent(
            section, (key, shelves) -> shelves.isEmptyWithout(old) ? null : shelves);
      }
    }
  }

  /** Returns the first job that the provider fits. */
  @Nullable OpenJob firstFor(ProviderState provider) {
    Shelves.Visitor visitor = Shelves.Visitor.of(provider, policy);
    List<String> served = provider.serving().modelTypes();
    List<Section> visited =
        sections(
            Arrays.asList(null, provider.workerId()),
            served.isEmpty() ? Collections.singletonList(null) : served);
    OpenJob first = null;
    for (Section section : visited) {
      steps.take();
      Shelves shelves = sections.get(section);
      first = shelves == null ? first : shelves.firstFor(visitor, first);
    }
    return first;
  }

  private static List<Section> sectionsOf(OpenJob job) {
    List<WorkerId> only = job.requirements().onlyProviders();
    return sections(
        only.isEmpty() ? Collections.singletonList(null) : only,
        Arrays.asList(job.modelType(), null));
  }

  private static List<Section> sections(
      Collection<? extends @Nullable WorkerId> workers,
      Collection<? extends @Nullable String> models) {
    List<Section> all = new ArrayList<>();
    for (WorkerId only : workers) {
      for (String model : models) {
        all.add(new Section(only, model == null ? null : NameRule.folded(model)));
      }
    }
    return all;
  }
}
