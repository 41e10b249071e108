package io.qubix.api.telemetry;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Serializes a time as the worker gave it, with microseconds if it has any. */
public final class WorkersTime extends StdSerializer<Instant> {

  private static final int NANOS_OF_A_MILLISECOND = 1_000_000;
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  public WorkersTime() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
    boolean whole = instant.getNano() % NANOS_OF_A_MILLISECOND == 0;
    json.writeString((whole ? MILLISECONDS : MICROSECONDS).format(instant));
  }
}
