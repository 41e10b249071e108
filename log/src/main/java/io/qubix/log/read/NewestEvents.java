package io.qubix.log.read;

import io.qubix.api.Event;
import io.qubix.log.read.EventHistory.Past;
import java.util.List;

/**
 * Reads events back from the newest, as {@link EventHistory} reads them.
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the store is away.
 */
public interface NewestEvents {

  /**
   * Returns the last events of a stream before one of them, newest first.
   *
   * @param sequence its place in the stream
   * @param most how many; there may be fewer, and none only when there are none
   */
  List<Past> before(String stream, long sequence, int most);

  /**
   * Returns the last events of a type, newest first.
   *
   * @param after the position before the first one that is read: the log has no index of types
   */
  List<Past> ofType(Class<? extends Event> type, long after, int most);
}
