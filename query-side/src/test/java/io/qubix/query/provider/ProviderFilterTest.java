package io.qubix.query.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.query.Before;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
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
    Map<String, Hardware> machines = new HashMap<>();
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      Hardware machine =
          new Hardware(
              any(CARDS, random), any(GIGABYTES, random), null, null, any(GIGABYTES, random));
      String place = any(PLACES, random);
      story.registered("w-" + i, "OWNER", "1", machine, place);
      machines.put("w-" + i, machine);
      places.put("w-" + i, place);
    }
    try (QueryNode node = cluster.start()) {
      ProviderSearch search = node.get(ProviderSearch.class);
      int found = 0;
      for (int i = 0; i < 150; i++) {
        Requirements asked =
            new Requirements(
                any(WISHES, random),
                random.nextInt(3) == 0 ? any(GIGABYTES, random) : null,
                random.nextInt(3) == 0 ? any(GIGABYTES, random) : null,
                random.nextBoolean() ? any(PLACES, random) : null);
        List<String> expected =
            machines.keySet().stream()
                .filter(worker -> asked.unmetBy(machines.get(worker), places.get(worker)) == null)
                .toList();
        assertThat(
                search
                    .find(
                        new ProviderFilter(null, null, asked, null),
                        ProviderOrder.NEWEST,
                        new Before(null, null),
                        500)
                    .providers())
            .as("those who meet %s", asked)
            .extracting(ProviderView::workerId)
            .extracting(worker -> worker.value())
            .containsExactlyInAnyOrderElementsOf(expected);
        found += expected.size();
      }
      assertThat(found).isGreaterThan(150);
    }
  }

  private static <T> @Nullable T any(List<@Nullable T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
