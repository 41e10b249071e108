package io.qubix.command.eventstore;

import io.qubix.api.event.EventNames;
import io.qubix.api.log.Contents;
import io.qubix.api.log.LogMessage;
import java.util.stream.Collectors;

/**
 * Reads events of the log: at most so many and so many bytes, but always one. PostgreSQL decides
 * where the page ends, before it unpacks and sends anything.
 *
 * <p>Its parameters are those of the condition, then how many events, then how many bytes. Besides
 * the columns asked for, each row has {@code size} and {@code left_out}, whether its contents are
 * not there.
 */
enum BoundedRead {
  /** Events without their contents, however small. */
  LEAN,

  /** Events with small contents, and without large ones. */
  SMALL,

  /** Events as they are stored. */
  WHOLE;

  /** The payload, as far as it is to be read. */
  static final String PAYLOAD =
      "case when left_out then payload - '{"
          + String.join(",", Contents.MEMBERS)
          + "}'::text[] else payload end as payload";

  private static final String HAS_CONTENTS =
      EventNames.RELEASED.all().stream()
          .filter(name -> Contents.areIn(EventNames.RELEASED.event(name)))
          .map(name -> "'" + name + "'")
          .collect(Collectors.joining(", ", "type in (", ")"));

  /**
   * Measures a payload as it is unpacked, and unpacks only what is packed. JSON's text is about as
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
   * The query.
   *
   * @param columns of the table, with {@link #PAYLOAD} for the payload
   * @param condition which events are wanted
   * @param order the column by which they are ordered; no two of them are alike in it
   */
  String sql(String columns, String condition, String order) {
    return PAGE.replace("{columns}", columns)
        .replace("{condition}", condition)
        .replace("{order}", order)
        .replace("{left out}", leftOut())
        .replace("{size}", SIZE)
        .replace("{lean}", Integer.toString(LogMessage.LEAN_BYTES));
  }

  private String leftOut() {
    return switch (this) {
      case LEAN -> HAS_CONTENTS;
      case SMALL -> "(" + HAS_CONTENTS + " and " + SIZE + " > " + Contents.SMALL + ")";
      case WHOLE -> "false";
    };
  }
}
