package io.qubix.command.matching;

import io.qubix.api.Rejection;
import io.qubix.api.job.AssignJob;
import io.qubix.api.job.JobCreated;
import io.qubix.api.log.CommittedEvents;
import io.qubix.api.log.LogMessage;
import java.time.Duration;
import java.util.function.Consumer;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The order book of the node that matches, shared between two of the matcher's batches with those
 * who create jobs there: while it holds all that this node knows to be committed, so that nobody is
 * passed over who came before. If another node has taken matching over, the next event that is
 * heard of ends that.
 */
final class SharedBook implements FirstOffer {

  private final CommittedEvents events;
  private final MatchingMeters meters;
  private volatile @Nullable Shared shared;

  /** The newest event that has to be in the book; none is far enough before one was heard of. */
  private volatile long newest = Long.MAX_VALUE;

  /** A book, and how far it was when it was known to be the stored one. */
  private record Shared(OrderBook book, long position) {}

  SharedBook(CommittedEvents events, MatchingMeters meters) {
    this.events = events;
    this.meters = meters;
    events.listen(this::heard);
  }

  /** What was shared last; null when it was withdrawn. */
  @Nullable OrderBook get() {
    Shared last = shared;
    return last == null ? null : last.book();
  }

  /** Shares a book that is the stored one, and in which all is matched that can be. */
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

  /** The book that a new job may be offered by; null when it has to wait for the matcher. */
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
      // What explains it is on its way to the book, and so is the job.
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
