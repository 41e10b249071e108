package io.qubix.log.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** A log whose readers hear of wanted events at once, and of no others. */
final class LogInMemory implements FollowedLog {

  private record Reader(Predicate<EventMessage<?>> wanted, Runnable callback) {}

  private final List<TrackedEventMessage<?>> events = new ArrayList<>();
  private final List<Reader> readers = new CopyOnWriteArrayList<>();

  /** Appends events; positions begin with 1. */
  void append(Object... payloads) {
    for (Object payload : payloads) {
      EventMessage<?> event = GenericEventMessage.asEventMessage(payload);
      synchronized (events) {
        events.add(
            new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(events.size() + 1L), event));
      }
      readers.stream()
          .filter(reader -> reader.wanted().test(event))
          .forEach(reader -> reader.callback().run());
    }
  }

  @Override
  public List<? extends TrackedEventMessage<?>> after(long position, AtMost most) {
    synchronized (events) {
      int from = (int) Math.min(position, events.size());
      return List.copyOf(events.subList(from, Math.min(events.size(), from + most.events())));
    }
  }

  @Override
  public Runnable onNews(Predicate<EventMessage<?>> wanted, Runnable callback) {
    Reader reader = new Reader(wanted, callback);
    readers.add(reader);
    return () -> readers.remove(reader);
  }
}
