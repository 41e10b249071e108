package io.qubix.query.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.query.Before;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The market's filter lets those through whom the matcher would give the job to. */
class ProviderFilterTest {

  private static final List<String> CARDS =
      Arrays.asList(
          null, "NVIDIA RTX 4090", "rtx4090", "RTX 4090 Laptop GPU", "A100 80GB", "Radeon %");
  private static final List<String> WISHES =
      Arrays.asList(null, null, "4090", "RTX", "", "a100 80 GB", "4090 24gb", "laptop 4090", "%");
  private static final List<Double> GIGABYTES =
      Arrays.asList(null, 0.0, 23.4, 23.5, 24.0, 24.4, 24.5, 80.0);
  private static final List<Integer> CORES = Arrays.asList(null, 0, 8, 64);
  private static final List<String> MODELS =
      List.of("llama-3-70b", "Llama-3-70B", "all-minilm-l6-v2", "\u0130smet", "i\"m a ?");
  private static final List<String> PLACES =
      List.of(
          "Zug",
          "zug",
          "STRASSE",
          "Straße",
          "strasse",
          "İzmir",
          "izmir",
          "IZMIR",
          "ızmır",
          "ΣΟΦΟΣ",
          "σοφος",
          "σοφοσ",
          "\u212Aiel",
          "kiel",
          "Œuf",
          "ǅ",
          "ǆ",
          "Zu_",
          "Z%");

  @Test
  void meansTheSameAsTheRequirementsOfAJob() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    Story story = new Story(cluster.log);
    Random random = new Random(1);
    List<ProviderState> providers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Hardware machine =
          new Hardware(
              any(CARDS, random),
              any(GIGABYTES, random),
              1 + random.nextInt(3),
              null,
              any(CORES, random),
              any(GIGABYTES, random));
      Serving serving = new Serving(some(MODELS, random), labels(random));
      providers.add(
          story.registered("w-" + i, "OWNER", "1", machine, serving, any(PLACES, random)).state());
    }
    try (QueryNode node = cluster.start()) {
      ProviderSearch search = node.get(ProviderSearch.class);
      int found = 0;
      for (int i = 0; i < 300; i++) {
        String model = random.nextInt(3) == 0 ? any(MODELS, random) : null;
        Requirements asked =
            new Requirements(
                any(WISHES, random),
                rarely(GIGABYTES, random),
                rarely(Arrays.asList(1, 2, 3), random),
                rarely(CORES, random),
                rarely(GIGABYTES, random),
                rarely(PLACES, random),
                random.nextInt(3) == 0 ? labels(random) : Map.of(),
                random.nextInt(5) == 0 ? workers(random) : List.of(),
                random.nextInt(3) == 0 ? workers(random) : List.of());
        List<WorkerId> expected =
            providers.stream()
                .filter(provider -> asked.unmetBy(model, provider) == null)
                .map(ProviderState::workerId)
                .toList();
        assertThat(
                search
                    .find(
                        new ProviderFilter(null, null, model, asked, null),
                        ProviderOrder.NEWEST,
                        new Before(null, null),
                        500)
                    .providers())
            .as("those who serve %s and meet %s", model, asked)
            .extracting(ProviderView::workerId)
            .containsExactlyInAnyOrderElementsOf(expected);
        found += expected.size();
      }
      assertThat(found).isGreaterThan(150);
    }
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    if (random.nextBoolean()) {
      labels.put("tier", random.nextBoolean() ? "gold" : "Gold");
    }
    if (random.nextBoolean()) {
      labels.put("it's \"x\"", "");
    }
    return labels;
  }

  private static List<WorkerId> workers(Random random) {
    return random
        .ints(50, 0, 200)
        .distinct()
        .mapToObj(number -> new WorkerId("w-" + number))
        .toList();
  }

  private static List<String> some(List<String> values, Random random) {
    return values.stream().filter(value -> random.nextInt(5) == 0).toList();
  }

  private static <T> @Nullable T rarely(List<@Nullable T> values, Random random) {
    return random.nextInt(3) == 0 ? any(values, random) : null;
  }

  private static <T> @Nullable T any(List<@Nullable T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
