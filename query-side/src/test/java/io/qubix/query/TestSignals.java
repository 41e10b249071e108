package io.qubix.query;

import io.qubix.log.signal.Signals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signals between the nodes of one JVM; every signal to another node may be lost. */
public final class TestSignals {

  private record Heard(Node node, String topic, Signals.Listener listener) {}

  private final List<Heard> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean lost;

  /** From now on no node hears another one. */
  public void loseAll() {
    lost = true;
  }

  public Signals ofNode() {
    return new Node();
  }

  private final class Node implements Signals {

    @Override
    public void send(String topic, String key, String value) {
      for (Heard heard : listeners) {
        if (heard.topic().equals(topic) && (heard.node() == this || !lost)) {
          heard.listener().heard(key, value);
        }
      }
    }

    @Override
    public void sendOthers(String topic, String key, String value) {
      for (Heard heard : listeners) {
        if (heard.topic().equals(topic) && heard.node() != this && !lost) {
          heard.listener().heard(key, value);
        }
      }
    }

    @Override
    public void listen(String topic, Listener listener) {
      listeners.add(new Heard(this, topic, listener));
    }
  }
}
