package io.qubix.query.job;

import io.qubix.api.job.JobStatus;
import io.qubix.api.job.view.JobView;
import io.qubix.api.user.QubicAddress;
import io.qubix.log.read.Content;
import io.qubix.query.projection.row.ReadModelJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;
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

  @Formula("(view ->> 'attempt')::int")
  private int attempt;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(read = "view::text")
  private String view;

  /** The position of the read model at this read; later events of the job are not in it. */
  @Formula("(select p.position from projection p where p.name = 'job')")
  private long position;

  @SuppressWarnings("NullAway.Init")
  protected JobRow() {}

  long position() {
    return position;
  }

  QubicAddress qubicAddress() {
    return new QubicAddress(qubicAddress);
  }

  /** Returns the position in the log of its input. */
  long created() {
    return created;
  }

  /** Returns the position in the log of its result, or null when there is none. */
  @Nullable Long completed() {
    return completed;
  }

  /**
   * Returns the job without its user's name, which is not stored here. An event that was removed
   * from the log leaves nothing here; finding that is the audit's task.
   *
   * @param input null when it is not in the log
   * @param result null when there is none
   */
  JobView view(@Nullable Content input, @Nullable Content result) {
    ObjectNode whole = (ObjectNode) ReadModelJson.read(view);
    put(whole, "inputData", "inputOmitted", input);
    put(whole, "result", "resultOmitted", result);
    return ReadModelJson.as(whole, JobView.class);
  }

  private static void put(
      ObjectNode whole, String member, String omitted, @Nullable Content content) {
    JsonNode value = content == null ? null : content.value();
    whole.set(member, value == null ? NullNode.getInstance() : value);
    whole.put(omitted, content != null && content.omitted());
  }
}
