package io.qubix.command.matching;

import io.qubix.api.Rejection;
import io.qubix.api.job.AssignJob;
import io.qubix.api.job.JobCreated;
import io.qubix.api.log.CommittedEvents;
import io.qubix.api.log.EventBatch;
import java.time.Duration;
import java.util.function.Consumer;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The order book of the node that matches, open to those who create jobs there, while it holds all
 * that this node knows to be committed: so nobody is passed over who came before. The book of a
 * node that has lost matching to another stays behind at the next event that it hears of.
 */
final class OpenBook implements FirstOffer {

  private final CommittedEvents events;
  private final MatchingMeters meters;
  private volatile @Nullable OrderBook book;

  /** The newest event that has to be in the book. */
  private volatile long newest;

  OpenBook(CommittedEvents events, MatchingMeters meters) {
    this.events = events;
    this.meters = meters;
    events.listen(this::heard);
  }

  /** The book, unless it is closed. */
  @Nullable OrderBook get() {
    return book;
  }

  /** Opens a book that is the stored one. */
  void open(OrderBook stored) {
    book = stored;
  }

  void close() {
    book = null;
  }

  private void heard(TrackedEventMessage<?> event) {
    if (Matcher.reads(event)) {
      newest = EventBatch.positionOf(event);
    }
  }

  /** Whether there is a book that holds all that it has to. */
  boolean isCurrent() {
    OrderBook open = book;
    return open != null && events.allTold() && open.position() >= newest;
  }

  @Override
  public void make(JobCreated job, Consumer<AssignJob> assign) {
    OrderBook open = book;
    Match match = open != null && isCurrent() ? open.matchNew(job) : null;
    if (match != null) {
      make(open, match, assign);
    }
  }

  private void make(OrderBook open, Match match, Consumer<AssignJob> assign) {
    try {
      assign.accept(match.command());
    } catch (RuntimeException e) {
      open.takeBack(match);
      if (!(e instanceof Rejection) || e instanceof Rejection.Unavailable) {
        throw e;
      }
      // What explains it is on its way to the book, and so is the job.
      meters.refusedByProvider();
      return;
    }
    UnitOfWork<?> creation = CurrentUnitOfWork.get().root();
    creation.onRollback(failed -> open.takeBack(match));
    creation.afterCommit(done -> meters.matched(Duration.ZERO));
  }
}
