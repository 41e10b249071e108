package io.qubix.query.ledger;

import io.qubix.query.Before;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the tables of the books. */
interface LedgerRepository extends Repository<TransactionRow, UUID> {

  @Query("select t.position from TransactionRow t where t.id = :id")
  Optional<Long> findPosition(UUID id);

  @Query(
      "select p from PostingRow p where p.account in :accounts and p.position < :before"
          + " order by p.position desc, p.line limit :limit")
  List<PostingRow> findPostings(Collection<String> accounts, long before, int limit);

  @Query(
      "select p from PostingRow p where p.account in :accounts"
          + " order by p.position desc, p.line limit :limit offset :offset")
  List<PostingRow> findPostingsAt(Collection<String> accounts, long offset, int limit);

  @Query("select count(p) from PostingRow p where p.account in :accounts")
  long countPostings(Collection<String> accounts);

  @Query("select t from TransactionRow t where t.id in :ids")
  List<TransactionRow> findTransactions(Collection<UUID> ids);

  @Query("select a from AccountRow a where a.account = :account")
  Optional<AccountRow> findAccount(String account);

  /** The database adds up as {@code numeric}; in JPQL the sum would be a {@code long}. */
  @Query(
      value =
          "select coalesce(sum(amount), 0) from ledger_posting where account = :account and at <= :at",
      nativeQuery = true)
  BigDecimal balanceAt(String account, Instant at);

  /**
   * Returns the position before which a page begins.
   *
   * @throws io.qubix.api.Rejection.Invalid when it is no transaction's id
   */
  default long positionOf(Before before) {
    return before.position(this::findPosition, "transaction");
  }
}
