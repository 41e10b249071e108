package io.qubix.query.projection.follow;

import io.qubix.api.Rejection;
import io.qubix.log.follow.StateVersion;
import io.qubix.log.signal.Signals;
import io.qubix.query.projection.Projection;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares the versions of the stored read models with those of this program. A node learns of a
 * change by a signal, and looks from time to time in case the signal is lost.
 */
public final class Versions {

  private static final String TOPIC = "rebuilt";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Map<String, StateVersion> ours = new TreeMap<>();
  private final Map<String, StateVersion> stored = new ConcurrentHashMap<>();
  private final ProjectionRows rows;
  private final Signals signals;

  public Versions(Collection<Projection> projections, ProjectionRows rows, Signals signals) {
    projections.forEach(projection -> ours.put(projection.name(), projection.version()));
    this.rows = rows;
    this.signals = signals;
    signals.listen(TOPIC, (name, version) -> stored.put(name, StateVersion.parse(version)));
  }

  /** Reads the stored versions. */
  public void look() {
    stored.putAll(rows.versions());
  }

  /** Tells all nodes that a read model now has this program's version. */
  public void rebuilt(String name) {
    StateVersion version = ours(name);
    stored.put(name, version);
    signals.sendOthers(TOPIC, name, version.toString());
  }

  /** Returns whether a read model must be rebuilt for this program. */
  public boolean isOlder(String name) {
    StateVersion found = stored.get(name);
    return found != null && found.compareTo(ours(name)) < 0;
  }

  public boolean isReadable(String name) {
    StateVersion found = stored.get(name);
    return found == null || ours(name).reads(found);
  }

  /**
   * @throws Rejection.Unavailable when this program cannot read the stored tables
   */
  public void requireReadable(String name) {
    if (!isReadable(name)) {
      throw new Rejection.Unavailable(
          isOlder(name)
              ? "The read model " + name + " is being rebuilt for this version of the program"
              : "The read model " + name + " is of a newer version of the program",
          RETRY_AFTER);
    }
  }

  private StateVersion ours(String name) {
    return Objects.requireNonNull(ours.get(name), name);
  }
}
