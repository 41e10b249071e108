package io.qubix.query.job;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A label of a job, as queries read it. */
@Entity
@Immutable
@IdClass(JobLabelRow.Key.class)
@Table(name = "job_label")
class JobLabelRow {

  record Key(String label, long created) implements Serializable {}

  /** Written as {@code name=value}. */
  @Id private String label;

  /** The place of the job in the order of creation. */
  @Id private long created;

  private String qubicAddress;

  private boolean open;

  @SuppressWarnings("NullAway.Init")
  protected JobLabelRow() {}
}
