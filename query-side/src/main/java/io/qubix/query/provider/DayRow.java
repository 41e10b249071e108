package io.qubix.query.provider;

import io.qubix.api.money.Sum;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;

/** A provider's jobs and earnings on a day (UTC), as queries read them. */
@Entity
@Immutable
@IdClass(DayRow.Key.class)
@Table(name = "provider_day")
class DayRow {

  record Key(String workerId, LocalDate day) implements Serializable {}

  @Id private String workerId;

  @Id private LocalDate day;

  private long jobs;

  private BigInteger earned;

  @SuppressWarnings("NullAway.Init")
  protected DayRow() {}

  ProviderSearch.Day view() {
    return new ProviderSearch.Day(day, jobs, new Sum(earned));
  }
}
