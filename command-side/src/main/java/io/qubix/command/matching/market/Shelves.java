package io.qubix.command.matching.market;

import io.qubix.api.matching.GpuModel;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by the words that they require. A shelf is found along these words, in their order. A
 * provider follows only its own words, and so meets no requirement that it cannot satisfy.
 */
final class Shelves {

  private final Turns turns;
  private final Steps steps;
  private final Shelf root;

  /** Holds the jobs whose words end here, and a shelf for each next word. */
  private final class Shelf {

    final JobLines jobs = new JobLines(turns, steps);
    final Map<String, Shelf> further = new HashMap<>();

    /**
     * One of the cards that jobs of this shelf require, or null when they require none. The same
     * machines satisfy all of them.
     */
    @Nullable String card;

    void put(List<String> words, int from, Measures at, OpenJob job) {
      if (from == words.size()) {
        card = job.requirements().gpuModel();
        jobs.add(at, job);
      } else {
        further.computeIfAbsent(words.get(from), word -> new Shelf()).put(words, from + 1, at, job);
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
      return jobs.isEmpty() && further.isEmpty();
    }

    @Nullable OpenJob firstFor(Visitor visitor, int from, @Nullable OpenJob first) {
      OpenJob found = first;
      if (!jobs.isEmpty() && visitor.hasCard(card)) {
        found = jobs.first(visitor.offered(), visitor::fits, found);
      }
      for (int i = from; i < visitor.words().size() && !further.isEmpty(); i++) {
        steps.take();
        Shelf next = further.get(visitor.words().get(i));
        if (next != null) {
          found = next.firstFor(visitor, i + 1, found);
        }
      }
      return found;
    }
  }

  /** A provider that looks for a job, with its words and measures. */
  record Visitor(
      MatchingPolicy policy, ProviderState provider, List<String> words, Measures offered) {

    static Visitor of(ProviderState provider, MatchingPolicy policy) {
      return new Visitor(
          policy, provider, Words.offered(provider), Measures.offered(provider).reversed());
    }

    boolean fits(OpenJob job) {
      return policy.whyNot(job, provider) == null;
    }

    boolean hasCard(@Nullable String wish) {
      Hardware machine = provider.hardware();
      return wish == null
          || GpuModel.of(machine.gpuModel()).meets(GpuModel.of(wish), machine.gpuVram());
    }
  }

  Shelves(Turns turns, Steps steps) {
    this.turns = turns;
    this.steps = steps;
    this.root = new Shelf();
  }

  void put(OpenJob job) {
    root.put(Words.asked(job.requirements()), 0, Measures.asked(job).reversed(), job);
  }

  /** Takes a job off its shelf. Returns whether all shelves are now empty. */
  boolean isEmptyWithout(OpenJob job) {
    return root.isEmptyWithout(
        Words.asked(job.requirements()), 0, Measures.asked(job).reversed(), job);
  }

  @Nullable OpenJob firstFor(Visitor visitor, @Nullable OpenJob first) {
    return root.firstFor(visitor, 0, first);
  }
}
