package io.qubix.command.matching;

import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobAssignmentTimedOut;
import io.qubix.api.job.JobCancelled;
import io.qubix.api.job.JobCompleted;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobFailed;
import io.qubix.api.job.JobLeftWaiting;
import io.qubix.api.job.JobRequeued;
import io.qubix.api.provider.ProviderEvent;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order book and has it matched at the end of each batch of events, before the token
 * moves. The book in memory is used only while its position is the stored one; else, after a
 * take-over, a restart or a failure, it is loaded again and everything in it is matched again.
 */
@ProcessingGroup(Matcher.GROUP)
@DisallowReplay
final class Matcher {

  static final String GROUP = "matching";

  private final BookStore store;
  private final Assignments assignments;
  private final MatchingMeters meters;

  /** The book between two batches. */
  private final AtomicReference<@Nullable OrderBook> shelved = new AtomicReference<>();

  Matcher(BookStore store, Assignments assignments, MatchingMeters meters) {
    this.store = store;
    this.assignments = assignments;
    this.meters = meters;
  }

  // One handler for each kind that matters: the others, progress above all, cost no batch.

  @EventHandler
  void on(JobCreated event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(JobAssigned event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(JobLeftWaiting event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(JobRequeued event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(JobAssignmentTimedOut event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(JobCompleted event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(JobFailed event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(JobCancelled event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  @EventHandler
  void on(ProviderEvent event, TrackingToken token, @ConcludesBatch boolean last) {
    handle(event, token, last);
  }

  private void handle(Object event, TrackingToken token, boolean last) {
    UnitOfWork<?> work = CurrentUnitOfWork.get().root();
    Batch batch = work.getOrComputeResource(Matcher.class.getName(), key -> begin(work));
    long position = token.position().orElseThrow();
    if (position > batch.from()) {
      batch.book().apply(position, event);
    }
    if (last) {
      finish(batch);
    }
  }

  private Batch begin(UnitOfWork<?> work) {
    long stored = store.lock();
    OrderBook book = shelved.getAndSet(null);
    if (book == null || book.position() != stored) {
      book = store.load(stored);
      meters.reloaded();
    }
    Batch batch = new Batch(stored, book);
    // A batch that fails does not come here: its book is dropped.
    work.afterCommit(done -> shelved.set(batch.book()));
    return batch;
  }

  private void finish(Batch batch) {
    OrderBook book = batch.book();
    if (book.position() == batch.from()) {
      return;
    }
    long start = System.nanoTime();
    long steps = book.steps();
    book.forgiveUnexplainedRefusals();
    assignments.make(book);
    store.write(batch.from(), book.position(), book.drainChanges());
    meters.finished(System.nanoTime() - start, book.steps() - steps, book);
  }

  /**
   * @param from the position that was stored when the batch began
   */
  private record Batch(long from, OrderBook book) {}
}
