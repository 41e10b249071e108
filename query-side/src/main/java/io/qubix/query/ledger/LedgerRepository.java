package io.qubix.query.ledger;

import io.qubix.api.money.Sum;
import io.qubix.query.Before;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the tables of the books. A page reads only as many index rows as it shows; a balance also
 * adds up the older postings of its accounts.
 */
interface LedgerRepository extends Repository<TransactionRow, UUID> {

  /**
   * A page of the postings of some accounts, newest first.
   *
   * @param before the balance before the oldest of them
   */
  record Page(Sum before, List<PostingRow> postings) {}

  /** The sums over the accounts of a kind; {@code debit} is not positive. */
  interface KindRow {
    String getKind();

    long getAccounts();

    BigInteger getDebit();

    BigInteger getCredit();
  }

  /**
   * The sums over all accounts.
   *
   * @param position of the last event in the books
   */
  record Totals(List<KindRow> kinds, long position) {}

  @Query("select t.position from TransactionRow t where t.id = :id")
  Optional<Long> findPosition(UUID id);

  /** Returns the postings of the newest transactions before a position. */
  @Query(
      "select p from PostingRow p join fetch p.transaction where p.position in"
          + " (select t.position from TransactionRow t where t.position < :before"
          + " order by t.position desc limit :limit) order by p.position desc, p.line")
  List<PostingRow> findTransactions(long before, int limit);

  @Query(
      "select distinct p.position from PostingRow p"
          + " where p.account = :account and p.position < :before"
          + " order by p.position desc limit :limit")
  List<Long> findPositions(String account, long before, int limit);

  @Query(
      "select p from PostingRow p join fetch p.transaction"
          + " where p.account in :accounts and p.position in :positions"
          + " order by p.position desc, p.line")
  List<PostingRow> findPostings(Collection<String> accounts, Collection<Long> positions);

  @Query(
      "select p from PostingRow p join fetch p.transaction where p.account in :accounts"
          + " order by p.position desc, p.line limit :limit offset :offset")
  List<PostingRow> findPostingsAt(Collection<String> accounts, long offset, int limit);

  @Query("select count(p) from PostingRow p where p.account in :accounts")
  long countPostings(Collection<String> accounts);

  /** The sum is cast, because a sum of {@code long} can overflow. */
  @Query(
      "select sum(cast(p.amount as BigInteger)) from PostingRow p"
          + " where p.account in :accounts and p.position < :before")
  Optional<BigInteger> balanceBefore(Collection<String> accounts, long before);

  @Query(
      "select sum(cast(p.amount as BigInteger)) from PostingRow p"
          + " where p.account = :account and p.at <= :at")
  Optional<BigInteger> balanceAt(String account, Instant at);

  @Query("select a from AccountRow a where a.account = :account")
  Optional<AccountRow> findAccount(String account);

  @Query(
      "select a from AccountRow a where a.account >= :first and a.account < :last"
          + " and a.account > :after order by a.account limit :limit")
  List<AccountRow> findAccounts(String first, String last, String after, int limit);

  @Query(
      "select a.kind as kind, count(*) as accounts,"
          + " coalesce(sum(a.balance) filter (where a.balance < 0), 0bi) as debit,"
          + " coalesce(sum(a.balance) filter (where a.balance > 0), 0bi) as credit"
          + " from AccountRow a group by a.kind order by a.kind")
  List<KindRow> findKinds();

  @Query(
      value = "select position from projection where name = '" + LedgerSearch.PROJECTION + "'",
      nativeQuery = true)
  Optional<Long> position();

  /** Returns the postings of the newest transactions of the accounts before a position. */
  default List<PostingRow> findNewest(Collection<String> accounts, long before, int limit) {
    List<Long> positions =
        accounts.stream()
            .flatMap(account -> findPositions(account, before, limit).stream())
            .sorted(Comparator.reverseOrder())
            .distinct()
            .limit(limit)
            .toList();
    return findPostings(accounts, positions);
  }

  /** Reads the same as {@link #findNewest} with the balance before, at one moment. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  default Page findPage(Collection<String> accounts, long before, int limit) {
    List<PostingRow> postings = findNewest(accounts, before, limit);
    long oldest = postings.isEmpty() ? before : postings.get(postings.size() - 1).position();
    return new Page(new Sum(balanceBefore(accounts, oldest).orElse(BigInteger.ZERO)), postings);
  }

  /** Reads the sums and the position at one moment. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  default Totals totals() {
    List<KindRow> kinds = findKinds();
    return new Totals(kinds, kinds.isEmpty() ? 0 : position().orElse(0L));
  }

  /**
   * Returns the position before which a page begins.
   *
   * @throws io.qubix.api.Rejection.Invalid when it is no transaction's id
   */
  default long positionOf(Before before) {
    return before.position(this::findPosition, "transaction");
  }
}
