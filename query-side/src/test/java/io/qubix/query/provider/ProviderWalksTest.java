package io.qubix.query.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.money.Money;
import io.qubix.query.Cursor;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Clients that go through the market page by page, while it goes on. */
class ProviderWalksTest {

  private static final int COUNT = 12;

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static int walks;

  private final Random chance = new Random(16);
  private final List<Story.Provider> providers = new ArrayList<>();
  private Story story;
  private String market;

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

  /** From the beginning, from a provider in the middle, and from a place in the middle. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void theMarketByPrice_isReadAlongItsIndex_alsoAfterChangesOfPrices(int changes) {
    long head = cluster.log.head();
    // What another run deleted is still in the index, at prices of its own.
    long cheapest = changes * 100_000_000L;
    node.get(path("price"));
    JdbcTemplate jdbc = node.jdbc();
    jdbc.update(
        """
        insert into provider_view (worker_id, id, created, qubic_address, price, online, available,
            state)
        select 'many-' || n, gen_random_uuid(), 1000000 + n, 'MANY', ? + 10000000 + n, online,
            available, jsonb_set(state, '{workerId}', to_jsonb('many-' || n))
        from generate_series(1, 20000) as n, (select * from provider_view limit 1) as one
        """,
        cheapest);
    jdbc.update(
        """
        insert into provider_repricing (worker_id, position, price_before)
        select 'many-' || n, ? + n, ? + 10010000 + 10 * n from generate_series(1, ?) as n
        """,
        head,
        cheapest,
        changes);
    jdbc.execute("analyze provider_view");
    UUID middle =
        jdbc.queryForObject(
            "select id from provider_view where worker_id = 'many-10000'", UUID.class);
    Cursor cursor = Cursor.of(ProviderOrder.PRICE.cursor(), head, cheapest + 10_010_000, 1_010_000);
    long before = readAlongPrices();

    for (String place : List.of("", "&before=" + middle, "&before=" + cursor)) {
      QueryNode.Answer page = node.get("/api/providers?sort=price&limit=100" + place);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).hasSize(100);
      if (!place.isEmpty() && !place.contains(middle.toString())) {
        assertThat(page.body().findValuesAsString("workerId"))
            .containsAll(IntStream.rangeClosed(1, changes).mapToObj(n -> "many-" + n).toList());
      }
    }

    // Three pages, and the few providers that the other tests read: their sessions may count late.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(readAlongPrices() - before).isBetween(300L, 2_000L));
    jdbc.update("delete from provider_view where created > 1000000");
    jdbc.update("delete from provider_repricing where worker_id like 'many-%'");
  }

  /** Newest first, as the market's first page is, and the cheapest first. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/providers?limit=5", "/api/providers?limit=5&sort=price"})
  void thoseWhoLeftTheMarket_costAListNothing(String list) {
    node.get(list);
    JdbcTemplate jdbc = node.jdbc();
    jdbc.update(
        """
        insert into provider_view (worker_id, id, created, qubic_address, price, online, available,
            state)
        select 'gone-' || n, gen_random_uuid(), 1000000 + n, 'GONE', 0, false, false,
            state || jsonb_build_object('workerId', 'gone-' || n,
                'deregisteredAt', '2026-01-01T00:00:00Z')
        from generate_series(1, 20000) as n, (select * from provider_view limit 1) as one
        """);
    jdbc.execute("analyze provider_view");
    long before = readAlong("created") + readAlong("price, created");

    QueryNode.Answer page = node.get(list);
    assertThat(page.body().findValuesAsString("workerId"))
        .hasSize(5)
        .noneMatch(worker -> worker.startsWith("gone-"));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(readAlong("created") + readAlong("price, created") - before)
                    .isBetween(5L, 2_000L));
    jdbc.update("delete from provider_view where created > 1000000");
  }

  private static long readAlongPrices() {
    return readAlong("price, created");
  }

  private static long readAlong(String columns) {
    return node.jdbc()
        .queryForObject(
            """
            select sum(idx_tup_read)
            from pg_stat_user_indexes join pg_indexes on indexname = indexrelname
            where tablename = 'provider_view' and indexdef like '%(' || ? || ') WHERE%'
            """,
            Long.class, columns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"price", "jobs", "earnings"})
  void aWalkEndsWhenItIsTooOld_andItsPricesAreForgottenThen(String sort) {
    node.get(path(sort));
    long head = cluster.log.head();
    Cursor.Kind kind = ProviderOrder.valueOf(sort.toUpperCase(Locale.ROOT)).cursor();
    long oldest = head - ProviderOrder.LONGEST_WALK;

    assertThat(node.get(path(sort) + "&before=" + Cursor.of(kind, oldest, 1, 1)).status())
        .isEqualTo(200);
    QueryNode.Answer tooOld = node.get(path(sort) + "&before=" + Cursor.of(kind, oldest - 1, 1, 1));
    assertThat(tooOld.status()).isEqualTo(400);
    assertThat(tooOld.body().path("errors").findValuesAsString("field")).containsExactly("before");
    Cursor newest = Cursor.of(ProviderOrder.NEWEST.cursor(), oldest - 1, Long.MAX_VALUE, 1);
    assertThat(node.get(path("newest") + "&before=" + newest).status()).isEqualTo(200);
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
