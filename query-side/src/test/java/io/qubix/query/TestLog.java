package io.qubix.query;

import io.qubix.api.Event;
import io.qubix.api.caller.Caller;
import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.read.Content;
import io.qubix.log.read.EventHistory;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.EventPage;
import io.qubix.log.read.EventRange;
import io.qubix.log.read.NewestEvents;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.projection.row.ReadModelJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import tools.jackson.databind.JsonNode;

/**
 * A log in memory that several nodes can share: positions from 1, readers hear of events at once.
 */
public final class TestLog extends AbstractEventStore
    implements EventLog, EventHistory, NewestEvents, FollowedLog {

  private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
  private final Map<String, Long> sequences = new HashMap<>();

  public TestLog() {
    super(new Builder());
  }

  /** Appends events of one stream. */
  public void append(String stream, Object... events) {
    appendBy(Caller.ANYBODY, stream, events);
  }

  /** Appends events of one stream that a caller caused. */
  public synchronized void appendBy(Caller caller, String stream, Object... events) {
    publish(
        Arrays.stream(events)
            .map(
                event ->
                    new GenericDomainEventMessage<>(
                        stream.substring(0, stream.indexOf(':')),
                        stream,
                        sequences.merge(stream, 0L, (old, zero) -> old + 1),
                        event,
                        caller.toMetadata()))
            .toList());
  }

  @Override
  protected void afterCommit(List<? extends EventMessage<?>> events) {
    super.afterCommit(events);
    callbacks.forEach(Runnable::run);
  }

  @Override
  public long head() {
    TrackingToken head = storageEngine().createHeadToken();
    return head == null ? 0 : head.position().orElseThrow();
  }

  @Override
  public List<StoredEvent> stream(String stream) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Content> contents(Collection<Long> positions, String member, int largest) {
    return all()
        .filter(event -> positions.contains(event.position()))
        .map(event -> content(event, member, largest))
        .toList();
  }

  @Override
  public List<Past> of(String stream, long upTo) {
    return past(past -> past.event().stream().equals(stream) && past.position() <= upTo);
  }

  @Override
  public List<Past> before(String stream, long sequence, int most) {
    return newest(most, past -> past.event().stream().equals(stream) && past.sequence() < sequence);
  }

  @Override
  public List<Past> ofType(Class<? extends Event> type, long after, int most) {
    return newest(most, past -> type.isInstance(past.event()) && past.position() > after);
  }

  private List<Past> newest(int most, Predicate<Past> wanted) {
    return past(wanted).stream()
        .sorted(Comparator.comparing(Past::position).reversed())
        .limit(most)
        .toList();
  }

  private List<Past> past(Predicate<Past> wanted) {
    return storageEngine()
        .readEvents(new GlobalSequenceTrackingToken(0), false)
        .map(TestLog::past)
        .filter(wanted)
        .toList();
  }

  private static Past past(TrackedEventMessage<?> message) {
    return new Past(
        message.trackingToken().position().orElseThrow(),
        ((DomainEventMessage<?>) message).getSequenceNumber(),
        (Event) message.getPayload());
  }

  @Override
  public long bytesOf(String stream) {
    return all()
        .filter(event -> event.stream().equals(stream))
        .mapToLong(event -> event.payload().toString().length())
        .sum();
  }

  private Stream<StoredEvent> all() {
    return storageEngine()
        .readEvents(new GlobalSequenceTrackingToken(0), false)
        .map(TestLog::stored);
  }

  private static Content content(StoredEvent event, String member, int largest) {
    JsonNode value = event.payload().get(member);
    boolean omitted =
        value != null && value.toString().getBytes(StandardCharsets.UTF_8).length > largest;
    return new Content(event.position(), omitted ? null : value, omitted);
  }

  @Override
  public EventPage page(EventRange range, int limit) {
    Comparator<StoredEvent> oldestFirst = Comparator.comparing(StoredEvent::position);
    List<StoredEvent> events =
        all()
            .filter(range::holds)
            .sorted(range.newestFirst() ? oldestFirst.reversed() : oldestFirst)
            .toList();
    return new EventPage(events.stream().limit(limit).toList(), events.size() > limit);
  }

  private static StoredEvent stored(TrackedEventMessage<?> message) {
    DomainEventMessage<?> event = (DomainEventMessage<?>) message;
    return new StoredEvent(
        message.trackingToken().position().orElseThrow(),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        event.getPayloadType().getSimpleName(),
        "1",
        event.getTimestamp(),
        ReadModelJson.tree(event.getPayload()));
  }

  @Override
  public void scan(long after, long upTo, Set<String> types, Consumer<StoredEvent> consumer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<? extends TrackedEventMessage<?>> after(long position, AtMost most) {
    return storageEngine()
        .readEvents(new GlobalSequenceTrackingToken(position), false)
        .limit(most.events())
        .toList();
  }

  @Override
  public Runnable onNews(Predicate<EventMessage<?>> wanted, Runnable callback) {
    callbacks.add(callback);
    return () -> callbacks.remove(callback);
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
    throw new UnsupportedOperationException();
  }

  private static final class Builder extends AbstractEventStore.Builder {

    Builder() {
      EventStorageEngine memory = new InMemoryEventStorageEngine(1);
      storageEngine(memory);
    }
  }
}
