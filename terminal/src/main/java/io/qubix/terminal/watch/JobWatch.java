package io.qubix.terminal.watch;

import io.qubix.client.ServiceException.Unavailable;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import io.qubix.terminal.view.PrintedLog;
import io.qubix.terminal.view.View;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Follows a job to its end. Frames of the WebSocket tell it live; requests after each silence and
 * each lost connection fetch what it missed.
 */
final class JobWatch {

  private static final Set<String> OVER = Set.of("COMPLETED", "FAILED", "CANCELLED");
  private static final String PROGRESS = "JOB_PROGRESS";
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration DEAD = Duration.ofSeconds(40);

  private final Session session;
  private final String id;
  private final View view;
  private final Duration patience;
  private final JobLog log = new JobLog();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /** True after the final frame came; the service may take a moment to answer the same. */
  private boolean ending;

  private long heardAt;
  private long lookAt;
  private long lastLooked;

  /**
   * @param patience how long the service may be away before the watch gives up
   */
  JobWatch(Session session, String id, View view, Duration patience) {
    this.session = session;
    this.id = id;
    this.view = view;
    this.patience = patience;
  }

  private static boolean isRunning(JsonNode job) {
    return job.path("status").asString("").equals("RUNNING");
  }

  static boolean isOver(JsonNode job) {
    return OVER.contains(job.path("status").asString(""));
  }

  /**
   * @return the job after its end
   * @throws Failure when there is no such job, the service does not let this client in, or is away
   */
  JsonNode toTheEnd() throws InterruptedException {
    JsonNode job = look();
    for (int failures = 0; !isOver(job); ) {
      try (LiveFeed feed = LiveFeed.of(id, http, session)) {
        failures = 0;
        job = follow(feed);
      } catch (Unavailable away) {
        if (failures == 0) {
          view.notice(away.getMessage() + "; trying again");
        }
        TimeUnit.NANOSECONDS.sleep(Session.RETRY.pause(failures++, away).toNanos());
        job = lookIfThere(job);
      }
    }
    view.end(job);
    return job;
  }

  private JsonNode follow(LiveFeed feed) throws Unavailable, InterruptedException {
    heardAt = System.nanoTime();
    JsonNode job = lookOrLose();
    while (!isOver(job)) {
      JsonNode frame = feed.next(untilNextLook());
      long now = System.nanoTime();
      if (frame != null) {
        heardAt = now;
        if (frame.path("type").asString("").equals(PROGRESS) && !isRunning(job)) {
          // The job may have begun; no frame says so.
          job = lookOrLose();
        }
        took(frame);
      } else if (now - heardAt > DEAD.toNanos()) {
        throw new Unavailable("the connection is dead", null);
      } else {
        view.tick();
      }
      if (now - lookAt >= 0) {
        feed.ping();
        job = lookOrLose();
      }
    }
    return job;
  }

  private Duration untilNextLook() {
    long wait = Math.max(1, lookAt - System.nanoTime());
    return Duration.ofNanos(Math.min(wait, TICK.toNanos()));
  }

  private void took(JsonNode frame) {
    JsonNode data = frame.path("data");
    switch (frame.path("type").asString("")) {
      case PROGRESS -> view.progress(data);
      case "JOB_LOGS" -> view.lines(log.live(data.path("logs")));
      case "JOB_COMPLETED" -> {
        if (data.path("result").path("willRetry").asBoolean(false)) {
          view.retried(data);
        } else {
          ending = true;
        }
        lookAt = System.nanoTime();
      }
      default -> {
        // Other frames do not concern the job.
      }
    }
  }

  /** Asks for the job and its log, and shows what is new. */
  private JsonNode look() {
    JsonNode job = session.job(id, "");
    view.lines(log.asked(PrintedLog.all(session, id, null)));
    if (!isOver(job)) {
      view.job(job);
    }
    lastLooked = System.nanoTime();
    lookAt = lastLooked + (ending ? SOON : SILENCE).toNanos();
    return job;
  }

  /** Looks, and gives the connection up when the service does not answer. */
  private JsonNode lookOrLose() throws Unavailable {
    try {
      return look();
    } catch (Failure e) {
      if (e.code() != ExitCode.AWAY) {
        throw e;
      }
      throw new Unavailable(e.getMessage(), null);
    }
  }

  /** Looks without a connection; while the service is away, returns the job as last seen. */
  private JsonNode lookIfThere(JsonNode before) {
    try {
      return look();
    } catch (Failure e) {
      if (e.code() != ExitCode.AWAY || System.nanoTime() - lastLooked > patience.toNanos()) {
        throw e;
      }
      return before;
    }
  }
}
