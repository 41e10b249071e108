package io.qubix.command.matching.market;

import io.qubix.api.matching.GpuModel;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.WaitingJob;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by the graphics card that they require. A shelf is found along the words of the requirement,
 * in their order. A machine follows only its own words, and so meets no requirement that it cannot
 * satisfy.
 */
final class GpuShelves {

  private final MatchingPolicy policy;
  private final Comparator<WaitingJob> order;
  private final Steps steps;

  /** The jobs that require no card. */
  private final DominanceTree<OpenJob> any;

  private final Shelf wishes;

  /**
   * Holds the jobs whose requirement ends with the words so far, and a shelf for each next word.
   */
  private final class Shelf {

    final DominanceTree<OpenJob> jobs = new DominanceTree<>(order, steps);
    final Map<String, Shelf> further = new HashMap<>();

    /** One of the requirements of this shelf; the same machines satisfy all of them. */
    @Nullable GpuModel wish;

    void put(GpuModel asked, List<String> words, int from, Measures at, OpenJob job) {
      if (from == words.size()) {
        wish = asked;
        jobs.add(at, job);
      } else {
        further
            .computeIfAbsent(words.get(from), word -> new Shelf())
            .put(asked, words, from + 1, at, job);
      }
    }

    boolean isEmptyWithout(List<String> words, int from, Measures at, OpenJob job) {
      if (from == words.size()) {
        jobs.remove(at, job);
      } else {
        further.computeIfPresent(
            words.get(from),
            (word, next) -> next.isEmptyWithout(words, from + 1, at, job) ? null : next);
      }
      return isEmpty();
    }

    boolean isEmpty() {
      return jobs.isEmpty() && further.isEmpty();
    }

    @Nullable OpenJob firstFor(
        Machine machine, List<String> words, int from, @Nullable OpenJob first) {
      OpenJob found = first;
      if (!jobs.isEmpty() && machine.meets(wish)) {
        found = machine.firstOn(jobs, found);
      }
      for (int i = from; i < words.size() && !further.isEmpty(); i++) {
        steps.take();
        Shelf next = further.get(words.get(i));
        if (next != null) {
          found = next.firstFor(machine, words, i + 1, found);
        }
      }
      return found;
    }
  }

  /** A provider that looks for a job, with its measures. */
  private record Machine(MatchingPolicy policy, ProviderState provider, Measures offered) {

    boolean meets(GpuModel wish) {
      Hardware hardware = provider.hardware();
      return GpuModel.of(hardware.gpuModel()).meets(wish, hardware.gpuVram());
    }

    @Nullable OpenJob firstOn(DominanceTree<OpenJob> jobs, @Nullable OpenJob first) {
      return jobs.first(offered, job -> policy.whyNot(job, provider) == null, first);
    }
  }

  GpuShelves(MatchingPolicy policy, Steps steps) {
    this.policy = policy;
    this.order = policy.jobs();
    this.steps = steps;
    this.any = new DominanceTree<>(order, steps);
    this.wishes = new Shelf();
  }

  /**
   * @param wish the required card, or null for none
   */
  void put(@Nullable String wish, Measures at, OpenJob job) {
    if (wish == null) {
      any.add(at, job);
    } else {
      GpuModel asked = GpuModel.of(wish);
      wishes.put(asked, List.copyOf(asked.asked()), 0, at, job);
    }
  }

  /** Takes a job off its shelf. Returns whether the shelf is now empty. */
  boolean isEmptyWithout(@Nullable String wish, Measures at, OpenJob job) {
    if (wish == null) {
      any.remove(at, job);
    } else {
      wishes.isEmptyWithout(List.copyOf(GpuModel.of(wish).asked()), 0, at, job);
    }
    return any.isEmpty() && wishes.isEmpty();
  }

  @Nullable OpenJob firstFor(ProviderState provider, Measures offered, @Nullable OpenJob first) {
    Machine machine = new Machine(policy, provider, offered);
    OpenJob found = machine.firstOn(any, first);
    Hardware hardware = provider.hardware();
    if (hardware.gpuModel() == null) {
      return found;
    }
    GpuModel card = GpuModel.of(hardware.gpuModel());
    return wishes.firstFor(machine, List.copyOf(card.offered(hardware.gpuVram())), 0, found);
  }
}
