package io.qubix.command.matching.market;

import io.qubix.api.matching.JobLine;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.JobRank;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in their lines. A line has the rank of its first job, and stands where the most of each
 * measure of its jobs is: a search passes over lines of which no job can fit, and never touches the
 * jobs of a line to give it another rank.
 */
final class JobLines {

  private final Map<JobLine, Line> byName = new HashMap<>();
  private final DominanceTree<Line> inTurn;
  private final Turns turns;
  private final Steps steps;

  /** The last change of turns that the ranks contain. */
  private long asOf;

  private final class Line {
    final JobLine name;
    final DominanceTree<OpenJob> jobs = new DominanceTree<>(JobOrder.IN_LINE, steps);

    /** Both are null while it is empty, and change only while it stands nowhere. */
    @Nullable JobRank rank;

    @Nullable Measures most;

    Line(JobLine name) {
      this.name = name;
    }

    JobRank rank() {
      return Objects.requireNonNull(rank);
    }
  }

  JobLines(Turns turns, Steps steps) {
    this.turns = turns;
    this.steps = steps;
    this.asOf = turns.changes();
    this.inTurn = new DominanceTree<>(Comparator.comparing(Line::rank), steps);
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  void add(Measures at, OpenJob job) {
    Line line = byName.computeIfAbsent(turns.line(job), Line::new);
    line.jobs.add(at, job);
    place(line);
  }

  void remove(Measures at, OpenJob job) {
    Line line = byName.get(turns.line(job));
    if (line != null) {
      line.jobs.remove(at, job);
      settle(line);
    }
  }

  /**
   * Returns the first job that fits.
   *
   * @param best a job found elsewhere; only jobs before it count
   */
  @Nullable OpenJob first(Measures offered, Predicate<OpenJob> fits, @Nullable OpenJob best) {
    takeTurns();
    Search search = new Search(offered, fits, best);
    inTurn.visit(offered, search);
    return search.best;
  }

  private void takeTurns() {
    for (JobLine changed : turns.changedSince(asOf)) {
      steps.take();
      Line line = byName.get(changed);
      if (line != null) {
        settle(line);
      }
    }
    asOf = turns.changes();
  }

  private void settle(Line line) {
    if (!Objects.equals(rankOf(line), line.rank) || !Objects.equals(line.jobs.most(), line.most)) {
      place(line);
    }
  }

  /** Gives the line its place, also if it is the same: a place remembers what is not there. */
  private void place(Line line) {
    if (line.most != null) {
      inTurn.remove(line.most, line);
    }
    line.rank = rankOf(line);
    line.most = line.jobs.most();
    if (line.most == null) {
      byName.remove(line.name);
    } else {
      inTurn.add(line.most, line);
    }
  }

  private @Nullable JobRank rankOf(Line line) {
    OpenJob first = line.jobs.first();
    return first == null ? null : turns.rank(first);
  }

  /** Looks for the first job that fits, line by line. */
  private final class Search implements DominanceTree.Search<Line> {

    private final Measures offered;
    private final Predicate<OpenJob> fits;
    private @Nullable OpenJob best;
    private @Nullable JobRank rank;

    Search(Measures offered, Predicate<OpenJob> fits, @Nullable OpenJob best) {
      this.offered = offered;
      this.fits = fits;
      this.best = best;
      this.rank = best == null ? null : turns.rank(best);
    }

    @Override
    public boolean wants(Line line) {
      return comesBefore(line.rank());
    }

    @Override
    public boolean look(Line line) {
      return line.jobs.visit(offered, new InLine());
    }

    private boolean comesBefore(JobRank other) {
      return rank == null || other.compareTo(rank) < 0;
    }

    private final class InLine implements DominanceTree.Search<OpenJob> {

      @Override
      public boolean wants(OpenJob job) {
        return comesBefore(turns.rank(job));
      }

      @Override
      public boolean look(OpenJob job) {
        if (fits.test(job)) {
          best = job;
          rank = turns.rank(job);
        }
        return true;
      }
    }
  }
}
