package io.qubix.query.live;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.LogLine;
import io.qubix.log.signal.Signals;
import io.qubix.query.ForQueries;
import io.qubix.query.live.Frame.Progress;
import io.qubix.query.telemetry.TelemetryQueries;
import io.qubix.query.telemetry.TelemetryQueries.Line;
import io.qubix.query.telemetry.TelemetryQueries.Sample;
import io.qubix.query.telemetry.TelemetrySignal;
import io.qubix.runtime.thread.KeyedQueue;
import io.qubix.runtime.thread.VitalThreads;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Sends log lines and metrics to subscribers, from where it last stopped. */
@Component
@ForQueries
class TelemetryNews implements DisposableBean {

  /** The approximate size of one frame of log lines, in characters. */
  private static final int FRAME_CHARACTERS = 100_000;

  private static final int MAX_WAITING = 10_000;

  private final ExecutorService threads = VitalThreads.droppingPool("live-telemetry", 2);

  /** One waiting signal stands for all: the rows are read, not the signals. */
  private final KeyedQueue<String, Boolean> signals =
      new KeyedQueue<>(threads, 1, MAX_WAITING, (subject, waiting) -> tell(subject));

  private final Subscribers subscribers;
  private final TelemetryQueries telemetry;
  private final Signals hub;
  private final Clock clock;

  TelemetryNews(Subscribers subscribers, TelemetryQueries telemetry, Signals hub, Clock clock) {
    this.subscribers = subscribers;
    this.telemetry = telemetry;
    this.hub = hub;
    this.clock = clock;
  }

  @PostConstruct
  void listen() {
    hub.listen(TelemetrySignal.TOPIC, (subject, newest) -> heard(subject));
  }

  private void heard(String subject) {
    if (subscribers.listenTo(new Topic(subject))) {
      signals.add(subject, true);
    }
  }

  private void tell(String subject) {
    Topic topic = new Topic(subject);
    Watch watch = subscribers.watch(topic);
    if (watch == null) {
      return;
    }
    if (watch.providerId != null) {
      tellUsage(topic, watch, watch.providerId, TelemetrySignal.worker(subject));
    } else {
      JobId job = TelemetrySignal.job(subject);
      tellLines(topic, watch, job);
      tellMetrics(topic, watch, job);
    }
  }

  private void tellLines(Topic topic, Watch watch, JobId job) {
    List<LogLine> lines = new ArrayList<>();
    int characters = 0;
    for (Line line : telemetry.linesAfter(job, watch.lastLine())) {
      lines.add(line.line());
      characters += line.line().message().length();
      watch.toldLines(line.id());
      if (characters > FRAME_CHARACTERS) {
        subscribers.send(topic, Frame.jobLogs(job, List.copyOf(lines), clock.instant()));
        lines.clear();
        characters = 0;
      }
    }
    if (!lines.isEmpty()) {
      subscribers.send(topic, Frame.jobLogs(job, lines, clock.instant()));
    }
  }

  private void tellMetrics(Topic topic, Watch watch, JobId job) {
    Sample sample = telemetry.newestAfter(job, watch.lastSample());
    if (sample != null) {
      Progress progress = watch.toldSample(sample.id(), sample.metrics());
      if (progress != null) {
        subscribers.changed(
            topic, Frame.jobProgress(job, progress, sample.metrics(), sample.timestamp()));
      }
    }
  }

  private void tellUsage(Topic topic, Watch watch, UUID provider, WorkerId worker) {
    Sample sample = telemetry.newestAfter(worker, watch.lastSample());
    if (sample != null) {
      watch.toldSample(sample.id(), sample.metrics());
      subscribers.send(topic, Frame.gpuMetrics(provider, sample.metrics(), sample.timestamp()));
    }
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
