package io.qubix.api.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that are read. All others are skipped. */
public final class Members {

  /** Every member, with all that is in it. */
  public static final Members ALL = new Members(null, false, 0);

  /** A secondary part of a report, which the report can do without. */
  static final Members REMARK = new Members(null, false, 0);

  /** The members to read, or null for every name. */
  private final @Nullable Map<String, Members> known;

  private final boolean remarks;

  /** The most entries to read of an array of such objects, or 0 for one object. */
  private final int entries;

  private Members(@Nullable Map<String, Members> known, boolean remarks, int entries) {
    this.known = known;
    this.remarks = remarks;
    this.entries = entries;
  }

  /** Returns members that are read with all that is in them. */
  public static Members of(String... names) {
    Map<String, Members> known = new HashMap<>();
    for (String name : names) {
      known.put(name, ALL);
    }
    return new Members(known, false, 0);
  }

  /**
   * Adds members that must not refuse the whole body. A value in them that exceeds our limits is
   * read as a number that the store refuses. So is a bare {@code NaN} or infinity, which Python
   * writes.
   */
  public Members andRemarks(String... names) {
    Members all = new Members(known, true, entries);
    for (String name : names) {
      all = all.with(name, REMARK);
    }
    return all;
  }

  /** Returns whether reading goes on after a value that exceeds our limits. */
  boolean outliveErrors() {
    return remarks || entries > 0;
  }

  /**
   * Returns the members of each entry of an array. An entry that exceeds our limits, or has a
   * member twice, does not refuse the others: see {@link io.qubix.api.request.Fields#ofEntry}.
   *
   * @param most of more entries, one more than that is read, so that the array can be refused
   */
  public Members inEach(int most) {
    return new Members(known, remarks, most);
  }

  int entries() {
    return entries;
  }

  /** Returns the members of one entry. */
  Members ofEntry() {
    return new Members(known, remarks, 0);
  }

  /** Adds members that are read with all that is in them. */
  public Members and(String... names) {
    Members all = this;
    for (String name : names) {
      all = all.with(name, ALL);
    }
    return all;
  }

  /** Adds the members of another object. */
  public Members and(Members others) {
    Map<String, Members> all = new HashMap<>(Objects.requireNonNull(known));
    all.putAll(Objects.requireNonNull(others.known));
    return new Members(all, remarks || others.remarks, entries);
  }

  /** Adds a member with an object of which only some members are read. */
  public Members with(String name, Members inside) {
    Map<String, Members> more = known == null ? new HashMap<>() : new HashMap<>(known);
    more.put(name, inside);
    return new Members(more, remarks || inside.outliveErrors(), entries);
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
