package io.qubix.log.follow;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of a table of followers. A row is position and lease in one: how far the follower is,
 * which node leads it, and until when, by the clock of the database.
 *
 * <p>A batch locks its row until its commit, which renews the lease. So a locked row belongs to a
 * living transaction: it is neither renewed nor taken meanwhile.
 */
final class FollowerRows {

  /** A node that gave no sign of life for this long no longer leads. */
  static final Duration LEASE = Duration.ofMillis(2_500);

  private static final String UNTIL =
      "clock_timestamp() + interval '" + LEASE.toMillis() + " milliseconds'";

  private static final String ADD =
      "insert into {table} (name) select unnest(?::text[]) on conflict do nothing";

  /** Losing a lease in a crash of the database does no harm, so it need not wait for the disk. */
  private static final String CLAIM =
      """
      with free as (
        select name from {table}
          join unnest(?::text[], ?::int[], ?::int[]) as code (name, shape, rule) using (name)
         where (owner = ? or until < clock_timestamp())
           and (code.shape is null or {continued})
           for update of {table} skip locked)
      update {table} set owner = ?, until = {until} from free where {table}.name = free.name
      returning {table}.name, position, epoch, set_config('synchronous_commit', 'off', true)
      """;

  /** As {@link StateVersion#continues} says. */
  private static final String CONTINUED =
      "{table}.shape = code.shape and {table}.rule <= code.rule";

  private static final String LOCK =
      "select position, epoch{commit} from {table} where name = ? and owner = ? for update";

  private static final String NEED_NOT_WAIT = ", set_config('synchronous_commit', 'off', true)";

  private static final String ADVANCE =
      "update {table} set position = ?, until = {until} where name = ?";

  private static final String RELEASE =
      "update {table} set owner = null, until = '-infinity' where name = ? and owner = ?";

  /**
   * The stored state of a follower.
   *
   * @param position of the last event that the follower passed
   * @param epoch changes when anything but the follower wrote its data
   */
  record State(long position, long epoch) {}

  private final JdbcTemplate jdbc;
  private final String table;
  private final boolean durable;
  private final UUID node = UUID.randomUUID();

  FollowerRows(JdbcTemplate jdbc, String table, boolean durable) {
    this.jdbc = jdbc;
    this.table = table;
    this.durable = durable;
  }

  /** Adds the missing rows; a new follower begins with the first event. */
  void add(Collection<String> names) {
    jdbc.update(sql(ADD), (Object) names.toArray(String[]::new));
  }

  /**
   * Renews this node's leases and takes those that have ended. Returns the leases that it has now.
   */
  Map<String, State> claim(Collection<LogFollower> followers) {
    Map<String, State> claimed = new HashMap<>();
    jdbc.query(
        sql(CLAIM),
        row -> {
          claimed.put(row.getString(1), new State(row.getLong(2), row.getLong(3)));
        },
        followers.stream().map(LogFollower::name).toArray(String[]::new),
        versions(followers, StateVersion::shape),
        versions(followers, StateVersion::rule),
        node,
        node);
    return claimed;
  }

  private static @Nullable Integer[] versions(
      Collection<LogFollower> followers, Function<StateVersion, Integer> part) {
    return followers.stream()
        .map(follower -> Optional.ofNullable(follower.version()).map(part).orElse(null))
        .toArray(Integer[]::new);
  }

  /**
   * Locks the follower's row, so that no other writer changes its data until the end of the
   * transaction.
   *
   * @return its state, or null when another node leads it
   */
  @Nullable State lock(String name) {
    return jdbc
        .query(sql(LOCK), (row, number) -> new State(row.getLong(1), row.getLong(2)), name, node)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Moves the position of a locked row. */
  void advance(String name, long position) {
    jdbc.update(sql(ADVANCE), position, name);
  }

  void release(String name) {
    jdbc.update(sql(RELEASE), name, node);
  }

  private String sql(String statement) {
    return statement
        .replace("{continued}", CONTINUED)
        .replace("{table}", table)
        .replace("{until}", UNTIL)
        .replace("{commit}", durable ? "" : NEED_NOT_WAIT);
  }
}
