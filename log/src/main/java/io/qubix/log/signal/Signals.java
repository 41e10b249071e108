package io.qubix.log.signal;

/**
 * Short messages between the nodes: "there is something new". Messages may be lost or come twice.
 * So listeners look at the store; the messages only save them the polling.
 */
public interface Signals {

  /**
   * Sends a message to every listener of a topic: at once on this node, soon on the others. Waiting
   * messages of one topic and key are merged: the last one counts.
   *
   * @param key what the message is about; at most 300 characters
   * @param value the news, at most 1,000 characters
   */
  void send(String topic, String key, String value);

  /** Sends a message to the other nodes only. */
  void sendOthers(String topic, String key, String value);

  /** Listens to a topic; {@code listener} gets key and value and must not block. */
  void listen(String topic, Listener listener);

  /** Receives signals. */
  @FunctionalInterface
  interface Listener {
    void heard(String key, String value);
  }
}
