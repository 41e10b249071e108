package io.qubix.query.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.job.event.JobEvent;
import io.qubix.log.read.Content;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.EventPage;
import io.qubix.log.read.EventRange;
import io.qubix.log.read.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A log in memory, with the JSON that the store holds; events in it can be altered. */
public final class RecordedLog implements EventLog {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private final List<StoredEvent> events = new ArrayList<>();
  private final Map<String, Long> lengths = new HashMap<>();

  /** Answers the event's position. */
  public long append(JobEvent event) {
    String stream = event.jobId().toString();
    return append(stream, event.getClass().getSimpleName(), JSON.valueToTree(event));
  }

  public long append(String stream, String type, JsonNode payload) {
    return append(stream, type, payload, Instant.EPOCH);
  }

  public long append(String stream, String type, JsonNode payload, Instant at) {
    long position = events.size() + 1;
    JsonNode asStored = JSON.readTree(payload.toString());
    events.add(
        new StoredEvent(
            position, stream, lengths.merge(stream, 1L, Long::sum) - 1, type, "1", at, asStored));
    return position;
  }

  /** Writes other JSON into a member of a stored event. */
  void alter(long position, String member, String json) {
    ObjectNode payload = (ObjectNode) events.get((int) position - 1).payload();
    payload.set(member, JSON.readTree(json.replace('\'', '"')));
  }

  @Override
  public long head() {
    return events.size();
  }

  @Override
  public List<StoredEvent> stream(String stream) {
    return events.stream().filter(event -> event.stream().equals(stream)).toList();
  }

  @Override
  public List<Content> contents(Collection<Long> positions, String member, int largest) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long bytesOf(String stream) {
    throw new UnsupportedOperationException();
  }

  @Override
  public EventPage page(EventRange range, int limit) {
    List<StoredEvent> found = new ArrayList<>(events.stream().filter(range::holds).toList());
    if (range.newestFirst()) {
      Collections.reverse(found);
    }
    return new EventPage(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
  }

  @Override
  public void scan(long after, long upTo, Set<String> types, Consumer<StoredEvent> consumer) {
    events.stream()
        .filter(event -> event.position() > after && event.position() <= upTo)
        .filter(event -> types.isEmpty() || types.contains(event.type()))
        .forEach(consumer);
  }
}
