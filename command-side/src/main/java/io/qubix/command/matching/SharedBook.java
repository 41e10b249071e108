package io.qubix.command.matching;

import io.qubix.api.Rejection;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.event.JobCreated;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.log.tail.LogMessage;
import java.time.Duration;
import java.util.function.Consumer;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Shares the order book of the matching node with creations of jobs, between two batches of the
 * matcher. It is shared only while it contains all that this node knows to be committed, so that no
 * older job or provider is passed over. If another node has taken matching over, the next event
 * that is heard of ends the sharing.
 */
final class SharedBook implements FirstOffer {

  private final CommittedEvents events;
  private final MatchingMeters meters;
  private volatile @Nullable Shared shared;

  /** The newest event that the book must contain; unknown until the first event was heard. */
  private volatile long newest = Long.MAX_VALUE;

  /** A book, and its position when it was known to be the stored one. */
  private record Shared(OrderBook book, long position) {}

  SharedBook(CommittedEvents events, MatchingMeters meters) {
    this.events = events;
    this.meters = meters;
    events.listen(this::heard);
  }

  /** The last shared book, or null when it was withdrawn. */
  @Nullable OrderBook get() {
    Shared last = shared;
    return last == null ? null : last.book();
  }

  /** Shares a book that is the stored one and in which all possible matches have been made. */
  void share(OrderBook stored) {
    shared = new Shared(stored, stored.position());
  }

  void withdraw() {
    shared = null;
  }

  private void heard(TrackedEventMessage<?> event) {
    if (Matcher.reads(event)) {
      newest = LogMessage.positionOf(event);
    }
  }

  /** Returns the book for an offer, or null when the job has to wait for the matcher. */
  @Nullable OrderBook current() {
    Shared last = shared;
    return last != null && events.allTold() && last.position() >= newest ? last.book() : null;
  }

  @Override
  public void make(JobCreated job, Consumer<AssignJob> assign) {
    OrderBook book = current();
    Match match = book == null ? null : book.matchNew(job);
    if (match != null) {
      carryOut(book, match, assign);
    }
  }

  private void carryOut(OrderBook book, Match match, Consumer<AssignJob> assign) {
    boolean assigned = false;
    try {
      assign.accept(match.command());
      assigned = true;
    } catch (Rejection.ProviderNotFree e) {
      // The event that explains it is on its way to the book, and so is the job's.
      meters.refusedByProvider();
    } finally {
      if (!assigned) {
        book.takeBack(match);
      }
    }
    if (assigned) {
      UnitOfWork<?> creation = CurrentUnitOfWork.get().root();
      creation.onRollback(failed -> book.takeBack(match));
      creation.afterCommit(done -> meters.matched(Duration.ZERO));
    }
  }
}
