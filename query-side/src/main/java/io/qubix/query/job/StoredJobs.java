package io.qubix.query.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.Usernames;
import io.qubix.log.read.Content;
import io.qubix.log.read.EventHistory;
import io.qubix.log.read.EventHistory.Past;
import io.qubix.log.read.EventLog;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.qubix.query.user.Users;
import io.qubix.runtime.memory.LargeAnswers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Looks jobs up in the read model. */
@Component
@ForQueries
final class StoredJobs implements JobQueries, JobSearch {

  /**
   * The order of creation is the commit order: jobs whose times differ by more than this are in
   * time order, too.
   */
  private static final Duration DELAY = Duration.ofMinutes(1);

  private static final int ANY_SIZE = Integer.MAX_VALUE;

  /** Inputs and results up to this size, in bytes of JSON, are loaded without asking for room. */
  private static final int AT_ONCE = 32_768;

  private final JobRepository jobs;
  private final JobPages pages;
  private final Users users;
  private final Usernames usernames;
  private final Positions positions;
  private final EventLog log;
  private final EventHistory history;
  private final LargeAnswers large;

  StoredJobs(
      JobRepository jobs,
      JobPages pages,
      Users users,
      Usernames usernames,
      Positions positions,
      EventLog log,
      EventHistory history,
      LargeAnswers large) {
    this.jobs = jobs;
    this.pages = pages;
    this.users = users;
    this.usernames = usernames;
    this.positions = positions;
    this.log = log;
    this.history = history;
    this.large = large;
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return story(id, ANY_SIZE).map(JobStory::job);
  }

  @Override
  public Optional<JobView> find(JobId id, int largest) {
    awaitHead();
    return jobs.findById(id.value()).map(row -> view(row, largest));
  }

  @Override
  public Optional<JobStory> story(JobId id, int largest) {
    awaitHead();
    return jobs.findById(id.value())
        .map(
            row -> {
              List<Past> events = history.of(id.toString(), row.position());
              JobView job = view(row, largest);
              return new JobStory(
                  job.withPast(events.stream().map(past -> (JobEvent) past.event()).toList()),
                  events);
            });
  }

  private JobView view(JobRow row, int largest) {
    return view(row, largest, large.ofThisRequest()).orElseThrow(LargeAnswers::noRoom);
  }

  /** Asks for room before it loads large contents. Returns an empty result without room. */
  private Optional<JobView> view(JobRow row, int largest, LargeAnswers.Room room) {
    JobView small = views(List.of(row), Math.min(largest, AT_ONCE)).get(0);
    if (largest <= AT_ONCE || !small.inputOmitted() && !small.resultOmitted()) {
      return Optional.of(small);
    }
    long stored = Math.min(log.bytesOf(small.id().toString()), 2L * largest);
    return room.isGranted(stored)
        ? Optional.of(views(List.of(row), largest).get(0))
        : Optional.empty();
  }

  @Override
  public Map<JobId, JobView> outlines(Collection<JobId> ids) {
    awaitHead();
    List<UUID> wanted = ids.stream().map(JobId::value).distinct().toList();
    return jobs.findByIdInOrderByCreatedDesc(wanted).stream()
        .map(row -> row.view(/* input= */ null, /* result= */ null))
        .collect(Collectors.toMap(JobView::id, Function.identity()));
  }

  @Override
  public boolean isNameAtHand(JobView job) {
    return usernames.isAtHand(job.qubicAddress());
  }

  @Override
  public JobView named(JobView job) {
    return job.withUsername(usernames.of(job.qubicAddress()));
  }

  @Override
  public List<JobView> pendingOf(WorkerId worker, long position, LargeAnswers.Room room) {
    positions.awaitPosition(JobQueries.PROJECTION, position);
    return heldBy(worker, room);
  }

  private List<JobView> heldBy(WorkerId worker, LargeAnswers.Room room) {
    List<JobRow> rows = jobs.findHeldBy(worker.value());
    if (rows.isEmpty()) {
      return List.of();
    }
    positions.await(Users.PROJECTION);
    return rows.size() == 1
        ? view(rows.get(0), ANY_SIZE, room).map(List::of).orElseGet(() -> listed(rows))
        : listed(rows);
  }

  private List<JobView> listed(List<JobRow> rows) {
    return views(rows, JobView.MOST_IN_LISTS);
  }

  @Override
  public Page find(JobFilter filter, int limit) {
    awaitHead();
    JobPages.Keys page = pages.find(filter, createdAfter(filter), createdBefore(filter), limit);
    return new Page(listed(jobs.findByIdInOrderByCreatedDesc(page.ids())), page.next());
  }

  @Override
  public long countOverReportedBy(WorkerId worker) {
    awaitHead();
    return jobs.countOverReportedBy(worker.value());
  }

  private long createdAfter(JobFilter filter) {
    return filter.since() == null
        ? Long.MIN_VALUE
        : jobs.findLastCreatedBefore(filter.since().minus(DELAY)).orElse(Long.MIN_VALUE);
  }

  private long createdBefore(JobFilter filter) {
    long cursor =
        filter.before() == null
            ? Long.MAX_VALUE
            : filter.before().position(jobs::findCreatedById, "job");
    return filter.until() == null
        ? cursor
        : Math.min(
            cursor, jobs.findFirstCreatedSince(filter.until().plus(DELAY)).orElse(Long.MAX_VALUE));
  }

  private void awaitHead() {
    positions.await(JobQueries.PROJECTION, Users.PROJECTION);
  }

  private List<JobView> views(List<JobRow> rows, int largest) {
    Map<QubicAddress, String> names =
        users.namesOf(rows.stream().map(JobRow::qubicAddress).collect(Collectors.toSet()));
    Map<Long, Content> inputs = contents(rows.stream().map(JobRow::created), "inputData", largest);
    Map<Long, Content> results =
        contents(rows.stream().map(JobRow::completed).filter(Objects::nonNull), "result", largest);
    return rows.stream()
        .map(row -> row.view(inputs.get(row.created()), results.get(row.completed())))
        .map(job -> named(job, names))
        .toList();
  }

  /**
   * Reads inputs and results from the log, where they stay because they may be large and never
   * change.
   */
  private Map<Long, Content> contents(Stream<Long> positions, String member, int largest) {
    return log.contents(positions.toList(), member, largest).stream()
        .collect(Collectors.toMap(Content::position, Function.identity()));
  }

  private static JobView named(JobView job, Map<QubicAddress, String> names) {
    String name = names.get(job.qubicAddress());
    return name == null ? job : job.withUsername(name);
  }
}
