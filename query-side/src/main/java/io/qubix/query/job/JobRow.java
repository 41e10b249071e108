package io.qubix.query.job;

import io.qubix.api.QubicAddress;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.JobView;
import io.qubix.query.projection.ReadModelJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** A job, as queries read it. */
@Entity
@Immutable
@Table(name = "job_view")
class JobRow {

  @Id private UUID id;

  private long created;

  private @Nullable Long completed;

  private Instant createdAt;

  private String qubicAddress;

  private String modelType;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private JobStatus status;

  private @Nullable String workerId;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(read = "view::text")
  private String view;

  @SuppressWarnings("NullAway.Init")
  protected JobRow() {}

  QubicAddress qubicAddress() {
    return new QubicAddress(qubicAddress);
  }

  /** Where in the log its input and its result are. */
  Stream<Long> contents() {
    return completed == null ? Stream.of(created) : Stream.of(created, completed);
  }

  /**
   * The job; its user's name is not kept here.
   *
   * @param contents the payloads of the events at {@link #contents}
   */
  JobView view(Map<Long, JsonNode> contents) {
    ObjectNode whole = (ObjectNode) ReadModelJson.read(view);
    whole.set("inputData", member(contents.get(created), "inputData"));
    if (completed != null) {
      whole.set("result", member(contents.get(completed), "result"));
    }
    return ReadModelJson.as(whole, JobView.class);
  }

  /** Of an event that somebody took out of the log nothing is left: finding that is the audit's. */
  private static JsonNode member(@Nullable JsonNode payload, String name) {
    return payload == null || !payload.has(name) ? NullNode.getInstance() : payload.get(name);
  }
}
