package io.qubix.api.telemetry;

import java.time.Instant;
import tools.jackson.databind.annotation.JsonSerialize;

/** A line that a worker wrote about a job. {@code level} is upper case: INFO, WARN, ERROR… */
public record LogLine(
    @JsonSerialize(using = WorkersTime.class) Instant timestamp, String level, String message) {}
