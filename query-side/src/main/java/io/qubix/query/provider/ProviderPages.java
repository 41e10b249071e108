package io.qubix.query.provider;

import io.qubix.api.Rejection;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads pages of providers. A walk notes the log position of its first page, and its later pages
 * follow the order as of that position (docs/adr/0010).
 */
@Component
@ForQueries
final class ProviderPages {

  /** A page; {@code next} is null on the last one. */
  record Page(List<ProviderRow> rows, @Nullable Cursor next) {}

  /** The last provider of the previous page: its key, and its place by age. */
  private record Place(BigInteger key, long created) {}

  /** A provider with its key in the order of the page. */
  private record Found(ProviderRow row, BigInteger key) {}

  private static final String POSITION =
      "select position from projection where name = '" + ProviderQueries.PROJECTION + "'";

  private final EntityManager entities;
  private final ProviderRepository providers;
  private final TransactionTemplate oneMoment;

  ProviderPages(
      EntityManager entities,
      ProviderRepository providers,
      PlatformTransactionManager transactions) {
    this.entities = entities;
    this.providers = providers;
    oneMoment = new TransactionTemplate(transactions);
    oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    oneMoment.setReadOnly(true);
  }

  /**
   * @throws Rejection.Invalid when {@code before} is the id of no provider, or of a walk that began
   *     too long ago
   */
  Page find(ProviderFilter filter, ProviderOrder order, Before before, int limit) {
    return Objects.requireNonNull(
        oneMoment.execute(
            nothing -> {
              long position =
                  ((Number) entities.createNativeQuery(POSITION).getSingleResult()).longValue();
              Cursor cursor = before.cursor();
              if (cursor == null) {
                Place place = before.id() == null ? null : placeOf(before.id(), order);
                return find(filter, order, null, position, place, limit);
              }
              long began = cursor.number(0);
              if (order.moves() && began < position - ProviderOrder.LONGEST_WALK) {
                throw new Rejection.Invalid("before", "belongs to a list that began too long ago");
              }
              Place place = new Place(cursor.keys().get(1), cursor.number(2));
              return find(
                  filter, order, hasMovedSince(began, order) ? began : null, began, place, limit);
            }));
  }

  /** Returns whether the order may have changed since the position. */
  private boolean hasMovedSince(long position, ProviderOrder order) {
    return order != ProviderOrder.PRICE || providers.existsRepricingAfter(position);
  }

  private Place placeOf(UUID id, ProviderOrder order) {
    ProviderRow row = providers.findByProviderId(id).orElseThrow(() -> Before.unknown("provider"));
    CriteriaBuilder criteria = entities.getCriteriaBuilder();
    CriteriaQuery<BigInteger> query = criteria.createQuery(BigInteger.class);
    Root<ProviderRow> provider = query.from(ProviderRow.class);
    query
        .select(criteria.toBigInteger(order.key(provider, query, criteria, null)))
        .where(criteria.equal(provider.get("id"), id));
    return new Place(entities.createQuery(query).getSingleResult(), row.created());
  }

  /**
   * @param asOf the position whose order applies, or null for the current order
   * @param position where the walk began
   */
  private Page find(
      ProviderFilter filter,
      ProviderOrder order,
      @Nullable Long asOf,
      long position,
      @Nullable Place place,
      int limit) {
    List<Found> found =
        order == ProviderOrder.PRICE && asOf != null
            ? byPrice(filter, asOf, place, limit)
            : select(filter, order, asOf, place, limit, Specification.unrestricted());
    List<ProviderRow> rows = found.stream().limit(limit).map(Found::row).toList();
    if (found.size() <= limit) {
      return new Page(rows, null);
    }
    BigInteger last = found.get(limit - 1).key();
    return new Page(rows, Cursor.of(order.cursor(), position, last, rows.get(limit - 1).created()));
  }

  /** Reads the few providers with another price since then apart: an index serves all others. */
  private List<Found> byPrice(ProviderFilter filter, long asOf, @Nullable Place place, int limit) {
    Specification<ProviderRow> changed = ProviderOrder.repricedAfter(asOf);
    return Stream.of(
            select(filter, ProviderOrder.PRICE, null, place, limit, Specification.not(changed)),
            select(filter, ProviderOrder.PRICE, asOf, place, limit, changed))
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Found::key).thenComparing(found -> found.row().created()))
        .limit(limit + 1)
        .toList();
  }

  private List<Found> select(
      ProviderFilter filter,
      ProviderOrder order,
      @Nullable Long asOf,
      @Nullable Place place,
      int limit,
      Specification<ProviderRow> which) {
    CriteriaBuilder criteria = entities.getCriteriaBuilder();
    CriteriaQuery<Tuple> query = criteria.createTupleQuery();
    Root<ProviderRow> provider = query.from(ProviderRow.class);
    Expression<? extends Number> key = order.key(provider, query, criteria, asOf);
    Predicate wanted = filter.where(providers).and(which).toPredicate(provider, query, criteria);
    query
        .select(criteria.tuple(provider, criteria.toBigInteger(key)))
        .where(
            place == null
                ? wanted
                : criteria.and(
                    wanted, order.after(place.key(), place.created(), key, provider, criteria)))
        .orderBy(order.by(key, provider, criteria));
    return entities.createQuery(query).setMaxResults(limit + 1).getResultList().stream()
        .map(row -> new Found(row.get(0, ProviderRow.class), row.get(1, BigInteger.class)))
        .toList();
  }
}
