package io.qubix.query.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A change of a provider's price, with the price before, as queries read it. */
@Entity
@Immutable
@IdClass(RepricingRow.Key.class)
@Table(name = "provider_repricing")
class RepricingRow {

  record Key(String workerId, long position) implements Serializable {}

  @Id private String workerId;

  @Id private long position;

  private long priceBefore;

  @SuppressWarnings("NullAway.Init")
  protected RepricingRow() {}
}
