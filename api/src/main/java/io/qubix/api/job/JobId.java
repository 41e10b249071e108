package io.qubix.api.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.UUID;

/** A job's id. As text it is {@code job:UUID}, the id of its stream; in JSON the bare UUID. */
public record JobId(@JsonValue UUID value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public JobId {}

  /** Returns a new id that sorts by time. */
  public static JobId next(Instant now) {
    return new JobId(Uuids.timeOrdered(now));
  }

  /** Returns the id for an Idempotency-Key: the same for the same consumer and key. */
  public static JobId forKey(QubicAddress consumer, String idempotencyKey) {
    return new JobId(Uuids.named(consumer.value().length() + ":" + consumer + idempotencyKey));
  }

  /** Returns the id of the job that repeats another: each job is repeated once at most. */
  public static JobId forRetryOf(JobId job) {
    return new JobId(Uuids.named(job + "/retry"));
  }

  /**
   * @throws Rejection.NotFound when the text is no UUID: no job can have it
   */
  public static JobId parse(String text) {
    UUID uuid = Uuids.parse(text);
    if (uuid != null) {
      return new JobId(uuid);
    }
    throw Rejection.NotFound.job();
  }

  @Override
  public String toString() {
    return "job:" + value;
  }
}
