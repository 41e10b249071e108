package io.qubix.query.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Its frames wait in a bounded queue and are sent without blocking any caller: a
 * client that does not take them in time is dropped.
 */
final class Subscriber {

  private static final Logger log = LoggerFactory.getLogger(Subscriber.class);
  private static final CloseReason KEY_ENDED =
      new CloseReason(CloseCodes.VIOLATED_POLICY, "The key is no longer good");

  private static final CloseReason TOO_SLOW =
      new CloseReason(CloseCodes.TRY_AGAIN_LATER, "Too slow");
  private static final CloseReason NO_ANSWER =
      new CloseReason(CloseCodes.GOING_AWAY, "No answer to pings");

  private final Session session;
  private final BooleanSupplier standing;
  private final RemoteEndpoint.Async remote;
  private final LiveProperties limits;
  private final LiveMeters meters;
  private final Executor senders;
  private final Executor closers;

  private final Queue<String> queue = new ArrayDeque<>();
  private final Map<String, Topic> subscriptions = new HashMap<>();
  private int queuedCharacters;
  private boolean sending;
  private boolean gone;
  private volatile long lastHeard = System.nanoTime();

  Subscriber(
      Session session,
      BooleanSupplier standing,
      LiveProperties limits,
      LiveMeters meters,
      Executor senders,
      Executor closers) {
    this.session = session;
    this.standing = standing;
    this.limits = limits;
    this.meters = meters;
    this.senders = senders;
    this.closers = closers;
    remote = session.getAsyncRemote();
    remote.setSendTimeout(limits.sendTimeout().toMillis());
  }

  /** Queues a frame without blocking. */
  synchronized void send(String text) {
    if (gone) {
      return;
    }
    if (queue.size() >= limits.queuedFrames()
        || queuedCharacters + text.length() > limits.queuedCharacters()) {
      drop();
      return;
    }
    queue.add(text);
    queuedCharacters += text.length();
    if (!sending) {
      sending = true;
      senders.execute(this::sendNext);
    }
  }

  private void sendNext() {
    String text = next();
    if (text == null) {
      return;
    }
    try {
      remote.sendText(text, this::sent);
    } catch (IllegalStateException e) {
      failed();
    }
  }

  private synchronized @Nullable String next() {
    String text = queue.poll();
    if (text == null) {
      sending = false;
      if (gone) {
        close(TOO_SLOW);
      }
      return null;
    }
    queuedCharacters -= text.length();
    return text;
  }

  /** Continues on another thread, because the container may call back while it is still sending. */
  private void sent(SendResult result) {
    if (result.isOK()) {
      meters.sent();
      senders.execute(this::sendNext);
    } else {
      failed();
    }
  }

  private synchronized void failed() {
    sending = false;
    drop();
    close(TOO_SLOW);
  }

  /**
   * Stops sending. The frame being sent either leaves or fails at its time limit, and the
   * connection closes then: closing it now would have to wait for that frame.
   */
  private synchronized void drop() {
    if (gone) {
      return;
    }
    gone = true;
    queue.clear();
    queuedCharacters = 0;
    meters.dropped();
    log.debug("Live {} is too slow, or gone", this);
    if (!sending) {
      close(TOO_SLOW);
    }
  }

  /** Closes the connection, on a thread that may wait for it. */
  void close(CloseReason reason) {
    closers.execute(
        () -> {
          try {
            session.close(reason);
          } catch (IOException | IllegalStateException e) {
            log.debug("Live {} closed without a word", this);
          }
        });
  }

  /** Closes the connection when its caller may no longer listen. */
  void endWithItsKey() {
    if (!standing.getAsBoolean()) {
      close(KEY_ENDED);
    }
  }

  /**
   * Sends a ping, so that no network in between takes the connection for idle; drops a connection
   * that gave no sign of life for too long.
   */
  void ping() {
    synchronized (this) {
      if (gone) {
        return;
      }
      if (System.nanoTime() - lastHeard > 3 * limits.pingEvery().toNanos()) {
        drop();
        close(NO_ANSWER);
        return;
      }
      if (sending) {
        return;
      }
    }
    try {
      remote.sendPing(ByteBuffer.allocate(0));
    } catch (IOException | RuntimeException e) {
      close(NO_ANSWER);
    }
  }

  void heard() {
    lastHeard = System.nanoTime();
  }

  /**
   * Notes a subscription and runs {@code join} before any other thread queues a frame.
   *
   * @return false when the connection already has the most subscriptions
   */
  synchronized boolean subscribe(String name, Topic topic, Runnable join) {
    if (gone) {
      return true;
    }
    if (!subscriptions.containsKey(name) && subscriptions.size() >= limits.subscriptions()) {
      return false;
    }
    subscriptions.put(name, topic);
    join.run();
    return true;
  }

  /** Ends a subscription; {@code leave} gets its topic, unless another name also stands for it. */
  synchronized void unsubscribe(String name, Consumer<Topic> leave) {
    Topic topic = subscriptions.remove(name);
    if (topic != null && !subscriptions.containsValue(topic)) {
      leave.accept(topic);
    }
  }

  /** Ends the connection. Returns the topics to leave. */
  synchronized Collection<Topic> leave() {
    gone = true;
    queue.clear();
    List<Topic> topics = List.copyOf(subscriptions.values());
    subscriptions.clear();
    return topics;
  }

  @Override
  public String toString() {
    return "client " + session.getId();
  }
}
