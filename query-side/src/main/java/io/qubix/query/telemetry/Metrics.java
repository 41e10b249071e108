package io.qubix.query.telemetry;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Metrics as reported, each with the time when they came. */
record Metrics(List<At> metrics) {

  static Metrics of(List<TelemetryQueries.Sample> samples) {
    return new Metrics(samples.stream().map(At::of).toList());
  }

  /** One report; its own {@code timestamp}, if it has one, gives way to ours. */
  record At(@JsonProperty Instant timestamp, @JsonAnyGetter Map<String, JsonNode> reported) {

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
