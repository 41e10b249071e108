package io.qubix.query.live;

import io.qubix.log.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signals where there is but one node. */
public final class OneNodeSignals implements Signals {

  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();

  @Override
  public void send(String topic, String key, String value) {
    listeners.getOrDefault(topic, List.of()).forEach(listener -> listener.heard(key, value));
  }

  @Override
  public void sendOthers(String topic, String key, String value) {}

  @Override
  public void listen(String topic, Listener listener) {
    listeners.computeIfAbsent(topic, key -> new CopyOnWriteArrayList<>()).add(listener);
  }
}
