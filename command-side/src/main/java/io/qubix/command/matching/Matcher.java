package io.qubix.command.matching;

import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobAssignmentTimedOut;
import io.qubix.api.job.JobCancelled;
import io.qubix.api.job.JobCompleted;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobFailed;
import io.qubix.api.job.JobLeftWaiting;
import io.qubix.api.job.JobRequeued;
import io.qubix.api.log.EventBatch;
import io.qubix.api.provider.ProviderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Keeps the order book and has it matched at the end of each batch of events, before the token
 * moves. The book in memory counts only if nobody else moved the stored one on, which shows when
 * the batch is written: then, as after a restart or a failure, the book is loaded, and everything
 * in it is matched again. What a book that did not count had decided is refused, or does no harm.
 */
@ProcessingGroup(Matcher.GROUP)
@DisallowReplay
final class Matcher {

  static final String GROUP = "matching";

  private static final Set<Class<?>> OF_JOBS =
      Set.of(
          JobCreated.class,
          JobAssigned.class,
          JobLeftWaiting.class,
          JobRequeued.class,
          JobAssignmentTimedOut.class,
          JobCompleted.class,
          JobFailed.class,
          JobCancelled.class);

  private final BookStore store;
  private final Assignments assignments;
  private final SharedBook shared;
  private final MatchingMeters meters;

  Matcher(BookStore store, Assignments assignments, SharedBook shared, MatchingMeters meters) {
    this.store = store;
    this.assignments = assignments;
    this.shared = shared;
    this.meters = meters;
  }

  /** Whether an event can change the book: others, progress above all, cost no batch. */
  static boolean reads(EventMessage<?> event) {
    Class<?> type = event.getPayloadType();
    return OF_JOBS.contains(type) || ProviderEvent.class.isAssignableFrom(type);
  }

  @EventHandler
  void on(EventBatch events, @ConcludesBatch boolean last) {
    UnitOfWork<?> work = CurrentUnitOfWork.get().root();
    List<TrackedEventMessage<?>> batch =
        work.getOrComputeResource(Matcher.class.getName(), key -> new ArrayList<>());
    batch.addAll(events.events());
    if (last) {
      work.onRollback(failed -> shared.withdraw());
      OrderBook book = matched(batch);
      work.afterCommit(done -> shared.share(book));
    }
  }

  private OrderBook matched(List<TrackedEventMessage<?>> batch) {
    OrderBook book = shared.get();
    while (book == null || !match(book, batch)) {
      shared.withdraw();
      book = store.load();
      meters.reloaded();
    }
    return book;
  }

  /** Whether the book was the stored one; one that was just loaded is. */
  private boolean match(OrderBook book, List<TrackedEventMessage<?>> batch) {
    long from = book.position();
    for (TrackedEventMessage<?> event : batch) {
      long position = EventBatch.positionOf(event);
      if (position > from) {
        book.apply(position, event.getPayload());
      }
    }
    if (book.position() == from) {
      return true;
    }
    long start = System.nanoTime();
    long steps = book.steps();
    book.forgiveUnexplainedRefusals();
    assignments.make(book);
    boolean written = store.advance(from, book);
    meters.finished(System.nanoTime() - start, book.steps() - steps, book);
    return written;
  }
}
