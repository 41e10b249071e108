package io.qubix.query.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscribers of a topic, and the last state that was sent to them. */
final class Audience {

  final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  final Watch watch;

  /** The number of changes that were sent; guarded by this. */
  private long changes;

  Audience(Watch watch) {
    this.watch = watch;
  }

  /** Sends a change by {@code tell}. */
  synchronized void changed(Runnable tell) {
    changes++;
    tell.run();
  }

  synchronized long changes() {
    return changes;
  }

  /**
   * Sends the topic's state to one subscriber, unless it changed since. Returns whether it was
   * sent.
   */
  synchronized boolean tell(Subscriber subscriber, String state, long changesBefore) {
    if (changes != changesBefore) {
      return false;
    }
    subscriber.send(state);
    return true;
  }
}
