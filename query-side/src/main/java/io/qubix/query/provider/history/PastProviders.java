package io.qubix.query.provider.history;

import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.log.read.EventHistory.Past;
import io.qubix.log.read.NewestEvents;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.row.ReadModelJson;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads what providers were like a short time ago. Their events tell which jobs they held; before
 * any other change, the read model keeps what they were like.
 */
@Component
@ForQueries
public final class PastProviders {

  private static final int EVENTS_AT_ONCE = 200;

  private static final String PRESENT =
      """
      select created, state::text as state,
          (select position from projection where name = 'provider') as position
      from provider_view where worker_id = ?
      """;

  private static final String BEFORE =
      "select position, state::text as state from provider_past"
          + " where worker_id = ? and position between ? and ?";

  /** A provider, as the read model has it at a position of the log. */
  private record Present(long created, ProviderState state, long position) {}

  private final JdbcTemplate jdbc;
  private final NewestEvents newest;

  PastProviders(JdbcTemplate jdbc, NewestEvents newest) {
    this.jdbc = jdbc;
    this.newest = newest;
  }

  /** Finds a provider to go back from its present. Its events are read on the way, page by page. */
  public Optional<PastProvider> find(WorkerId worker) {
    return jdbc
        .query(
            PRESENT,
            (row, number) ->
                new Present(
                    row.getLong("created"), state(row.getString("state")), row.getLong("position")),
            worker.value())
        .stream()
        .findFirst()
        .map(
            present ->
                new PastProvider(
                    present.state(), present.created(), changes(worker, present.position())));
  }

  private Iterator<PastProvider.Change> changes(WorkerId worker, long upTo) {
    return Stream.iterate(
            before(worker, Long.MAX_VALUE),
            page -> !page.isEmpty(),
            page -> before(worker, page.get(page.size() - 1).sequence()))
        .flatMap(page -> changes(worker, page))
        .dropWhile(change -> change.position() > upTo)
        .iterator();
  }

  private List<Past> before(WorkerId worker, long sequence) {
    return newest.before(worker.toString(), sequence, EVENTS_AT_ONCE);
  }

  private Stream<PastProvider.Change> changes(WorkerId worker, List<Past> page) {
    Map<Long, ProviderState> before = new HashMap<>();
    jdbc.query(
        BEFORE,
        row -> {
          before.put(row.getLong("position"), state(row.getString("state")));
        },
        worker.value(),
        page.get(page.size() - 1).position(),
        page.get(0).position());
    return page.stream()
        .map(
            past ->
                new PastProvider.Change(
                    past.position(), (ProviderEvent) past.event(), before.get(past.position())));
  }

  private static ProviderState state(String json) {
    return ReadModelJson.read(json, ProviderState.class);
  }
}
