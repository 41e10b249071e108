package io.qubix.query.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds the subscribers of a topic, and what was last told of it. */
final class Audience {

  final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  final Watch watch;

  /** The number of changes that were told; guarded by this. */
  private long changes;

  Audience(Watch watch) {
    this.watch = watch;
  }

  /** Tells of a change, which {@code tell} sends. */
  synchronized void changed(Runnable tell) {
    changes++;
    tell.run();
  }

  synchronized long changes() {
    return changes;
  }

  /** Tells one of them how the topic is, unless it changed since; says whether it did so. */
  synchronized boolean tell(Subscriber subscriber, String state, long changesBefore) {
    if (changes != changesBefore) {
      return false;
    }
    subscriber.send(state);
    return true;
  }
}
