package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.TestDatabase;
import io.qubix.api.lease.Sessions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two machines with one worker id, on two nodes: the later registration has the id. */
class SessionsTest {

  private static Server first;
  private static Server second;
  private static Api a;
  private static Api b;

  @BeforeAll
  static void start() {
    String database = TestDatabase.url();
    first = Server.on(database);
    second = Server.on(database);
    a = first.api();
    b = second.api();
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  @Test
  void eachCallOfTheEarlierMachine_isRefused_andTheJobIsDoneOnce() {
    String earlier = a.register("twin", 0.2).text("session");
    String job = a.create("ALICE", ", \"maxPrice\": 0.2").text("job.id");
    a.post("/api/jobs/" + job + "/progress", report("twin", earlier, "'progress': 10")).expect(200);
    assertThat(poll(a, "twin", earlier).expect(200).body()).hasSize(1);

    String later = a.register("twin", 0.2).text("session");

    assertThat(later).isNotEqualTo(earlier);
    for (Answer refused : callsOf("twin", job, earlier)) {
      assertThat(refused.expect(409).text("detail")).contains("in use elsewhere");
    }
    Answer bulk = a.post("/api/jobs/reports", bulk(job, "twin", earlier)).expect(200);
    assertThat(bulk.at("results.0.status").asInt()).isEqualTo(409);
    assertThat(bulk.text("results.0.error")).contains("in use elsewhere");
    assertThat(a.job(job).at("progress").asInt()).isEqualTo(10);
    assertThat(a.get("/api/providers/twin").at("isOnline").asBoolean()).isTrue();

    assertThat(poll(b, "twin", later).expect(200).text("0.id")).isEqualTo(job);
    b.post("/api/providers/twin/heartbeat", report("twin", later, "'status': 'online'"))
        .expect(200);
    b.post("/api/jobs/" + job + "/complete", completed("twin", later)).expect(200);
    assertThat(a.job(job).at("attempts")).hasSize(1);
    assertThat(a.get("/api/providers/twin").at("totalJobs").asInt()).isEqualTo(1);
    leave("twin");
  }

  @Test
  void anotherNode_refusesTheEarlierMachineSoon_andNeverTheLater() {
    String session = a.register("twin-2", 0.3).text("session");
    for (int i = 0; i < 20; i++) {
      Api one = i % 2 == 0 ? a : b;
      Api other = i % 2 == 0 ? b : a;
      String earlier = session;
      beat(other, "twin-2", earlier).expect(200);
      session = one.register("twin-2", 0.3).text("session");
      beat(other, "twin-2", session).expect(200);
      poll(other, "twin-2", session).expect(200);
      // From the first call on that it hears of, it stays so.
      await().until(() -> beat(other, "twin-2", earlier).status() == 409);
      beat(other, "twin-2", earlier).expect(409);
      beat(one, "twin-2", earlier).expect(409);
      beat(other, "twin-2", session).expect(200);
    }
    leave("twin-2");
  }

  @Test
  void aWaitingPollOfTheEarlierMachine_endsAtTheTakeover_andGetsNoJob() {
    String earlier = a.register("twin-3", 0.4).text("session");
    List<CompletableFuture<Answer>> polls =
        List.of(
            b.getLater("/api/jobs/pending/twin-3?wait=60", Sessions.HEADER, earlier),
            b.getLater("/api/jobs/pending/twin-3?wait=60&details=true", Sessions.HEADER, earlier),
            b.getLater("/api/jobs/pending?workers=twin-3&wait=60", Sessions.HEADER, earlier));
    CompletableFuture<Answer> unchecked = b.getLater("/api/jobs/pending/twin-3?wait=60");
    await()
        .until(() -> second.get(MeterRegistry.class).get("qubix.polls.held").gauge().value() == 4);

    String later = a.register("twin-3", 0.4).text("session");

    for (CompletableFuture<Answer> poll : polls) {
      Answer ended = poll.orTimeout(20, TimeUnit.SECONDS).join().expect(409);
      assertThat(ended.text("detail")).contains("in use elsewhere");
    }
    assertThat(unchecked).isNotDone();
    String job = a.create("ALICE", ", \"maxPrice\": 0.4").text("job.id");
    assertThat(unchecked.join().expect(200).text("0.id")).isEqualTo(job);
    assertThat(poll(b, "twin-3", later).text("0.id")).isEqualTo(job);
    b.complete(job, "twin-3", 1).expect(200);
    leave("twin-3");
  }

  @Test
  void theHolder_registersAgainUnderItsSession_alsoAfterItLeftForGood() {
    String session = a.register("keeper", 0.5).text("session");
    CompletableFuture<Answer> poll =
        b.getLater("/api/jobs/pending/keeper?wait=2", Sessions.HEADER, session);
    Answer again = register(b, "keeper", session, 0.6);
    assertThat(again.expect(200).text("session")).isEqualTo(session);
    assertThat(poll.join().expect(200).body()).isEmpty();

    String other = a.register("keeper", 0.6).text("session");
    assertThat(register(b, "keeper", session, 0.6).expect(409).text("detail"))
        .contains("in use elsewhere");

    a.delete("/api/providers/keeper").expect(200);
    beat(b, "keeper", other).expect(404);
    String anew = register(b, "keeper", other, 0.6).expect(200).text("session");
    beat(a, "keeper", anew).expect(200);
    leave("keeper");
  }

  @Test
  void aRequestForSeveralWorkers_namesASessionForEach() {
    String one = a.register("rig-1", 0.7).text("session");
    String two = a.register("rig-2", 0.7).text("session");
    String path = "/api/jobs/pending?workers=rig-1,rig-2";
    a.get(path, Sessions.HEADER, one + "," + two).expect(200);
    a.get(path, Sessions.HEADER, one + ",").expect(200);
    a.get(path, Sessions.HEADER, two + "," + one).expect(409);
    a.get(path, Sessions.HEADER, one).expect(400);
    leave("rig-1");
    leave("rig-2");
  }

  @Test
  void theReferenceWorker_endsWithASentence_whenAnotherTakesItsId(
      @TempDir Path folder, @TempDir Path other) throws Exception {
    Path slow = RealWorker.program(folder, "slow", "sleep 30; echo '{}'\n");
    Path quick = RealWorker.program(folder, "quick", "echo '{\"by\": \"later\"}'\n");
    try (RealWorker earlier = worker(first, folder, slow)) {
      await().until(() -> a.get("/api/providers/copied").status() == 200);
      String job = copied(a);
      await().until(() -> a.job(job).text("status").equals("RUNNING"));
      try (RealWorker later = worker(second, other, quick)) {
        assertThat(earlier.process().onExit().get(30, TimeUnit.SECONDS).exitValue()).isEqualTo(3);
        assertThat(folder.resolve("copied.log")).content().contains("in use elsewhere");
        await().until(() -> a.job(job).text("status").equals("COMPLETED"));
        assertThat(a.job(job).text("result.by")).isEqualTo("later");
        assertThat(a.job(job).at("attempts")).hasSize(1);
        assertThat(a.get("/api/providers/copied").at("isOnline").asBoolean()).isTrue();
        later.kill();
      }
      // Nothing keeps the machine that was switched off from coming back.
      try (RealWorker back = worker(first, other, quick)) {
        String next = copied(b);
        await().until(() -> a.job(next).text("status").equals("COMPLETED"));
        assertThat(back.process().isAlive()).isTrue();
      }
    }
    leave("copied");
  }

  private static RealWorker worker(Server server, Path folder, Path program) {
    return RealWorker.at(
        server.uri(), folder, "copied", "--price=0.1", "--command=llama=" + program);
  }

  private static String copied(Api api) {
    return api.create("ALICE", ", \"maxPrice\": 0.1").text("job.id");
  }

  private static List<Answer> callsOf(String worker, String job, String session) {
    String progress = "/api/jobs/" + job + "/progress";
    String complete = "/api/jobs/" + job + "/complete";
    String heartbeat = "/api/providers/" + worker + "/heartbeat";
    String availability = "/api/providers/" + worker + "/availability";
    String bare = "{\"workerId\": \"%s\", \"progress\": 20}".formatted(worker);
    return List.of(
        beat(a, worker, session),
        a.post(heartbeat, report(worker, session, "'status': 'offline'")),
        a.post(heartbeat, "{\"status\": \"offline\"}", Sessions.HEADER, session),
        a.put(availability, report(worker, session, "'state': 'draining'")),
        a.post(progress, report(worker, session, "'progress': 20")),
        a.post(progress, bare, Sessions.HEADER, session),
        a.post(complete, completed(worker, session)),
        a.post(complete + "?next=1", completed(worker, session)),
        a.post(complete, Api.completed(worker, 1), Sessions.HEADER, session),
        poll(a, worker, session),
        a.get("/api/jobs/pending/" + worker + "?details=true", Sessions.HEADER, session),
        a.get("/api/jobs/pending?workers=" + worker, Sessions.HEADER, session));
  }

  private static Answer register(Api api, String worker, String session, double price) {
    return api.post(
        "/api/providers/register",
        report(
            worker, session, "'qubicAddress': 'OWNER-" + worker + "', 'pricePerHour': " + price));
  }

  private static Answer beat(Api api, String worker, String session) {
    return api.post(
        "/api/providers/" + worker + "/heartbeat", report(worker, session, "'status': 'online'"));
  }

  private static Answer poll(Api api, String worker, String session) {
    return api.get("/api/jobs/pending/" + worker, Sessions.HEADER, session);
  }

  private static String completed(String worker, String session) {
    return report(
        worker,
        session,
        "'status': 'completed', 'result': {}, 'metrics': {'processingTimeSeconds': 1}");
  }

  private static String bulk(String job, String worker, String session) {
    return "{\"reports\": ["
        + report(worker, session, "'jobId': '" + job + "', 'progress': 30")
        + "]}";
  }

  private static String report(String worker, String session, String more) {
    return "{'workerId': '%s', 'session': '%s', %s}"
        .formatted(worker, session, more)
        .replace('\'', '"');
  }

  private static void leave(String worker) {
    a.heartbeat(worker, "offline").expect(200);
  }
}
