package io.qubix.api.matching;

import static java.util.stream.Collectors.toMap;

import io.qubix.api.money.Money;
import io.qubix.api.provider.view.ProviderState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A property by which providers with a free slot are compared; the smallest value is the best. */
public enum ProviderScore {
  PRICE("pricePerHour", "the cheapest", "Price/h", ProviderState::pricePerHour),

  /** Completed jobs. */
  JOBS("totalJobs", "who did the fewest", "Jobs done", ProviderState::totalJobs),

  /** Completed jobs and those in progress. */
  LOAD(
      "jobs",
      "who has the fewest jobs",
      "Jobs",
      provider -> provider.totalJobs() + provider.holds().size()),

  /** 1 on probation, otherwise 0. */
  NEW(
      "onProbation",
      "who has proven itself",
      "New",
      provider -> provider.reputation().isNew() ? 1L : 0L),

  /** The price divided by the chance of success. */
  PRICE_OF_SUCCESS(
      "priceOfSuccess",
      "the lowest price of a success",
      "Price/success",
      provider -> provider.reputation().priceOfSuccess(provider.pricePerHour())),

  /** How many of a thousand attempts do not succeed. */
  RISK(
      "failuresOfThousand",
      "who fails the fewest",
      "Failures of 1,000",
      provider -> provider.reputation().risk()),

  IDLE("idleSince", "who was idle the longest", "Idle since", ProviderState::idleSince);

  private static final Map<String, ProviderScore> BY_KEY =
      Stream.of(values()).collect(toMap(ProviderScore::key, score -> score));

  private final String key;
  private final String best;
  private final String label;
  private final Function<ProviderState, Object> value;
  private final Comparator<ProviderState> order;

  <T extends Comparable<? super T>> ProviderScore(
      String key, String best, String label, Function<ProviderState, T> value) {
    this.key = key;
    this.best = best;
    this.label = label;
    this.value = value::apply;
    this.order = Comparator.comparing(value);
  }

  /** Returns the score that receipts hold under a key, if this version knows it. */
  public static Optional<ProviderScore> named(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /** Restores a score to its value before it was written as JSON. */
  public Object read(Object json) {
    return switch (this) {
      case PRICE, PRICE_OF_SUCCESS ->
          json instanceof Number n ? Money.of(new BigDecimal(n.toString())) : json;
      case JOBS, LOAD, NEW, RISK -> json instanceof Number n ? n.longValue() : json;
      case IDLE -> json instanceof String text ? Instant.parse(text) : json;
    };
  }

  /** Returns the name in receipts. */
  public String key() {
    return key;
  }

  /** Names who comes first, as in {@code the cheapest}. */
  public String best() {
    return best;
  }

  /** Returns the heading over such scores. */
  public String label() {
    return label;
  }

  public Object of(ProviderState provider) {
    return value.apply(provider);
  }

  /** Compares providers by this score alone, best first. */
  public Comparator<ProviderState> order() {
    return order;
  }
}
