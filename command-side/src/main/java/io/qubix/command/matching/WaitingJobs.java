package io.qubix.command.matching;

import static io.qubix.command.matching.OpenJob.BY_AGE;

import io.qubix.api.job.JobId;
import io.qubix.api.job.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs on the market, found by what a provider offers: shelved by the location and the GPU that
 * they ask for (null: any), and on each shelf by price and memory.
 */
final class WaitingJobs {

  private final Map<JobId, OpenJob> byId = new HashMap<>();
  private final Map<@Nullable String, Map<@Nullable String, DominanceTree<OpenJob>>> byLocation =
      new HashMap<>();
  private final Steps steps;

  WaitingJobs(Steps steps) {
    this.steps = steps;
  }

  int size() {
    return byId.size();
  }

  @Nullable OpenJob get(JobId id) {
    return byId.get(id);
  }

  void put(OpenJob job) {
    remove(job.id());
    byId.put(job.id(), job);
    byLocation
        .computeIfAbsent(folded(job.requirements().location()), key -> new HashMap<>())
        .computeIfAbsent(
            lower(job.requirements().gpuModel()), key -> new DominanceTree<>(BY_AGE, steps))
        .add(asked(job), job);
  }

  void remove(JobId id) {
    OpenJob old = byId.remove(id);
    if (old != null) {
      byLocation.computeIfPresent(
          folded(old.requirements().location()), (key, shelves) -> without(old, shelves));
    }
  }

  /** The oldest job that the provider fits. */
  @Nullable OpenJob oldestFor(ProviderState provider) {
    OpenJob oldest = oldestIn(byLocation.get(null), provider, null);
    return provider.location() == null
        ? oldest
        : oldestIn(byLocation.get(folded(provider.location())), provider, oldest);
  }

  private @Nullable OpenJob oldestIn(
      @Nullable Map<@Nullable String, DominanceTree<OpenJob>> shelves,
      ProviderState provider,
      @Nullable OpenJob oldest) {
    if (shelves == null) {
      return oldest;
    }
    OpenJob found = oldestOn(shelves.get(null), provider, oldest);
    String gpu = lower(provider.hardware().gpuModel());
    if (gpu == null) {
      return found;
    }
    // What is asked for is a part of the name: go through what is less, the questions or the parts.
    return shelves.size() <= gpu.length() * (gpu.length() + 1) / 2
        ? oldestByQuestion(shelves, gpu, provider, found)
        : oldestByPart(shelves, gpu, provider, found);
  }

  private @Nullable OpenJob oldestByQuestion(
      Map<@Nullable String, DominanceTree<OpenJob>> shelves,
      String gpu,
      ProviderState provider,
      @Nullable OpenJob oldest) {
    OpenJob found = oldest;
    for (Map.Entry<@Nullable String, DominanceTree<OpenJob>> shelf : shelves.entrySet()) {
      steps.take();
      if (shelf.getKey() != null && gpu.contains(shelf.getKey())) {
        found = oldestOn(shelf.getValue(), provider, found);
      }
    }
    return found;
  }

  private @Nullable OpenJob oldestByPart(
      Map<@Nullable String, DominanceTree<OpenJob>> shelves,
      String gpu,
      ProviderState provider,
      @Nullable OpenJob oldest) {
    OpenJob found = oldest;
    for (int from = 0; from <= gpu.length(); from++) {
      for (int to = from; to <= gpu.length(); to++) {
        steps.take();
        found = oldestOn(shelves.get(gpu.substring(from, to)), provider, found);
      }
    }
    return found;
  }

  private static @Nullable OpenJob oldestOn(
      @Nullable DominanceTree<OpenJob> shelf, ProviderState provider, @Nullable OpenJob oldest) {
    return shelf == null
        ? oldest
        : shelf.first(offered(provider), job -> AssignmentPolicy.fits(job, provider), oldest);
  }

  private static @Nullable Map<@Nullable String, DominanceTree<OpenJob>> without(
      OpenJob job, Map<@Nullable String, DominanceTree<OpenJob>> shelves) {
    shelves.computeIfPresent(
        lower(job.requirements().gpuModel()),
        (key, shelf) -> {
          shelf.remove(asked(job), job);
          return shelf.isEmpty() ? null : shelf;
        });
    return shelves.isEmpty() ? null : shelves;
  }

  private static Measures asked(OpenJob job) {
    Requirements asked = job.requirements();
    return new Measures(
        job.maxPrice() == null ? Double.POSITIVE_INFINITY : job.maxPrice().micros(),
        minusOrMost(asked.minVramGb()),
        minusOrMost(asked.minRamGb()));
  }

  private static Measures offered(ProviderState provider) {
    Hardware machine = provider.hardware();
    return new Measures(
        provider.pricePerHour().micros(),
        minusOrMost(machine.gpuVram()),
        minusOrMost(machine.ramTotal()));
  }

  /** What is not asked is more than any machine needs to have; what it lacks only that covers. */
  private static double minusOrMost(@Nullable Double measure) {
    return measure == null ? Double.POSITIVE_INFINITY : -measure;
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** The same for any two texts that differ in their case only. */
  private static @Nullable String folded(@Nullable String text) {
    return text == null
        ? null
        : text.codePoints()
            .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }
}
