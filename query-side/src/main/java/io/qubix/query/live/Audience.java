package io.qubix.query.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who listens to a topic, and what must be remembered of it while somebody does. */
final class Audience {

  final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  final Watch watch;

  Audience(Watch watch) {
    this.watch = watch;
  }
}
