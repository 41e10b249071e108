package io.qubix.query.provider.reputation;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.json.Json;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.reputation.Mark;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.EventPage;
import io.qubix.log.read.EventRange;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;

/** Reads the attempts that a reputation follows from, straight from the log. */
@Component
@ForQueries
final class EndedAttempts {

  /** The key is the position of an event. */
  static final Cursor.Kind CURSOR = new Cursor.Kind("reputation", 1);

  private static final String RELEASED = ProviderReleased.class.getSimpleName();

  private static final ObjectReader READER =
      Json.builder().build().readerFor(ProviderReleased.class);

  private final EventLog log;

  EndedAttempts(EventLog log) {
    this.log = log;
  }

  /**
   * An attempt that ended.
   *
   * @param position of the event that says so
   * @param says what it says about the provider
   */
  record Ended(long position, JobId jobId, int attempt, AttemptEnd end, Mark says, Instant at) {}

  /**
   * A page, newest first.
   *
   * @param attempts may be fewer than the limit although more follow: the provider's other events
   *     are read as well
   */
  record Page(List<Ended> attempts, @Nullable Cursor next) {}

  /**
   * @param before the position before which all events of the page lie
   */
  Page of(WorkerId worker, long before, int limit) {
    EventRange range =
        new EventRange(0, before - 1, /* newestFirst= */ true, null, worker.toString(), null, null);
    EventPage page = log.page(range, limit);
    List<StoredEvent> events = page.events();
    return new Page(
        events.stream().filter(event -> event.type().equals(RELEASED)).map(this::ended).toList(),
        page.more() ? Cursor.of(CURSOR, events.get(events.size() - 1).position()) : null);
  }

  private Ended ended(StoredEvent event) {
    ProviderReleased released = READER.readValue(event.payload());
    return new Ended(
        event.position(),
        released.jobId(),
        released.attempt(),
        released.end(),
        Mark.of(released),
        released.at());
  }
}
