package io.qubix.log.read;

import io.qubix.api.Contents;
import io.qubix.log.name.EventNames;
import io.qubix.log.tail.LogMessage;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** How much of its events a {@link BoundedQuery} reads. */
public enum BoundedRead {
  /** Events without their contents, however small. */
  LEAN,

  /** Events with small contents, without large ones. */
  SMALL,

  /** Events as stored. */
  WHOLE;

  /** The payload, as far as it is read. */
  public static final String PAYLOAD =
      "case when left_out then payload - '{"
          + String.join(",", Contents.MEMBERS)
          + "}'::text[] else payload end as payload";

  private static final String HAS_CONTENTS =
      EventNames.RELEASED.all().stream()
          .filter(name -> Contents.areIn(EventNames.RELEASED.type(name)))
          .map(name -> "'" + name + "'")
          .collect(Collectors.joining(", ", "type in (", ")"));

  /**
   * Returns the unpacked size of a payload, and unpacks only packed values. JSON's text is about as
   * long, and at most six times.
   */
  static final String SIZE =
      "case when pg_column_compression(payload) is null then pg_column_size(payload)"
          + " else pg_column_size(payload || '{}') end";

  private static final String PAGE =
      """
      select {columns}, left_out, size from (
        select *, sum(size) over (order by {order} rows unbounded preceding) - size as before
          from (
            select *, {left out} as left_out, case when {left out} then {lean} else {size} end as size
              from event where {condition} order by {order} limit ?) as candidate
      ) as page
      where before < ? order by {order}
      """;

  /**
   * Returns the query.
   *
   * @param columns of the table, with {@link #PAYLOAD} for the payload
   * @param condition that selects the events
   * @param order the column that orders them, with no duplicates
   */
  public BoundedQuery query(JdbcTemplate jdbc, String columns, String condition, String order) {
    String sql =
        PAGE.replace("{columns}", columns)
            .replace("{condition}", condition)
            .replace("{order}", order)
            .replace("{left out}", leftOut())
            .replace("{size}", SIZE)
            .replace("{lean}", Integer.toString(LogMessage.LEAN_BYTES));
    return new BoundedQuery(jdbc, sql);
  }

  private String leftOut() {
    return switch (this) {
      case LEAN -> HAS_CONTENTS;
      case SMALL -> "(" + HAS_CONTENTS + " and " + SIZE + " > " + Contents.SMALL + ")";
      case WHOLE -> "false";
    };
  }
}
