package io.qubix.query.act;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.view.KeyView;
import io.qubix.query.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists keys. */
public interface KeySearch {

  Cursor.Kind CURSOR = new Cursor.Kind("keys", 1);

  /** A page, newest first; {@code next} leads to the one that follows, or is null on the last. */
  record KeyPage(List<KeyView> keys, @Nullable Cursor next) {}

  /**
   * Lists the keys that a caller may see: an operator and an auditor all, another its own and those
   * that it issued.
   *
   * @param role of the keys, or null for every one
   * @param subject of the keys, or null for every one
   */
  KeyPage keys(
      Caller caller,
      @Nullable Role role,
      @Nullable String subject,
      @Nullable Cursor before,
      int limit);
}
