package io.qubix.app.http.body;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The transfers that take memory for as long as their clients take time: bodies and answers. */
public final class UnderWay {

  /** A body or an answer. */
  public interface Transfer {

    /** Returns how long its client has made no progress. */
    Duration stalledFor();

    /** Releases its memory, and then its connection. */
    void giveUp();
  }

  private final Set<Transfer> transfers = ConcurrentHashMap.newKeySet();
  private final Duration patience;

  /**
   * @param patience a client that makes progress within this time keeps its connection
   */
  public UnderWay(Duration patience) {
    this.patience = patience;
  }

  public void began(Transfer transfer) {
    transfers.add(transfer);
  }

  public void ended(Transfer transfer) {
    transfers.remove(transfer);
  }

  /**
   * Gives up the transfer that has made no progress for longest.
   *
   * @param asking the transfer that needs room, or null when it has not begun
   * @return false when there is none, or when it is the one that needs the room
   */
  public boolean makeRoomFor(@Nullable Transfer asking) {
    Optional<Transfer> longest =
        transfers.stream()
            .filter(transfer -> transfer.stalledFor().compareTo(patience) > 0)
            .max(Comparator.comparing(Transfer::stalledFor));
    if (longest.isEmpty() || longest.get() == asking) {
      return false;
    }
    ended(longest.get());
    longest.get().giveUp();
    return true;
  }
}
