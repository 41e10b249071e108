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
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A job, as queries read it. */
@Entity
@Immutable
@Table(name = "job_view")
class JobRow {

  @Id private UUID id;

  private long created;

  private String qubicAddress;

  private String modelType;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private JobStatus status;

  private @Nullable String workerId;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(read = "view::text")
  private String view;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(read = "input_data::text")
  private String inputData;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(read = "result::text")
  private @Nullable String result;

  @SuppressWarnings("NullAway.Init")
  protected JobRow() {}

  QubicAddress qubicAddress() {
    return new QubicAddress(qubicAddress);
  }

  /** The job; its user's name is not kept here. */
  JobView view() {
    ObjectNode whole = (ObjectNode) ReadModelJson.read(view);
    whole.set("inputData", ReadModelJson.read(inputData));
    if (result != null) {
      whole.set("result", ReadModelJson.read(result));
    }
    return ReadModelJson.as(whole, JobView.class);
  }
}
