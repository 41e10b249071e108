package io.qubix.query.act;

import io.qubix.api.caller.Caller;
import io.qubix.api.key.KeyId;
import io.qubix.query.Cursor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists acts. */
public interface ActSearch {

  Cursor.Kind CURSOR = new Cursor.Kind("acts", 1);

  /**
   * What a caller did.
   *
   * @param position of the event, which tells the rest
   * @param stream to which it was done
   */
  record Acted(long position, Instant at, String type, String stream, Caller caller) {}

  /** A page, newest first; {@code next} leads to the one that follows, or is null on the last. */
  record ActPage(List<Acted> acts, @Nullable Cursor next) {}

  /**
   * @param key with which it was done, or null for every one
   */
  ActPage acts(@Nullable KeyId key, @Nullable Cursor before, int limit);
}
