package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.user.QubicAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What workers cost that will never come back. It prints figures; for those of docs/performance.md:
 * {@code -DargLine=-Dqubix.dead-providers=20000}.
 */
class DeadProvidersTest {

  private static final int MANY = Integer.getInteger("qubix.dead-providers", 500);
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ASKED = 31;

  @Test
  void providersThatLeftTheMarket_areInNoTableOfTheMarket_afterARestartToo() throws Exception {
    String none = TestDatabase.url();
    String offline = TestDatabase.url();
    String gone = TestDatabase.url();
    write(offline, false);
    write(gone, true);

    print("none", none);
    print(MANY + " offline", offline);
    print(MANY + " left the market", gone);

    try (Server server = Server.on(gone)) {
      JdbcTemplate database = server.get(JdbcTemplate.class);
      for (String table : List.of("lease", "matching_provider", "usage_provider")) {
        assertThat(database.queryForObject("select count(*) from " + table, Long.class))
            .as(table)
            .isZero();
      }
      assertThat(server.api().get("/api/providers?limit=50").expect(200).body().toString())
          .doesNotContain("dead-");
    }
  }

  private static void write(String database, boolean left) {
    try (Server server = Server.on(database)) {
      EventStore store = server.get(EventStore.class);
      for (int from = 0; from < MANY; from += 100) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        IntStream.range(from, Math.min(MANY, from + 100)).forEach(i -> add(events, i, left));
        store.publish(events);
      }
      JdbcTemplate jdbc = server.get(JdbcTemplate.class);
      long head = jdbc.queryForObject("select max(position) from event", Long.class);
      await()
          .atMost(Duration.ofMinutes(5))
          .until(
              () ->
                  jdbc.queryForObject(
                          "select min(position) from (select position from follower where name in"
                              + " ('leases', 'matching') union all select position from projection"
                              + " where name = 'provider') as each",
                          Long.class)
                      >= head);
    }
  }

  private static void add(List<DomainEventMessage<?>> events, int number, boolean left) {
    WorkerId worker = new WorkerId("dead-" + number);
    List<ProviderEvent> all =
        new ArrayList<>(
            List.of(
                new ProviderRegistered(
                    worker,
                    UUID.nameUUIDFromBytes(worker.value().getBytes()),
                    new QubicAddress("OWNER-" + number / 10),
                    "Machine " + number,
                    ProviderType.NATIVE,
                    new Hardware("RTX 4090", 24.0, 1, "EPYC", 16, 64.0),
                    1,
                    new Serving(List.of("llama"), java.util.Map.of()),
                    "Berlin",
                    Money.of("1"),
                    LONG_AGO,
                    LONG_AGO),
                ProviderWentOffline.of(worker, OfflineReason.SILENT, List.of(), LONG_AGO)));
    if (left) {
      all.add(new ProviderDeregistered(worker, LONG_AGO));
    }
    for (int i = 0; i < all.size(); i++) {
      events.add(new GenericDomainEventMessage<>("Provider", worker.toString(), i, all.get(i)));
    }
  }

  private static void print(String what, String database) throws Exception {
    List<Long> starts = new ArrayList<>();
    List<Long> heaps = new ArrayList<>();
    List<Double> pages = new ArrayList<>();
    List<Double> market = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      long before = heap();
      long began = System.nanoTime();
      try (Server server = Server.on(database)) {
        server.api().get("/health").expect(200);
        starts.add((System.nanoTime() - began) / 1_000_000);
        pages.add(median(() -> server.api().get("/api/providers?limit=50").expect(200)));
        market.add(median(() -> page(server)));
        heaps.add((heap() - before) / 1_000);
      }
    }
    System.out.printf(
        "FIGURES %s: start %s ms, heap +%s kB, providers' first page %s ms, market page %s ms%n",
        what, starts, heaps, pages, market);
  }

  private interface Question {
    void ask() throws IOException, InterruptedException;
  }

  private static double median(Question question) throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < ASKED; i++) {
      long began = System.nanoTime();
      question.ask();
      times.add(System.nanoTime() - began);
    }
    return times.stream().sorted().skip(ASKED / 2).findFirst().orElseThrow() / 100_000 / 10.0;
  }

  private static void page(Server server) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/market")).build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
