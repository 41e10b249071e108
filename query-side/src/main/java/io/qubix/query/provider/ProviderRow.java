package io.qubix.query.provider;

import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.projection.row.ReadModelJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A provider, as queries read it. */
@Entity
@Immutable
@Table(name = "provider_view")
class ProviderRow {

  /** The estimate sorts by the figures of {@link io.qubix.api.provider.reputation.Reputation}. */
  private static final String WEIGHT =
      "((state #>> '{reputation,completed,weight}')::float8"
          + " + (state #>> '{reputation,failed,weight}')::float8"
          + " + (state #>> '{reputation,lost,weight}')::float8"
          + " + (state #>> '{reputation,timedOut,weight}')::float8)";

  private static final String CHANCE =
      "greatest(1, floor(((state #>> '{reputation,completed,weight}')::float8 + 1) / ("
          + WEIGHT
          + " + 2) * 1000 + 0.5)::int)";

  @Id private String workerId;

  private UUID id;

  private long created;

  private String qubicAddress;

  private @Nullable String gpuModel;

  private @Nullable Double gpuVram;

  private int gpuCount;

  private @Nullable Integer cpuCores;

  private @Nullable Double ramTotal;

  private @Nullable String location;

  @Formula("serves")
  private String serves;

  @Formula("labels")
  private String labels;

  private long price;

  private boolean online;

  private boolean available;

  private boolean deregistered;

  private long totalJobs;

  private BigInteger totalEarnings;

  @Formula("total_jobs + jsonb_array_length(state -> 'holds')")
  private long load;

  @Formula(WEIGHT + " < 4")
  private boolean onProbation;

  @Formula("1000 - " + CHANCE)
  private int risk;

  @Formula("(price * 1000 + " + CHANCE + " / 2) / " + CHANCE)
  private long priceOfSuccess;

  @Formula("(state ->> 'idleSince')::timestamptz")
  private Instant idleSince;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(read = "state::text")
  private String state;

  @SuppressWarnings("NullAway.Init")
  protected ProviderRow() {}

  long created() {
    return created;
  }

  ProviderState state() {
    return ReadModelJson.read(state, ProviderState.class);
  }
}
