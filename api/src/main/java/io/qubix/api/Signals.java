package io.qubix.api;

/**
 * Short messages between the nodes: "there is something new". They may be lost or come twice, so
 * whoever listens looks at the store; they only spare it the polling.
 */
public interface Signals {

  /**
   * Tells every listener of a topic, those of this node at once, those of the others soon. Messages
   * of one topic and key that wait to be sent are merged: the last one counts.
   *
   * @param key what the message is about; at most 300 characters
   * @param value the news, at most 1,000 characters
   */
  void send(String topic, String key, String value);

  /** The same, for those who told this node already in another way. */
  void sendOthers(String topic, String key, String value);

  /** Hears a topic; {@code listener} gets key and value and must not block. */
  void listen(String topic, Listener listener);

  /** Hears signals. */
  @FunctionalInterface
  interface Listener {
    void heard(String key, String value);
  }
}
