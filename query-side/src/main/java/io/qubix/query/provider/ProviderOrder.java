package io.qubix.query.provider;

import io.qubix.query.Cursor;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * The order of a list of providers. Prices, jobs and earnings change while a client pages: all
 * pages of one walk follow the order as of one position of the log, so that no provider moves past
 * the reader.
 */
public enum ProviderOrder {
  NEWEST(false),
  /** Cheapest first. */
  PRICE(true),
  /** Most completed jobs first. */
  JOBS(false),
  /** Highest earnings first. */
  EARNINGS(false);

  /**
   * The age of the oldest valid walk, in events. Older prices are not kept, and a page never adds
   * up more events than that.
   */
  public static final long LONGEST_WALK = 10_000_000;

  private final boolean ascending;

  ProviderOrder(boolean ascending) {
    this.ascending = ascending;
  }

  /**
   * The keys are the position at which the walk began, the last provider's key at that position,
   * and its place.
   */
  public Cursor.Kind cursor() {
    return new Cursor.Kind("providers-" + name().toLowerCase(Locale.ROOT), 3);
  }

  /**
   * Returns whether providers move in this order, so that a walk needs the order as of a position.
   */
  boolean moves() {
    return this != NEWEST;
  }

  /**
   * Returns the value that the providers are sorted by.
   *
   * @param asOf a position of the log, or null for the current value
   */
  Expression<? extends Number> key(
      Root<ProviderRow> provider,
      CriteriaQuery<?> query,
      CriteriaBuilder criteria,
      @Nullable Long asOf) {
    return switch (this) {
      case NEWEST -> provider.<Long>get("created");
      case PRICE -> {
        Expression<Long> now = provider.get("price");
        yield asOf == null
            ? now
            : criteria.coalesce(priceBefore(provider, query, criteria, asOf), now);
      }
      case JOBS ->
          asOf == null
              ? provider.<Long>get("totalJobs")
              : before("totalJobs", "jobs", provider, query, criteria, asOf);
      case EARNINGS ->
          asOf == null
              ? provider.<BigInteger>get("totalEarnings")
              : before("totalEarnings", "amount", provider, query, criteria, asOf);
    };
  }

  /**
   * Selects the price before the first change after a position, or null when there was no change.
   */
  private static Expression<Long> priceBefore(
      Root<ProviderRow> provider, CriteriaQuery<?> query, CriteriaBuilder criteria, long asOf) {
    Subquery<Long> first = query.subquery(Long.class);
    Root<RepricingRow> later = first.from(RepricingRow.class);
    first
        .select(criteria.min(later.<Long>get("position")))
        .where(
            criteria.equal(later.get("workerId"), provider.get("workerId")),
            criteria.greaterThan(later.<Long>get("position"), asOf));
    Subquery<Long> before = query.subquery(Long.class);
    Root<RepricingRow> change = before.from(RepricingRow.class);
    return before
        .select(change.get("priceBefore"))
        .where(
            criteria.equal(change.get("workerId"), provider.get("workerId")),
            criteria.equal(change.get("position"), first));
  }

  /** Selects the providers whose price changed after a position. */
  static Specification<ProviderRow> repricedAfter(long position) {
    return (provider, query, criteria) -> {
      Subquery<Long> changes = query.subquery(Long.class);
      Root<RepricingRow> change = changes.from(RepricingRow.class);
      return criteria.exists(
          changes
              .select(change.get("position"))
              .where(
                  criteria.equal(change.get("workerId"), provider.get("workerId")),
                  criteria.greaterThan(change.<Long>get("position"), position)));
    };
  }

  /** Subtracts from a total what was added to it after a position. */
  private static Expression<BigInteger> before(
      String total,
      String added,
      Root<ProviderRow> provider,
      CriteriaQuery<?> query,
      CriteriaBuilder criteria,
      long asOf) {
    Subquery<Long> after = query.subquery(Long.class);
    Root<EarningRow> earning = after.from(EarningRow.class);
    after
        .select(criteria.sum(earning.<Long>get(added)))
        .where(
            criteria.equal(earning.get("workerId"), provider.get("workerId")),
            criteria.greaterThan(earning.<Long>get("position"), asOf));
    return criteria.diff(
        criteria.toBigInteger(provider.<Long>get(total)),
        criteria.coalesce(criteria.toBigInteger(after), BigInteger.ZERO));
  }

  /** Returns the order in one direction, so that an index can serve it. */
  List<Order> by(Expression<?> key, Root<ProviderRow> provider, CriteriaBuilder criteria) {
    Expression<Long> created = provider.get("created");
    return ascending
        ? List.of(criteria.asc(key), criteria.asc(created))
        : List.of(criteria.desc(key), criteria.desc(created));
  }

  /** Selects the providers after a place in this order. */
  Predicate after(
      BigInteger lastKey,
      long lastCreated,
      Expression<? extends Number> key,
      Root<ProviderRow> provider,
      CriteriaBuilder criteria) {
    Predicate younger = beyond(provider.<Long>get("created"), lastCreated, criteria);
    // An index serves a comparison with its own type only; the sums have none.
    return this == EARNINGS
        ? after(criteria.toBigInteger(key), lastKey, younger, criteria)
        : after(criteria.toLong(key), lastKey.longValue(), younger, criteria);
  }

  private <T extends Comparable<? super T>> Predicate after(
      Expression<T> key, T last, Predicate younger, CriteriaBuilder criteria) {
    Predicate notBefore =
        ascending
            ? criteria.greaterThanOrEqualTo(key, last)
            : criteria.lessThanOrEqualTo(key, last);
    return criteria.and(notBefore, criteria.or(beyond(key, last, criteria), younger));
  }

  private <T extends Comparable<? super T>> Predicate beyond(
      Expression<T> value, T bound, CriteriaBuilder criteria) {
    return ascending ? criteria.greaterThan(value, bound) : criteria.lessThan(value, bound);
  }
}
