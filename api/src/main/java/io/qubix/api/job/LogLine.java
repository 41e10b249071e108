package io.qubix.api.job;

import java.time.Instant;

/** A line that a worker wrote about a job. {@code level} is upper case: INFO, WARN, ERROR… */
public record LogLine(Instant timestamp, String level, String message) {}
