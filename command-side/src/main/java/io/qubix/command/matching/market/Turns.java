package io.qubix.command.matching.market;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.DecisionReceipt.Turn;
import io.qubix.api.matching.JobLine;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.JobOrder.Standing;
import io.qubix.api.matching.JobRank;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What consumers have at work, and when each of their lines was matched last: by that the order
 * ranks the waiting jobs.
 */
public final class Turns {

  private final JobOrder order;
  private final Map<QubicAddress, Consumer> consumers = new HashMap<>();

  /** The consumers by the number of their last change. */
  private final NavigableMap<Long, Consumer> changes = new TreeMap<>();

  private long changed;

  /** A consumer with open jobs. */
  private static final class Consumer {
    final Set<JobId> atWork = new HashSet<>();
    final Map<JobLine, Line> lines = new HashMap<>();
    long changed;
  }

  private static final class Line {
    int open;
    Instant lastMatch = Instant.MIN;
  }

  public Turns(JobOrder order) {
    this.order = order;
  }

  JobLine line(OpenJob job) {
    return order.line(job);
  }

  JobRank rank(OpenJob job) {
    return order.rank(job, standing(job));
  }

  /** Returns the place of a job, as its receipt tells it. */
  public Turn of(OpenJob job) {
    if (!takesTurns(job)) {
      return new Turn(order.version(), job.priority(), null, null);
    }
    Standing standing = standing(job);
    return new Turn(order.version(), job.priority(), standing.atWork(), standing.waitsSince(job));
  }

  /** Returns the number of the last change. */
  long changes() {
    return changed;
  }

  /** Returns the lines whose ranks may have changed after a change. */
  Collection<JobLine> changedSince(long change) {
    return changes.tailMap(change, /* inclusive= */ false).values().stream()
        .flatMap(consumer -> consumer.lines.keySet().stream())
        .toList();
  }

  /** When the last job of a line was matched. */
  public record LastMatch(QubicAddress consumer, int priority, Instant at) {}

  /** Returns what does not follow from the open jobs. */
  public List<LastMatch> lastMatches() {
    List<LastMatch> all = new ArrayList<>();
    consumers
        .values()
        .forEach(
            consumer ->
                consumer.lines.forEach(
                    (name, line) -> {
                      if (line.lastMatch.isAfter(Instant.MIN)) {
                        all.add(new LastMatch(name.consumer(), name.priority(), line.lastMatch));
                      }
                    }));
    return all;
  }

  /** Takes over what another book knew, for the lines of the open jobs. */
  public void resume(Collection<LastMatch> matches) {
    for (LastMatch match : matches) {
      Consumer consumer = consumers.get(match.consumer());
      Line line =
          consumer == null
              ? null
              : consumer.lines.get(new JobLine(match.consumer(), match.priority()));
      if (line != null) {
        line.lastMatch = match.at().isAfter(line.lastMatch) ? match.at() : line.lastMatch;
        note(consumer);
      }
    }
  }

  /** Follows the events of a job, which is null before its first and after its last one. */
  public void follow(@Nullable OpenJob before, @Nullable OpenJob after) {
    if (before == null && after != null && takesTurns(after)) {
      line(consumer(after), after).open++;
    }
    if (after != null && !after.waiting() && after.assignedAt() != null) {
      took(after, after.assignedAt());
    } else if (before != null && isPutBack(before, after)) {
      gaveBack(before);
    }
    if (before != null && after == null) {
      close(before);
    }
  }

  /** Until its next attempt, a job that still waits may be about to get its provider. */
  private static boolean isPutBack(OpenJob before, @Nullable OpenJob after) {
    return after == null || !before.waiting() || before.attempt() != after.attempt();
  }

  /** Notes that a provider has the job, or is about to get it. */
  public void took(OpenJob job, Instant at) {
    if (takesTurns(job)) {
      Consumer consumer = consumer(job);
      Line line = line(consumer, job);
      boolean isLater = at.isAfter(line.lastMatch);
      if (isLater) {
        line.lastMatch = at;
      }
      if (consumer.atWork.add(job.id()) || isLater) {
        note(consumer);
      }
    }
  }

  /** Notes that no provider has the job. */
  public void gaveBack(OpenJob job) {
    Consumer consumer = consumers.get(job.consumer());
    if (consumer != null && consumer.atWork.remove(job.id())) {
      note(consumer);
      forgetIfOver(consumer, job);
    }
  }

  private void close(OpenJob job) {
    Consumer consumer = consumers.get(job.consumer());
    if (consumer != null) {
      line(consumer, job).open--;
      forgetIfOver(consumer, job);
    }
  }

  private void forgetIfOver(Consumer consumer, OpenJob job) {
    if (line(consumer, job).open <= 0) {
      consumer.lines.remove(line(job));
    }
    if (consumer.lines.isEmpty() && consumer.atWork.isEmpty()) {
      consumers.remove(job.consumer());
      changes.remove(consumer.changed);
    }
  }

  private void note(Consumer consumer) {
    changes.remove(consumer.changed);
    consumer.changed = ++changed;
    changes.put(changed, consumer);
  }

  private boolean takesTurns(OpenJob job) {
    return line(job).consumer() != null;
  }

  private Consumer consumer(OpenJob job) {
    return consumers.computeIfAbsent(job.consumer(), first -> new Consumer());
  }

  private Line line(Consumer consumer, OpenJob job) {
    return consumer.lines.computeIfAbsent(line(job), first -> new Line());
  }

  private Standing standing(OpenJob job) {
    Consumer consumer = consumers.get(job.consumer());
    if (consumer == null) {
      return Standing.NONE;
    }
    Line line = consumer.lines.get(line(job));
    return new Standing(consumer.atWork.size(), line == null ? Instant.MIN : line.lastMatch);
  }
}
