package io.qubix.query.telemetry;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.telemetry.WorkersTime;
import io.qubix.query.Cursor;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonSerialize;

/** Reported metrics, each with the time of its arrival. */
record Metrics(List<At> metrics, @Nullable Cursor next) {

  static Metrics of(Newest<TelemetryQueries.Sample> samples) {
    return new Metrics(samples.map(At::of).rows(), samples.next());
  }

  /** One report. The time of arrival replaces a {@code timestamp} in the metrics. */
  record At(
      @JsonProperty @JsonSerialize(using = WorkersTime.class) Instant timestamp,
      @JsonAnyGetter Map<String, JsonNode> reported) {

    static At of(TelemetryQueries.Sample sample) {
      Map<String, JsonNode> reported = new HashMap<>();
      sample
          .metrics()
          .properties()
          .forEach(member -> reported.put(member.getKey(), member.getValue()));
      reported.remove("timestamp");
      return new At(sample.timestamp(), reported);
    }
  }
}
