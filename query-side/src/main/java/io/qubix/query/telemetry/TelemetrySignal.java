package io.qubix.query.telemetry;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;

/** Announces new telemetry: the key is the subject's stream, the value a row id. */
public final class TelemetrySignal {

  public static final String TOPIC = "telemetry";

  private TelemetrySignal() {}

  /** Returns the job that a key names. */
  public static JobId job(String key) {
    return JobId.parse(key.substring(key.indexOf(':') + 1));
  }

  /** Returns the worker that a key names. */
  public static WorkerId worker(String key) {
    return new WorkerId(key.substring(key.indexOf(':') + 1));
  }
}
