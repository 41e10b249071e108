package io.qubix.worker.work;

import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.Hardware;
import io.qubix.client.QubixClient;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Sends the worker's requests to the service, one method for each. */
public final class Marketplace {

  private static final Logger log = LoggerFactory.getLogger(Marketplace.class);

  /** How long the service holds a request for work while there is none. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** How long a delivery waits for the next job: long enough for a market that has work. */
  private static final Duration WAIT_FOR_NEXT = Duration.ofSeconds(1);

  private static final Duration TIME_TO_UPLOAD = Duration.ofMinutes(2);

  /** With the key of the command line, which may be the owner's. */
  private final QubixClient registrar;

  private final ProgressMail progress;
  private final Profile profile;
  private volatile int slots;

  /** As the last registration was answered, or null before. */
  private volatile @Nullable String session;

  /** With the worker's own key, once a registration has answered one. */
  private volatile QubixClient client;

  private volatile StopListener stops = (jobId, attempt, reason) -> {};

  /**
   * Is called for each attempt that the service took from this worker, possibly again and again.
   */
  @FunctionalInterface
  interface StopListener {
    void taken(String jobId, int attempt, String reason);
  }

  public Marketplace(QubixClient client, Profile profile) {
    this.registrar = client;
    this.client = client;
    this.progress = new ProgressMail(() -> this.client);
    this.profile = profile;
    this.slots = profile.slots();
  }

  /** Says who is told what an answer names as taken away. */
  void tell(StopListener listener) {
    stops = listener;
  }

  /** Returns how many jobs the worker has registered for at a time. */
  int slots() {
    return slots;
  }

  /** Registers the worker again if it was registered with other slots. */
  boolean offer(int newSlots) throws Refused, Unavailable, InterruptedException {
    boolean others = newSlots != slots;
    if (others) {
      register(newSlots);
      slots = newSlots;
    }
    return others;
  }

  /** Registers the worker. Returns whether the service did not know it before. */
  boolean register() throws Refused, Unavailable, InterruptedException {
    return register(slots);
  }

  private boolean register(int slots) throws Refused, Unavailable, InterruptedException {
    Hardware hardware = profile.hardware();
    Map<String, Object> body = new HashMap<>();
    body.put("workerId", profile.workerId());
    body.put("qubicAddress", profile.qubicAddress());
    body.put("name", profile.name());
    body.put("type", profile.type());
    body.put("gpuModel", hardware.gpuModel());
    body.put("gpuVram", hardware.gpuVram());
    body.put("gpuCount", hardware.gpuCount());
    body.put("cpuModel", hardware.cpuModel());
    body.put("cpuCores", hardware.cpuCores());
    body.put("ramTotal", hardware.ramTotal());
    body.put("slots", slots);
    body.put("modelTypes", profile.serving().modelTypes());
    body.put("labels", profile.serving().labels());
    body.put("location", profile.location());
    body.put("pricePerHour", profile.pricePerHour());
    body.put("session", session);
    body.values().removeIf(value -> value == null);
    JsonNode answer = registrar.post("/api/providers/register", body, QubixClient.USUAL_TIMEOUT);
    session = answer.path("session").asStringOpt().orElse(null);
    if (answer.path("workerKey").isString()) {
      client = registrar.with(answer.path("workerKey").asString());
    }
    return answer.path("isNew").asBoolean(false);
  }

  /**
   * Renews the lease. The status is always {@code online}: the service knows which job the worker
   * holds, and a {@code busy} that arrives after the job's end would keep the worker out of the
   * market.
   */
  void heartbeat(@Nullable String jobId) throws Refused, Unavailable, InterruptedException {
    Map<String, Object> body = inSession(Map.of("status", "online"));
    body.put("currentJob", jobId);
    heard(client.post(own("/heartbeat"), body, QubixClient.USUAL_TIMEOUT));
  }

  /** Asks for no further jobs; those that this worker holds stay its own. */
  void drain(Duration timeout) throws Refused, Unavailable, InterruptedException {
    registrar.put(own("/availability"), inSession(Map.of("state", "draining")), timeout);
  }

  /** Leaves the market. A job that the worker still holds goes to another worker. */
  void leave(Duration timeout) throws Refused, Unavailable, InterruptedException {
    client.post(own("/heartbeat"), inSession(Map.of("status", "offline")), timeout);
  }

  /**
   * Returns the jobs that this worker holds, oldest first. When there is none, it waits for one, or
   * until an attempt is taken away.
   *
   * @param running the names of the attempts that it already works on, which are left out
   */
  List<Assignment> awaitJobs(Set<String> running)
      throws Refused, Unavailable, InterruptedException {
    JsonNode answer =
        client.get(
            "/api/jobs/pending/"
                + QubixClient.segment(profile.workerId().value())
                + "?details=true&wait="
                + LONGEST_WAIT.toSeconds()
                + except(running),
            LONGEST_WAIT.plus(QubixClient.USUAL_TIMEOUT),
            session == null ? Map.of() : Map.of(Sessions.HEADER, session));
    heard(answer);
    return assignments(answer.path("jobs"));
  }

  private List<Assignment> assignments(JsonNode jobs)
      throws Refused, Unavailable, InterruptedException {
    List<Assignment> assignments = new ArrayList<>();
    for (JsonNode job : jobs) {
      assignments.add(Assignment.of(job.path("inputOmitted").asBoolean(false) ? whole(job) : job));
    }
    return assignments;
  }

  /** Asks for a large input, which a list of several jobs leaves out. */
  private JsonNode whole(JsonNode job) throws Refused, Unavailable, InterruptedException {
    String path = "/api/jobs/" + QubixClient.segment(job.path("id").asString());
    return client.get(path, TIME_TO_UPLOAD);
  }

  void reportProgress(Assignment job, ProgressBoard.Report report)
      throws Refused, Unavailable, InterruptedException {
    Map<String, Object> body = reportOn(job);
    body.put("progress", report.percent());
    body.put("currentOperation", report.operation());
    body.put("logLines", report.lines());
    heard(progress.send(job.jobId(), body));
  }

  /**
   * Delivers a result. Returns the jobs that this worker holds besides, if it asks for them.
   *
   * @param besides the names of the attempts that it works on besides, or null to ask for none
   */
  List<Assignment> complete(
      Assignment job, JsonNode result, Duration worked, @Nullable Set<String> besides)
      throws Refused, Unavailable, InterruptedException {
    Map<String, Object> body = reportOn(job);
    body.put("status", "completed");
    body.put("result", result);
    body.put("metrics", metrics(worked));
    return next(job, client.post(end(job, besides), body, TIME_TO_UPLOAD));
  }

  /**
   * @param willRetry whether the job was put back, for another worker
   */
  record Failed(boolean willRetry, List<Assignment> next) {}

  /** Reports a failure, as {@link #complete} delivers a result. */
  Failed fail(Assignment job, String reason, Duration worked, @Nullable Set<String> besides)
      throws Refused, Unavailable, InterruptedException {
    Map<String, Object> body = reportOn(job);
    body.put("status", "failed");
    body.put("error", reason);
    body.put("metrics", metrics(worked));
    JsonNode answer = client.post(end(job, besides), body, QubixClient.USUAL_TIMEOUT);
    return new Failed(answer.path("willRetry").asBoolean(false), next(job, answer));
  }

  private static String end(Assignment job, @Nullable Set<String> besides) {
    return jobs(job, "/complete")
        + (besides == null ? "" : "?next=1&wait=" + WAIT_FOR_NEXT.toSeconds() + except(besides));
  }

  /** The report has been taken: what goes wrong with the next jobs does not matter to it. */
  private List<Assignment> next(Assignment job, JsonNode answer) throws InterruptedException {
    try {
      return assignments(answer.path("next"));
    } catch (Refused | Unavailable e) {
      log.debug("job {}: the next job is asked for later: {}", job.jobId(), e.getMessage());
      return List.of();
    }
  }

  private static String except(Set<String> running) {
    return running.isEmpty() ? "" : "&except=" + String.join(",", running);
  }

  private void heard(JsonNode answer) {
    for (JsonNode stop : answer.path("stop")) {
      stops.taken(
          stop.path("jobId").asString(),
          stop.path("attempt").asInt(),
          stop.path("reason").asString());
    }
  }

  private Map<String, Object> reportOn(Assignment job) {
    return inSession(Map.of("workerId", profile.workerId(), "attempt", job.attempt()));
  }

  /** Says which of the machines with this worker's id is asking. */
  private Map<String, Object> inSession(Map<String, Object> members) {
    Map<String, Object> body = new HashMap<>(members);
    body.put("session", session);
    return body;
  }

  private static Map<String, Object> metrics(Duration worked) {
    return Map.of("processingTimeSeconds", worked.toMillis() / 1000.0);
  }

  private String own(String path) {
    return "/api/providers/" + QubixClient.segment(profile.workerId().value()) + path;
  }

  private static String jobs(Assignment job, String path) {
    return "/api/jobs/" + QubixClient.segment(job.jobId()) + path;
  }
}
