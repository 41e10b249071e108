package io.qubix.log.follow;

import java.util.List;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Follows the log with the methods of an object that are marked as event handlers. These say what
 * it wants, so that no event can be forgotten that has a handler.
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

  /** Has the handlers write, in the transaction that moves the position. */
  public static LogFollower writing(String name, Object handlers) {
    return new HandlingFollower(name, handlers, false);
  }

  /** Has the handlers send commands, before the transaction that moves the position. */
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
