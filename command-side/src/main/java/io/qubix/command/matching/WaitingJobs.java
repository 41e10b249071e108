package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.job.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs on the market, found by what a provider offers: shelved by the location and the GPU that
 * they ask for (null: any), and on each shelf by price and memory.
 */
final class WaitingJobs {

  private final Map<JobId, OpenJob> byId = new HashMap<>();
  private final Map<@Nullable String, GpuShelves> byLocation = new HashMap<>();
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
        .computeIfAbsent(folded(job.requirements().location()), key -> new GpuShelves(steps))
        .put(job.requirements().gpuModel(), asked(job), job);
  }

  void remove(JobId id) {
    OpenJob old = byId.remove(id);
    if (old != null) {
      byLocation.computeIfPresent(
          folded(old.requirements().location()),
          (key, shelves) ->
              shelves.isEmptyWithout(old.requirements().gpuModel(), asked(old), old)
                  ? null
                  : shelves);
    }
  }

  /** The oldest job that the provider fits. */
  @Nullable OpenJob oldestFor(ProviderState provider) {
    OpenJob oldest = oldestIn(byLocation.get(null), provider, null);
    return provider.location() == null
        ? oldest
        : oldestIn(byLocation.get(folded(provider.location())), provider, oldest);
  }

  private static @Nullable OpenJob oldestIn(
      @Nullable GpuShelves shelves, ProviderState provider, @Nullable OpenJob oldest) {
    return shelves == null ? oldest : shelves.oldestFor(provider, offered(provider), oldest);
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
