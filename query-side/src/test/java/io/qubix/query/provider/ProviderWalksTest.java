package io.qubix.query.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Money;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go through the market page by page, while it goes on. */
class ProviderWalksTest {

  private static final int COUNT = 12;

  private static QueryNode.Cluster cluster;
  private static QueryNode node;
  private static int walks;

  private final Random chance = new Random(16);
  private final List<Story.Provider> providers = new ArrayList<>();
  private Story story;
  private String market;

  @BeforeAll
  static void start() {
    cluster = new QueryNode.Cluster();
    node = cluster.start();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void openMarket() {
    market = "MARKET-" + ++walks;
    story = new Story(cluster.log);
    for (int i = 0; i < COUNT; i++) {
      join(i);
    }
    for (int i = 0; i < 2 * COUNT; i++) {
      workSomewhere();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest", "price", "jobs", "earnings"})
  void everyProviderIsSeenOnce_whileJobsAreDoneAndPricesChange(String sort) {
    for (int walk = 0; walk < 5; walk++) {
      List<String> there = workers();
      List<String> seen = new ArrayList<>();
      for (String next = path(sort); next != null; ) {
        QueryNode.Answer page = node.get(next);
        assertThat(page.status()).as("%s: %s", next, page.body()).isEqualTo(200);
        page.body().forEach(provider -> seen.add(provider.path("workerId").asString()));
        next = page.next();
        for (int i = 0; i < 5; i++) {
          workSomewhere();
          repriceSomething();
        }
        join(providers.size());
      }

      assertThat(seen).doesNotHaveDuplicates().containsAll(there);
    }
  }

  @Test
  void allPagesAreInTheOrderInWhichTheWalkBegan() {
    List<String> before = whole("price");
    QueryNode.Answer first = node.get(path("price"));
    reprice(before.get(COUNT - 1), "0.001");
    reprice(before.get(0), "1000");
    reprice(before.get(0), "2000");

    assertThat(restOf(first)).isEqualTo(before);
    assertThat(whole("price")).startsWith(before.get(COUNT - 1)).endsWith(before.get(0));
  }

  @Test
  void aCursorIsGoodForItsOwnOrder_andOnlyAsItWasGiven() {
    String next = node.get(path("price")).next();

    assertThat(next).contains("before=~");
    assertThat(node.get(next).status()).isEqualTo(200);
    assertThat(node.get(next.replace("sort=price", "sort=jobs")).status()).isEqualTo(400);
    assertThat(node.get(next.replace("before=~", "before=~x")).status()).isEqualTo(400);
    assertThat(node.get("/api/jobs?before=" + next.replaceAll(".*before=", "")).status())
        .isEqualTo(400);
    assertThat(node.get("/api/providers?before=~").status()).isEqualTo(400);
  }

  @Test
  void aRebuildInTheMiddleOfAWalk_changesNothing() {
    List<String> before = whole("price");
    QueryNode.Answer first = node.get(path("price"));
    reprice(before.get(0), "1000");
    reprice(before.get(COUNT - 1), "0.001");
    node.post("/api/admin/projections/provider/replay", "");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> node.get("/api/admin/projections").body().toString().contains("\"DONE\""));

    assertThat(restOf(first)).isEqualTo(before);
  }

  /** Who is on a page and on all that follow. */
  private static List<String> restOf(QueryNode.Answer first) {
    List<String> seen = new ArrayList<>();
    for (QueryNode.Answer page = first; page != null; ) {
      page.body().forEach(provider -> seen.add(provider.path("workerId").asString()));
      page = page.next() == null ? null : node.get(page.next());
    }
    return seen;
  }

  private String path(String sort) {
    return "/api/providers?location=" + market + "&limit=3&sort=" + sort;
  }

  private List<String> whole(String sort) {
    List<String> all = new ArrayList<>();
    node.get("/api/providers?location=" + market + "&limit=500&sort=" + sort)
        .body()
        .forEach(provider -> all.add(provider.path("workerId").asString()));
    return all;
  }

  private List<String> workers() {
    return providers.stream().map(provider -> provider.workerId().value()).toList();
  }

  private void join(int number) {
    String price = String.valueOf(1 + chance.nextInt(5));
    providers.add(story.registeredAt(market, market + "-" + number, price));
  }

  private void workSomewhere() {
    Story.Provider provider = providers.get(chance.nextInt(providers.size()));
    story.done("USER", provider, Duration.ofMinutes(chance.nextInt(60)));
  }

  private void repriceSomething() {
    reprice(workers().get(chance.nextInt(providers.size())), String.valueOf(chance.nextInt(6)));
  }

  private void reprice(String worker, String price) {
    Story.Provider provider =
        providers.stream().filter(one -> one.workerId().value().equals(worker)).findAny().get();
    story.changed(provider, market, Money.of(price));
  }
}
