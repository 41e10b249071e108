package io.qubix.query.provider.history;

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

  ProviderHistory.Day view() {
    return new ProviderHistory.Day(day, jobs, new Sum(earned));
  }
}
