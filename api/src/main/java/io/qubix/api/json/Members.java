package io.qubix.api.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that are read. All others are skipped. */
public final class Members {

  /** Every member, with all that is in it. */
  public static final Members ALL = new Members(null, false);

  /** A secondary part of a report, which the report can do without. */
  static final Members REMARK = new Members(null, false);

  /** The members to read, or null for every name. */
  private final @Nullable Map<String, Members> known;

  private final boolean remarks;

  private Members(@Nullable Map<String, Members> known, boolean remarks) {
    this.known = known;
    this.remarks = remarks;
  }

  /** Returns members that are read with all that is in them. */
  public static Members of(String... names) {
    Map<String, Members> known = new HashMap<>();
    for (String name : names) {
      known.put(name, ALL);
    }
    return new Members(known, false);
  }

  /**
   * Adds members that must not refuse the whole body. A value in them that exceeds our limits is
   * read as a number that the store refuses. So is a bare {@code NaN} or infinity, which Python
   * writes.
   */
  public Members andRemarks(String... names) {
    Members all = new Members(known, true);
    for (String name : names) {
      all = all.with(name, REMARK);
    }
    return all;
  }

  boolean haveRemarks() {
    return remarks;
  }

  /** Adds members that are read with all that is in them. */
  public Members and(String... names) {
    Members all = this;
    for (String name : names) {
      all = all.with(name, ALL);
    }
    return all;
  }

  /** Adds a member with an object of which only some members are read. */
  public Members with(String name, Members inside) {
    Map<String, Members> more = known == null ? new HashMap<>() : new HashMap<>(known);
    more.put(name, inside);
    return new Members(more, remarks);
  }

  public boolean has(String name) {
    return known == null || known.containsKey(name);
  }

  /**
   * Returns the members to read of an object in a member.
   *
   * @throws IllegalArgumentException when the member itself is skipped
   */
  public Members inside(String name) {
    if (known == null) {
      return ALL;
    }
    Members inside = known.get(name);
    if (inside == null) {
      throw new IllegalArgumentException("The member " + name + " is skipped where it is read");
    }
    return inside;
  }
}
