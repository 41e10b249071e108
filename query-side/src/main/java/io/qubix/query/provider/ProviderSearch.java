package io.qubix.query.provider;

import io.qubix.api.Money;
import io.qubix.api.Sum;
import io.qubix.api.job.JobId;
import io.qubix.api.provider.ProviderView;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the market, and at what a provider did. Every answer holds whatever was written
 * before the call.
 */
public interface ProviderSearch {

  /** Its key is the position of an earning. */
  Cursor.Kind EARNINGS_CURSOR = new Cursor.Kind("earnings", 1);

  /** Some providers; {@code next} is what {@code before} has to be for the page that follows. */
  record Page(List<ProviderView> providers, @Nullable Cursor next) {}

  /**
   * What a provider earned: in all, and with which jobs, newest first.
   *
   * @param next what {@code before} has to be for the page that follows; null on the last one
   */
  record Earnings(Sum totalEarnings, long totalJobs, List<Earning> jobs, @Nullable Cursor next) {}

  /** A completed job and what it earned. */
  record Earning(JobId jobId, Money amount, Instant at) {}

  /** What a provider did on a day (UTC). */
  record Day(LocalDate day, long jobs, Sum earned) {}

  /**
   * How much of the time a provider was online.
   *
   * @param share 0 to 1; null when nothing is known of that time
   * @param since from when on that is known: the beginning of the time, or later
   * @param interruptions how often it went offline
   */
  record Uptime(@Nullable Double share, @Nullable Instant since, int interruptions) {}

  /**
   * The providers that a filter lets through. Each that is there from the first page to the last is
   * on one of them, once, however the providers change meanwhile.
   *
   * @param before where the page begins: a cursor, or the id of a provider
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no provider's id
   */
  Page find(ProviderFilter filter, ProviderOrder order, Before before, int limit);

  /**
   * @param before where the page begins: a cursor, or the id of a job that earned something
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no job that it completed
   */
  Optional<Earnings> earnings(String idOrWorkerId, Before before, int limit);

  /** The last so many days, oldest first; the last one is today. Every day is there. */
  Optional<List<Day>> days(String idOrWorkerId, int count);

  /** Whether its owner wants it in the market. */
  Optional<Boolean> isListed(String idOrWorkerId);

  /** How much of the last so many days it was online. */
  Optional<Uptime> uptime(String idOrWorkerId, int days);
}
