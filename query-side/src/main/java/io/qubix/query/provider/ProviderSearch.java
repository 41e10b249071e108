package io.qubix.query.provider;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import io.qubix.query.provider.history.ProviderHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches the market, and reads a provider's history. Every answer contains all writes before the
 * call (read your own writes).
 */
public interface ProviderSearch {

  /** The key is the position of an earning. */
  Cursor.Kind EARNINGS_CURSOR = new Cursor.Kind("earnings", 1);

  /** A page of providers; {@code next} is the {@code before} of the next page. */
  record Page(List<ProviderView> providers, @Nullable Cursor next) {}

  /**
   * A provider's earnings: the totals, and the jobs, newest first.
   *
   * @param next the {@code before} of the next page, or null on the last one
   */
  record Earnings(Sum totalEarnings, long totalJobs, List<Earning> jobs, @Nullable Cursor next) {}

  /**
   * What the provider earned by a transaction; negative when it gave something back.
   *
   * @param jobId null when it is for no job
   */
  record Earning(@Nullable JobId jobId, Money amount, Instant at) {}

  /**
   * Returns the providers that match a filter. A provider that exists during the whole walk is on
   * exactly one page, even if providers change meanwhile.
   *
   * @param before where the page begins: a cursor, or the id of a provider
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no provider's id
   */
  Page find(ProviderFilter filter, ProviderOrder order, Before before, int limit);

  /** Returns the providers that would take such a job at once, the best one first. */
  List<ProviderView> best(
      @Nullable String modelType, Requirements requirements, @Nullable Money maxPrice, int limit);

  /**
   * @param before where the page begins: a cursor, or the id of a job that earned something
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no job that the provider
   *     completed
   */
  Optional<Earnings> earnings(String idOrWorkerId, Before before, int limit);

  /** Returns the last {@code count} days, oldest first and without gaps; the last one is today. */
  Optional<List<ProviderHistory.Day>> days(String idOrWorkerId, int count);

  /** Returns all that is known of a provider. */
  Optional<ProviderState> state(String idOrWorkerId);

  /** Returns whether its owner lists it in the market. */
  Optional<Boolean> isListed(String idOrWorkerId);

  /** Returns the share of the last {@code days} days in which it was online. */
  Optional<ProviderHistory.Uptime> uptime(String idOrWorkerId, int days);

  /** Returns what all providers of an owner earned. */
  Sum earnedBy(QubicAddress owner);

  /** Returns the days since a date on which the providers of an owner earned something. */
  List<ProviderHistory.Day> daysOf(QubicAddress owner, LocalDate since);
}
