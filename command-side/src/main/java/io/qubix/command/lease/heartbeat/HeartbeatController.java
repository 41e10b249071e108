package io.qubix.command.lease.heartbeat;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.PendingJobs;
import io.qubix.api.job.view.Stop;
import io.qubix.api.json.JsonBody;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.provider.command.MarkOnline;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import io.qubix.command.lease.Leases;
import io.qubix.command.lease.LostProviders;
import io.qubix.command.lease.heartbeat.HeartbeatRequest.Status;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes heartbeats. */
@RestController
@Profile("command | !query")
class HeartbeatController {

  /**
   * @param pendingJobs the jobs that the worker holds
   * @param stop what it should stop working on
   */
  record Heard(boolean success, List<JobView> pendingJobs, List<Stop> stop, DroppedUsage dropped) {}

  /** The number of members of the usage that were dropped. */
  record DroppedUsage(int usage) {}

  private final Commands commands;
  private final Leases leases;
  private final LostProviders lostProviders;
  private final JobHistory jobs;
  private final PendingJobs pending;
  private final Telemetry telemetry;
  private final Sessions sessions;
  private final Clock clock;

  HeartbeatController(
      Commands commands,
      Leases leases,
      JobHistory jobs,
      PendingJobs pending,
      Telemetry telemetry,
      Sessions sessions,
      Clock clock) {
    this.commands = commands;
    this.leases = leases;
    this.lostProviders = new LostProviders(commands);
    this.jobs = jobs;
    this.pending = pending;
    this.telemetry = telemetry;
    this.sessions = sessions;
    this.clock = clock;
  }

  @PostMapping("/api/providers/{workerId}/heartbeat")
  Heard heartbeat(
      @PathVariable String workerId,
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    WorkerId worker = WorkerId.known(workerId).orElseThrow(Rejection.NotFound::provider);
    HeartbeatRequest request = HeartbeatRequest.of(body, session);
    sessions.verify(worker, request.session());
    leases.renew(worker);
    List<JobId> held =
        request.status() == Status.OFFLINE ? goOffline(worker) : stayOnline(worker, request);
    if (request.usage() != null) {
      telemetry.ofProvider(worker, clock.instant(), request.usage());
    }
    return new Heard(
        true,
        jobs.heldBy(worker, held),
        takenFrom(worker, held, request.currentJob()),
        new DroppedUsage(request.dropped()));
  }

  /**
   * The job that the worker names is looked up if need be: no restart, and no other node, keeps
   * from it that it works in vain.
   */
  private List<Stop> takenFrom(WorkerId worker, List<JobId> held, @Nullable JobId named) {
    List<Stop> taken = pending.takenFrom(worker);
    if (named == null
        || held.contains(named)
        || taken.stream().anyMatch(stop -> stop.jobId().equals(named))) {
      return taken;
    }
    return Stream.concat(taken.stream(), Stream.ofNullable(jobs.takenFrom(worker, named))).toList();
  }

  /**
   * Ends its attempts at once; the log's follower repeats it if this request does not get so far.
   */
  private List<JobId> goOffline(WorkerId worker) {
    ProviderWentOffline went = commands.send(new MarkOffline(worker, OfflineReason.REPORTED));
    if (went != null) {
      lostProviders.takeAttempts(went);
    }
    return List.of();
  }

  /**
   * Keeps the worker in the market even if it reports busy: it may mean a job of ours that it has
   * just finished.
   */
  private List<JobId> stayOnline(WorkerId worker, HeartbeatRequest request) {
    boolean busy = request.status() == Status.BUSY;
    if (busy && request.currentJob() != null) {
      List<JobId> held = commands.send(new MarkOnline(worker, null));
      if (!held.isEmpty() || jobs.isKnown(request.currentJob())) {
        return held;
      }
    }
    return commands.send(new MarkOnline(worker, request.status() == null ? null : busy));
  }
}
