package io.qubix.command.matching.market;

import io.qubix.api.bounds.NameRule;
import io.qubix.api.matching.GpuModel;
import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is compared by words, in natural order: a provider must have each word of a job. The model
 * is none of them, because some providers serve any.
 */
final class Words {

  /** Stands for any graphics card. */
  private static final String CARD = "card";

  private static final String ANY_MODEL = "any model";

  private Words() {}

  /** Returns the words that a job requires. */
  static List<String> asked(Requirements asked) {
    SortedSet<String> words = common(asked.location(), asked.labels());
    if (asked.gpuModel() != null) {
      addCard(GpuModel.of(asked.gpuModel()).asked(), words);
    }
    return List.copyOf(words);
  }

  /** Returns the words that a provider has. */
  static List<String> offered(ProviderState provider) {
    SortedSet<String> words = common(provider.location(), provider.serving().labels());
    Hardware machine = provider.hardware();
    if (machine.gpuModel() != null) {
      addCard(GpuModel.of(machine.gpuModel()).offered(machine.gpuVram()), words);
    }
    return List.copyOf(words);
  }

  /**
   * Returns the words by which a provider is found; its card is none, as that would be several.
   *
   * @param alsoAsNew whether it is found among the new ones as well
   */
  static Set<String> findable(ProviderState provider, boolean alsoAsNew) {
    Set<String> words = findable(provider);
    if (alsoAsNew) {
      words.addAll(words.stream().map(Words::ofNew).toList());
    }
    return words;
  }

  private static Set<String> findable(ProviderState provider) {
    Set<String> words = common(provider.location(), provider.serving().labels());
    List<String> models = provider.serving().modelTypes();
    if (models.isEmpty()) {
      words.add(ANY_MODEL);
    }
    models.forEach(model -> words.add(served(model)));
    return words;
  }

  /**
   * Returns the ways to find the providers that fit a job: each is a list of words, of which such a
   * provider has one.
   */
  static List<List<String>> ways(OpenJob job) {
    Requirements asked = job.requirements();
    List<List<String>> ways = new ArrayList<>();
    ways.add(List.of(served(job.modelType()), ANY_MODEL));
    common(asked.location(), asked.labels()).forEach(word -> ways.add(List.of(word)));
    return ways;
  }

  /** Returns the word by which only the new providers are found that have a word. */
  static String ofNew(String word) {
    return "new, " + word;
  }

  private static String served(String model) {
    return "serves " + NameRule.folded(model);
  }

  private static SortedSet<String> common(@Nullable String location, Map<String, String> labels) {
    SortedSet<String> words = new TreeSet<>();
    if (location != null) {
      words.add("at " + NameRule.folded(location));
    }
    labels.forEach((name, value) -> words.add("label " + name + "=" + value));
    return words;
  }

  private static void addCard(Collection<String> card, SortedSet<String> words) {
    words.add(CARD);
    card.forEach(word -> words.add(CARD + " " + word));
  }
}
