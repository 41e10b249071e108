package io.qubix.query.live;

import io.qubix.api.Uuids;
import io.qubix.query.ForQueries;
import jakarta.websocket.Session;
import java.time.Clock;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The WebSocket: passes clients' frames to the {@link Subscriptions}. */
@Component
@ForQueries
class LiveSocket extends TextWebSocketHandler {

  /** The longest frame of a client, in bytes; the longest worker id fits. */
  static final int MAX_FRAME = 8 * 1024;

  /** The attribute of a connection that tells whether its caller may still listen. */
  static final String STANDING = LiveSocket.class.getName() + ".standing";

  private static final String SUBSCRIBER = Subscriber.class.getName();
  private static final long BLOCKING_MILLIS = 2_000;

  private final Subscribers subscribers;
  private final Subscriptions subscriptions;
  private final Clock clock;

  LiveSocket(Subscribers subscribers, Subscriptions subscriptions, Clock clock) {
    this.subscribers = subscribers;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(MAX_FRAME);
    session.setBinaryMessageSizeLimit(MAX_FRAME);
    Session connection = nativeSession(session);
    // Separate threads send pings and goodbyes; even these must not block for long.
    connection.getUserProperties().put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, BLOCKING_MILLIS);
    connection.getUserProperties().put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, BLOCKING_MILLIS);
    Frame greeting = Frame.connected(Uuids.timeOrdered(clock.instant()), clock.instant());
    BooleanSupplier standing = (BooleanSupplier) session.getAttributes().get(STANDING);
    session
        .getAttributes()
        .put(
            SUBSCRIBER, subscribers.opened(connection, Objects.requireNonNull(standing), greeting));
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    Subscriber subscriber = subscriber(session);
    if (subscriber != null) {
      subscriber.heard();
      subscriptions.said(subscriber, message.getPayload());
    }
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage message) {
    Subscriber subscriber = subscriber(session);
    if (subscriber != null) {
      subscriber.heard();
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Subscriber subscriber = subscriber(session);
    if (subscriber != null) {
      subscribers.closed(subscriber);
    }
  }

  private static @Nullable Subscriber subscriber(WebSocketSession session) {
    return (Subscriber) session.getAttributes().get(SUBSCRIBER);
  }

  private static Session nativeSession(WebSocketSession session) {
    Session connection = ((NativeWebSocketSession) session).getNativeSession(Session.class);
    if (connection == null) {
      throw new IllegalStateException("The server speaks no Jakarta WebSocket");
    }
    return connection;
  }
}
