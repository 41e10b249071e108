package io.qubix.command.usage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.qubix.api.Rejection;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * Keeps each address within its limits. Far from them a job is let in from memory; near them the
 * log decides.
 */
public class AddressLimits {

  private static final long KNOWN = 100_000;
  private static final int LOCKS = 64;
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final UsageTable table;
  private final AddressSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /**
   * Requests of an address are let in one after another, or each would find the last place free.
   */
  private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

  private final Cache<QubicAddress, Room> rooms =
      Caffeine.newBuilder()
          .maximumSize(KNOWN)
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .build();

  /** The jobs of this node that were let in, and are not in the log yet. */
  private final Map<QubicAddress, Integer> underWay = new ConcurrentHashMap<>();

  AddressLimits(
      UsageTable table, AddressSettings settings, TransactionTemplate transaction, Clock clock) {
    this.table = table;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Lets a job in, until {@link #over} tells that it is in the log or refused.
   *
   * @throws Rejection.Conflict when its consumer has reached a limit
   */
  public void begin(CreateJob job) {
    QubicAddress consumer = job.consumer();
    long size = Sizes.of(job.inputData());
    Instant now = clock.instant();
    synchronized (locks[Math.floorMod(consumer.hashCode(), LOCKS)]) {
      Room room = rooms.getIfPresent(consumer);
      if (room == null || !room.take(size, now)) {
        lookUp(consumer, size, now, room != null);
      }
      underWay.merge(consumer, 1, Integer::sum);
    }
  }

  public void over(CreateJob job) {
    underWay.computeIfPresent(job.consumer(), (same, jobs) -> jobs == 1 ? null : jobs - 1);
  }

  /**
   * Registers a worker.
   *
   * @throws Rejection.Conflict when the worker is new and its address has as many as it may
   */
  public <T> T registering(QubicAddress address, WorkerId worker, Supplier<T> registration) {
    boolean isNew = !table.isProvider(worker) && reserve(address, worker);
    try {
      return registration.get();
    } catch (Rejection.Unavailable e) {
      // The event may be in the log all the same.
      throw e;
    } catch (Rejection e) {
      if (isNew) {
        table.remove(worker);
      }
      throw e;
    }
  }

  /** Takes a place for a worker. Returns false when another request has just taken it. */
  private boolean reserve(QubicAddress address, WorkerId worker) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              table.lockRegistrations(address);
              if (table.isProvider(worker)) {
                return false;
              }
              if (table.providersOf(address) >= settings.providers()) {
                throw refused(address, settings.providers() + " providers in the market");
              }
              table.add(worker, address);
              return true;
            }));
  }

  /**
   * @param usedUp whether this node has let in all that it might: the follower may not have counted
   *     any of it
   */
  private void lookUp(QubicAddress consumer, long size, Instant now, boolean usedUp) {
    AddressUsage counted = table.counted(consumer);
    if (usedUp || isNearALimit(counted)) {
      counted = table.now(consumer);
    }
    // Counted twice if it is in the log by now: rather one too few than one too many.
    long others = underWay.getOrDefault(consumer, 0);
    long freeJobs = settings.openJobs() - counted.openJobs() - others;
    long freeBytes = settings.stored().toBytes() - counted.storedBytes();
    if (freeJobs < 1) {
      throw refused(consumer, settings.openJobs() + " jobs open");
    }
    if (freeBytes < size) {
      throw refused(consumer, inWords(settings.stored()) + " stored");
    }
    rooms.put(consumer, new Room(freeJobs - 1, freeBytes - size, now.plus(KEPT)));
  }

  private boolean isNearALimit(AddressUsage used) {
    return used.openJobs() >= settings.openJobs() / 2
        || used.storedBytes() >= settings.stored().toBytes() / 2;
  }

  private static String inWords(DataSize size) {
    return DataSize.ofGigabytes(size.toGigabytes()).equals(size)
        ? size.toGigabytes() + " GB"
        : DataSize.ofMegabytes(size.toMegabytes()).equals(size)
            ? size.toMegabytes() + " MB"
            : size.toBytes() + " bytes";
  }

  private static Rejection.Conflict refused(QubicAddress address, String most) {
    return new Rejection.Conflict(
        "The address "
            + address.value()
            + " has as much as an address may have here: "
            + most
            + ". The operator sets the limit");
  }
}
