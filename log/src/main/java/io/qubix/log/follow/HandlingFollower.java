package io.qubix.log.follow;

import java.util.List;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Follows the log with the event handlers of an object. The handlers themselves say which events it
 * wants, so that none with a handler can be forgotten.
 */
public final class HandlingFollower implements LogFollower {

  private final String name;
  private final AnnotationEventHandlerAdapter handlers;
  private final boolean beforehand;

  private HandlingFollower(String name, Object handlers, boolean beforehand) {
    this.name = name;
    this.handlers = new AnnotationEventHandlerAdapter(handlers);
    this.beforehand = beforehand;
  }

  /** Runs the handlers in the transaction that moves the position; they write. */
  public static LogFollower writing(String name, Object handlers) {
    return new HandlingFollower(name, handlers, false);
  }

  /** Runs the handlers before the transaction that moves the position; they send commands. */
  public static LogFollower sending(String name, Object handlers) {
    return new HandlingFollower(name, handlers, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean wants(EventMessage<?> event) {
    return handlers.canHandle(event);
  }

  @Override
  public void prepare(List<TrackedEventMessage<?>> events) {
    if (beforehand) {
      events.forEach(this::handle);
    }
  }

  @Override
  public void write(List<TrackedEventMessage<?>> events) {
    if (!beforehand) {
      events.forEach(this::handle);
    }
  }

  private void handle(EventMessage<?> event) {
    try {
      handlers.handle(event);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(name + " cannot handle " + event.getPayloadType(), e);
    }
  }
}
