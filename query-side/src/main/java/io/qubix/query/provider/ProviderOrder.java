package io.qubix.query.provider;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.function.Function;
import org.springframework.data.domain.Sort;

/** In which order providers are listed. */
public enum ProviderOrder {
  NEWEST("created", Sort.Direction.DESC, ProviderRow::created),
  /** Cheapest first. */
  PRICE("price", Sort.Direction.ASC, ProviderRow::price),
  /** Most jobs done first. */
  JOBS("totalJobs", Sort.Direction.DESC, ProviderRow::totalJobs),
  /** Most earned first. */
  EARNINGS("totalEarnings", Sort.Direction.DESC, ProviderRow::totalEarnings);

  private static final String CREATED = "created";

  private final String column;
  private final Sort.Direction direction;
  private final Function<ProviderRow, Comparable<?>> value;

  ProviderOrder(
      String column, Sort.Direction direction, Function<ProviderRow, Comparable<?>> value) {
    this.column = column;
    this.direction = direction;
    this.value = value;
  }

  /** Of one direction, so that an index can serve it. */
  Sort sort() {
    return Sort.by(direction, column, CREATED);
  }

  /** Only what comes after a row in this order. */
  Predicate after(ProviderRow last, Root<ProviderRow> provider, CriteriaBuilder criteria) {
    return criteria.or(
        beyond(column, value.apply(last), provider, criteria),
        criteria.and(
            criteria.equal(provider.get(column), value.apply(last)),
            beyond(CREATED, last.created(), provider, criteria)));
  }

  /** The value is of the column's type, whichever that is. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private Predicate beyond(
      String name, Comparable bound, Root<ProviderRow> provider, CriteriaBuilder criteria) {
    return direction.isAscending()
        ? criteria.greaterThan(provider.get(name), bound)
        : criteria.lessThan(provider.get(name), bound);
  }
}
