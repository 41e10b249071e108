package io.qubix.worker.work;

import static io.qubix.worker.work.Service.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.client.ServiceException.Refused;
import io.qubix.worker.execution.Executors;
import io.qubix.worker.execution.JobExecutor;
import io.qubix.worker.execution.ProgressReporter;
import io.qubix.worker.execution.WorkFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WorkerTest {

  private final Service service = Service.start();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch mayFinish = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  private final List<RunningWorker> running = new ArrayList<>();

  @AfterEach
  void close() throws InterruptedException {
    for (RunningWorker worker : running) {
      worker.stop();
    }
    service.goAway();
  }

  @Test
  void aJob_isReportedOn_andCompletedWithItsResult() throws Exception {
    service.offer("job-1", 1, "echo", "{\"n\": 7}");
    doOneJob(doing((input, progress) -> input));

    JsonNode registration = service.registrations.get(0);
    assertThat(registration.path("workerId").asString()).isEqualTo(RunningWorker.ID);
    assertThat(registration.path("qubicAddress").asString()).isEqualTo("EARNER");
    assertThat(registration.path("pricePerHour").asDouble()).isEqualTo(0.5);
    assertThat(registration.path("cpuCores").asInt()).isEqualTo(2);
    assertThat(registration.has("gpuModel")).isFalse();
    JsonNode report = service.progress.get(0);
    assertThat(report.path("progress").asInt()).isPositive();
    assertThat(report.path("attempt").asInt()).isEqualTo(1);
    assertThat(report.path("workerId").asString()).isEqualTo(RunningWorker.ID);
    JsonNode delivery = service.deliveries.get(0);
    assertThat(delivery.path("status").asString()).isEqualTo("completed");
    assertThat(delivery.path("result").path("n").asInt()).isEqualTo(7);
    assertThat(delivery.path("metrics").path("processingTimeSeconds").asDouble())
        .isBetween(0.0, 10.0);
    assertThat(service.deliveries).hasSize(1);
  }

  @Test
  void aJobHeldAtStart_isPickedUp_andEveryReportNamesItsAttempt() throws Exception {
    service.offer("job-1", 3, "echo", "{}");
    RunningWorker worker = start(doing((input, progress) -> input), Duration.ofSeconds(30), 1);
    assertThat(worker.tally().failed()).isZero();

    assertThat(service.booked).containsOnlyKeys("job-1#3");
    assertThat(service.progress).allMatch(report -> report.path("attempt").asInt() == 3);
  }

  @Test
  void aJobWhoseInputIsLeftOut_isAskedForAlone() throws Exception {
    service.offerWithoutInput("job-1", 1, "echo", "{\"n\": 7}");

    doOneJob(doing((input, progress) -> input));

    assertThat(service.deliveries.get(0).path("result").path("n").asInt()).isEqualTo(7);
  }

  @Test
  void aJobWhoseInputIsLeftOut_isAskedForAgain_whenThereWasNoRoomForIt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    service.offerWithoutInput("job-1", 1, "echo", "{\"n\": 7}");
    service.answer(
        503, request -> to("/api/jobs/job-1").test(request) && asked.getAndIncrement() == 0);

    doOneJob(doing((input, progress) -> input));

    assertThat(asked.get()).isGreaterThan(1);
    assertThat(service.deliveries.get(0).path("result").path("n").asInt()).isEqualTo(7);
  }

  @Test
  void heartbeatsGoOn_whileAJobRuns() throws Exception {
    service.offer("job-1", 1, "slow", "{}");
    RunningWorker worker = start(doing(this::untilAllowed), Duration.ofMillis(20), 0);
    await()
        .until(
            () ->
                service.heartbeats.stream()
                    .anyMatch(beat -> beat.path("currentJob").asString("").equals("job-1")));
    mayFinish.countDown();
    await().until(() -> !service.deliveries.isEmpty());
    worker.stop();
    assertThat(service.heartbeats.get(0).path("status").asString()).isEqualTo("online");
  }

  @Test
  void aWorkerThatTheServiceForgot_registersAgain() throws Exception {
    service.answer(404, to("/heartbeat"));
    RunningWorker worker = start(doing(this::untilAllowed), Duration.ofMillis(20), 0);
    await().until(() -> service.registrations.size() > 1);
    service.answerAsUsual();
    worker.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 409})
  void anAttemptTakenAway_isStopped_andNothingIsDelivered(int status) throws Exception {
    service.offer("job-1", 1, "slow", "{}");
    service.answer(status, to("/progress"));
    RunningWorker worker = start(doing(this::untilAllowed));
    await().until(() -> interrupted.getCount() == 0);
    worker.stop();
    assertThat(service.deliveries).isEmpty();
  }

  @Test
  void aStop_isHeardWhileAllSlotsAreBusy_nothingIsReported_andTheNextJobIsDone() throws Exception {
    service.offer("job-1", 1, "slow", "{}");
    RunningWorker worker = start(doing(this::untilAllowed));
    await().until(() -> service.polls() > 1);
    service.take("job-1", 1, "CANCELLED");

    await().atMost(Duration.ofSeconds(2)).until(() -> interrupted.getCount() == 0);
    mayFinish.countDown();
    service.offer("job-2", 1, "slow", "{}");
    await().until(() -> !service.booked.isEmpty());
    worker.stop();
    assertThat(service.booked).containsOnlyKeys("job-2#1");
    assertThat(service.refused).isEmpty();
  }

  @Test
  void aStopThatComesWithAHeartbeatOrAReport_isHeard_andTheOtherJobGoesOn() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    service.offer("job-1", 1, "slow", "1").offer("job-2", 1, "slow", "2");
    service.answer(503, request -> request.path().contains("/pending/") && both.getCount() == 0);
    RunningWorker worker =
        start(
            doing(
                (input, progress) -> {
                  both.countDown();
                  return untilAllowed(input, progress);
                }),
            Duration.ofMillis(20),
            2,
            0);
    both.await();
    service.take("job-1", 1, "TIMED_OUT");
    await().until(() -> interrupted.getCount() == 0);
    mayFinish.countDown();
    await().until(() -> !service.booked.isEmpty());
    service.answerAsUsual();
    worker.stop();
    assertThat(service.booked).containsOnlyKeys("job-2#1");
  }

  @Test
  void anAttemptThatFollowsTheOneTakenAway_isDone() throws Exception {
    service.offer("job-1", 1, "slow", "{}");
    RunningWorker worker = start(doing(this::untilAllowed));
    started.await();
    service.take("job-1", 1, "LOST");
    service.offer("job-1", 2, "slow", "{}");
    await().until(() -> interrupted.getCount() == 0);
    mayFinish.countDown();
    await().until(() -> !service.booked.isEmpty());
    worker.stop();
    assertThat(service.booked).containsOnlyKeys("job-1#2");
  }

  @Test
  void theNextJob_comesWithTheAnswerToTheResult_andShortJobsCostNoFurtherPoll() throws Exception {
    service.offer("job-1", 1, "echo", "1").offer("job-2", 1, "echo", "2");
    service.offerWithoutInput("job-3", 1, "echo", "3");
    start(doing((input, progress) -> input), Duration.ofSeconds(30), 3).tally();
    assertThat(service.deliveries)
        .extracting(delivery -> delivery.path("result").asInt())
        .containsExactly(1, 2, 3);
    assertThat(service.polls()).isEqualTo(1);
  }

  @Test
  void theAnswerToAFailure_bringsTheNextJob_too() throws Exception {
    service.offer("job-1", 1, "gpt-9", "1").offer("job-2", 1, "gpt-9", "2");
    start(Executors.of(List.of(), Duration.ofSeconds(1))::serving, Duration.ofSeconds(30), 2)
        .tally();
    assertThat(service.booked).hasSize(2);
    assertThat(service.polls()).isEqualTo(1);
  }

  @Test
  void ofSeveralSlots_eachEndBringsTheNextJob_butNoneThatRuns() throws Exception {
    for (int job = 1; job <= 200; job++) {
      service.offer("job-" + job, 1, "echo", String.valueOf(job));
    }
    FinishedJobs tally =
        start(doing((input, progress) -> input), Duration.ofSeconds(30), 4, 200).tally();
    assertThat(tally).hasToString("200 completed and 0 failed jobs");
    assertThat(service.booked).hasSize(200);
    assertThat(service.deliveries).hasSize(200);
  }

  @Test
  void aNextJobThatCannotBeFetched_isAskedForAgain_andTheResultIsDeliveredOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    service.offer("job-1", 1, "echo", "1").offerWithoutInput("job-2", 1, "echo", "2");
    service.answer(
        503, request -> to("/api/jobs/job-2").test(request) && asked.getAndIncrement() < 2);
    start(doing((input, progress) -> input), Duration.ofSeconds(30), 2).tally();
    assertThat(service.booked).hasSize(2);
    assertThat(service.deliveries).hasSize(2);
  }

  @Test
  void aFailure_isToldWithItsReason() throws Exception {
    service.offer("job-1", 1, "broken", "{}");
    Work.Skills skills =
        doing(
            (input, progress) -> {
              throw new WorkFailed("The cat sat on it");
            });
    assertThat(doOneJob(skills).failed()).isEqualTo(1);

    assertThat(service.deliveries.get(0).path("status").asString()).isEqualTo("failed");
    assertThat(service.deliveries.get(0).path("error").asString()).isEqualTo("The cat sat on it");
  }

  @Test
  void anExecutorThatBreaksDown_failsTheJob_andTheWorkerGoesOn() throws Exception {
    service.offer("job-1", 1, "broken", "{}").offer("job-2", 1, "echo", "{}");
    Work.Skills skills =
        type ->
            (input, progress) -> {
              if (type.equals("broken")) {
                throw new IllegalStateException("boom");
              }
              return input;
            };
    RunningWorker worker = start(skills, Duration.ofSeconds(30), 2);
    worker.tally();
    assertThat(service.booked.get("job-1#1").path("error").asString()).contains("boom");
    assertThat(service.booked.get("job-2#1").path("status").asString()).isEqualTo("completed");
  }

  @Test
  void aModelTypeNobodyServes_failsTheJob() throws Exception {
    service.offer("job-1", 1, "gpt-9", "{}");
    doOneJob(Executors.of(List.of(), Duration.ofSeconds(1))::serving);

    assertThat(service.deliveries.get(0).path("error").asString())
        .isEqualTo("This worker has no executor for model type gpt-9");
  }

  @Test
  void aServiceThatRestartsDuringAJob_getsTheResultOnce() throws Exception {
    service.offer("job-1", 1, "slow", "{}");
    RunningWorker worker = start(doing(this::untilAllowed));
    started.await();
    service.goAway();
    mayFinish.countDown();
    // Long enough for some tries in vain.
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    service.comeBack();
    // One that is stopped before its delivery is answered rightly delivers again.
    await().until(() -> service.isWaitedAt);
    worker.stop();
    assertThat(service.deliveries).hasSize(1);
    assertThat(service.givenBack).isEmpty();
  }

  @Test
  void aStoreThatIsAway_getsTheResultLater() throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    service.offer("job-1", 1, "echo", "{}");
    service.answer(503, to("/complete").and(request -> refusals.incrementAndGet() <= 3));
    doOneJob(doing((input, progress) -> input));

    assertThat(refusals.get()).isEqualTo(4);
    assertThat(service.deliveries).hasSize(1);
  }

  @Test
  void aResultThatTheServiceCannotRead_failsTheJob() throws Exception {
    service.offer("job-1", 1, "echo", "{}");
    service.answer(
        413,
        to("/complete")
            .and(request -> request.body().path("status").asString().equals("completed")));
    assertThat(doOneJob(doing((input, progress) -> input)).failed()).isEqualTo(1);

    assertThat(service.deliveries.get(0).path("error").asString())
        .isEqualTo("The service refused the result: No, for a reason (HTTP 413)");
  }

  @Test
  void manyReportsAtOnce_becomeAFew_andTheLastIsAlwaysSent() throws Exception {
    service.offer("job-1", 1, "fast", "{}");
    doOneJob(
        doing(
            (input, progress) -> {
              for (int percent = 0; percent <= 100; percent++) {
                progress.report(percent, "At " + percent);
                progress.log("INFO", "Line " + percent);
              }
              return input;
            }));

    assertThat(service.progress).hasSizeLessThan(6);
    JsonNode last = service.progress.get(service.progress.size() - 1);
    assertThat(last.path("progress").asInt()).isEqualTo(100);
    assertThat(last.path("currentOperation").asString()).isEqualTo("At 100");
    assertThat(service.progress.stream().mapToInt(report -> report.path("logLines").size()).sum())
        .isEqualTo(101);
  }

  @Test
  void jobsRunSideBySide_asManyAsThereAreSlots() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    JobExecutor executor =
        (input, progress) -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          three.countDown();
          try {
            return untilAllowed(input, progress);
          } finally {
            atOnce.decrementAndGet();
          }
        };
    service.offer("job-1", 1, "slow", "1").offer("job-2", 1, "slow", "2");
    RunningWorker worker = start(doing(executor), Duration.ofMillis(20), 3, 7);
    // The third comes while two are running, and the fourth finds no slot.
    await().until(() -> three.getCount() == 1);
    service.offer("job-3", 1, "slow", "3").offer("job-4", 1, "slow", "4");
    three.await();
    service.offer("job-5", 2, "slow", "5").offer("job-6", 1, "slow", "6");
    service.offer("job-7", 1, "slow", "7").offer("job-8", 1, "slow", "8");
    await().until(() -> !service.heartbeats.isEmpty());
    mayFinish.countDown();
    FinishedJobs tally = worker.tally();

    assertThat(tally).hasToString("7 completed and 0 failed jobs");
    assertThat(most.get()).isEqualTo(3);
    assertThat(service.booked).hasSize(7).containsKey("job-5#2").doesNotContainKey("job-8#1");
    service.booked.forEach(
        (attempt, delivery) ->
            assertThat(attempt).startsWith("job-" + delivery.path("result").asInt() + "#"));
    assertThat(service.deliveries).hasSize(7);
    assertThat(service.heartbeats)
        .extracting(beat -> beat.path("currentJob").asString(""))
        .contains("job-1");
    assertThat(service.givenBack).containsExactly("job-8");
  }

  @Test
  void nearItsLimit_itOffersOnlyTheSlotsThatItWillStillUse() throws Exception {
    service.offer("job-1", 1, "slow", "1").offer("job-2", 1, "fast", "2");
    Work.Skills skills =
        type -> type.equals("slow") ? this::untilAllowed : (input, progress) -> input;
    RunningWorker worker = start(skills, Duration.ofSeconds(30), 2, 2);
    await().until(() -> service.registrations.size() == 2);
    mayFinish.countDown();
    worker.tally();
    assertThat(service.registrations)
        .extracting(registration -> registration.path("slots").asInt())
        .containsExactly(2, 1);
  }

  @Test
  void oneAttemptTakenAway_leavesTheOthersAtWork() throws Exception {
    service.offer("job-1", 1, "slow", "1").offer("job-2", 1, "slow", "2");
    service.answer(409, to("/jobs/job-1/progress").or(to("/jobs/job-1/complete")));
    RunningWorker worker = start(doing(this::untilAllowed), Duration.ofSeconds(30), 2, 0);
    await().until(() -> interrupted.getCount() == 0);
    mayFinish.countDown();
    await().until(() -> !service.booked.isEmpty());
    worker.stop();
    assertThat(service.booked).containsOnlyKeys("job-2#1");
  }

  @Test
  void reportsThatComeWhileOneIsUnderWay_goTogether_andEachIsAnsweredByItself() throws Exception {
    CountDownLatch all = new CountDownLatch(4);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    for (int job = 1; job <= 4; job++) {
      service.offer("job-" + job, 1, "slow", String.valueOf(job));
    }
    service.answer(
        409,
        request ->
            request.path().endsWith("/progress")
                && request.body().path("jobId").asString("").equals("job-3"));
    service.answer(503, to("/progress").and(request -> isHeldBack(request, mayAnswer)));
    RunningWorker worker =
        start(
            doing(
                (input, progress) -> {
                  all.countDown();
                  return untilAllowed(input, progress);
                }),
            Duration.ofSeconds(30),
            4,
            0);
    all.await();
    mayAnswer.countDown();
    await().until(() -> interrupted.getCount() == 0 || !service.bulks.isEmpty());
    mayFinish.countDown();
    await().until(() -> service.booked.size() >= 3);
    worker.stop();

    assertThat(service.bulks).isNotEmpty();
    assertThat(service.bulks)
        .allSatisfy(bulk -> assertThat(bulk.path("reports").size()).isBetween(2, 4));
    assertThat(service.booked).containsKeys("job-1#1", "job-2#1", "job-4#1");
  }

  /** Holds the first report back until the others wait. */
  private static boolean isHeldBack(Service.Request request, CountDownLatch mayAnswer) {
    try {
      mayAnswer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Test
  void aServiceThatOffersWhatWasDone_isNotAskedInALoop() throws Exception {
    service.offer("job-1", 1, "echo", "1");
    RunningWorker worker = start(doing((input, progress) -> input));
    await().until(() -> service.booked.size() == 1);
    service.offer("job-1", 1, "echo", "1");
    int before = service.polls();
    // Long enough for many requests.
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    worker.stop();
    assertThat(service.polls()).isLessThan(before + 5);
    assertThat(service.progress).hasSize(1);
  }

  @Test
  void stopping_stopsAllJobs_andGivesThemBack() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    service.offer("job-1", 1, "slow", "{}").offer("job-2", 1, "slow", "{}");
    RunningWorker worker =
        start(
            doing(
                (input, progress) -> {
                  both.countDown();
                  return untilAllowed(input, progress);
                }),
            Duration.ofSeconds(30),
            2,
            0);
    both.await();
    worker.stop();
    assertThat(service.givenBack).containsExactly("job-1", "job-2");
    assertThat(service.deliveries).isEmpty();
  }

  @Test
  void aWorkerThatIsNoLongerLetIn_asAJobIsTold_endsAtOnce() throws Exception {
    service.offer("job-1", 1, "slow", "{}");
    service.answer(401, to("/progress"));
    RunningWorker worker = start(doing(this::untilAllowed), Duration.ofSeconds(30), 2, 0);
    assertThatThrownBy(worker::tally).cause().isInstanceOf(Refused.class);
  }

  @Test
  void stopping_stopsTheWork_andGivesTheJobBack() throws Exception {
    service.offer("job-1", 1, "slow", "{}");
    RunningWorker worker = start(doing(this::untilAllowed));
    started.await();
    worker.stop();
    assertThat(interrupted.getCount()).isZero();
    assertThat(service.givenBack).containsExactly("job-1");
    assertThat(service.deliveries).isEmpty();
  }

  @Test
  void workThatIsDoneWhenStopping_isDelivered() throws Exception {
    service.offer("job-1", 1, "echo", "{}");
    CountDownLatch refused = new CountDownLatch(1);
    service.answerComeBackIn(
        60,
        to("/complete")
            .and(
                request -> {
                  refused.countDown();
                  return true;
                }));
    RunningWorker worker = start(doing((input, progress) -> input));
    refused.await();
    service.answerAsUsual();
    worker.stop();
    assertThat(service.booked).containsOnlyKeys("job-1#1");
    assertThat(service.givenBack).isEmpty();
  }

  @Test
  void anIdleWorkerThatStops_saysFarewell() throws Exception {
    RunningWorker worker = start(doing(this::untilAllowed));
    await().until(() -> !service.registrations.isEmpty());
    worker.stop();
    assertThat(service.heartbeats)
        .singleElement()
        .matches(beat -> beat.path("status").asString().equals("offline"));
  }

  @Test
  void aWorkerThatIsNotLetIn_endsWithTheReason() throws Exception {
    service.answer(401, to("/register"));
    RunningWorker worker = start(doing(this::untilAllowed));
    assertThatThrownBy(worker::tally)
        .cause()
        .isInstanceOf(Refused.class)
        .hasMessage("No, for a reason (HTTP 401)");
    worker.stop();
  }

  private RunningWorker start(Work.Skills skills) {
    return start(skills, Duration.ofSeconds(30), 0);
  }

  private RunningWorker start(Work.Skills skills, Duration heartbeatInterval, int jobLimit) {
    return start(skills, heartbeatInterval, 1, jobLimit);
  }

  private RunningWorker start(
      Work.Skills skills, Duration heartbeatInterval, int slots, int jobLimit) {
    RunningWorker worker = RunningWorker.at(service, skills, heartbeatInterval, slots, jobLimit);
    running.add(worker);
    return worker;
  }

  private FinishedJobs doOneJob(Work.Skills skills) throws Exception {
    RunningWorker worker = start(skills, Duration.ofSeconds(30), 1);
    return worker.tally();
  }

  private static Work.Skills doing(JobExecutor executor) {
    return modelType -> executor;
  }

  private JsonNode untilAllowed(JsonNode input, ProgressReporter progress)
      throws InterruptedException {
    started.countDown();
    try {
      mayFinish.await();
      return input;
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }
}
