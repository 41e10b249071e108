package io.qubix.command.matching;

import static io.qubix.command.matching.BookFixture.match;
import static io.qubix.command.matching.Market.assigned;
import static io.qubix.command.matching.Market.completed;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.job;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.reserved;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.Rejection;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.event.JobProgressed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new job and the book of the node that creates it. Worker 1 is cheaper than worker 2. */
class SharedBookTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Told told = new Told();
  private final BookFixture market = new BookFixture();
  private final SharedBook shared = new SharedBook(told, new MatchingMeters(registry));
  private final List<String> assignments = new ArrayList<>();
  private UnitOfWork<?> creation;

  @BeforeEach
  void share() {
    market.given(registered(1, "1"), registered(2, "2")).matched();
    told.tell(2, registered(2, "2"));
    shared.share(market.book);
    creation = DefaultUnitOfWork.startAndGet(null);
  }

  @AfterEach
  void end() {
    if (creation.isActive()) {
      creation.commit();
    }
  }

  @Test
  void aNewJobGoesToTheBest_theNextToTheNext_theThirdWaits() {
    make(1);
    make(2);
    make(3);

    assertThat(assignments).containsExactly("job 1 → worker-1", "job 2 → worker-2");
    creation.commit();
    assertThat(registry.counter("qubix.matching.matches").count()).isEqualTo(2);
  }

  @Test
  void whatTheLogTellsOfThemLater_isNoNews() {
    make(1);

    market.given(created(1)).expect();
    market.given(reserved(worker(1), job(1), 1), assigned(job(1), 1, worker(1))).expect();
    market.given(completed(worker(1), job(1), 1, second(9)), created(2)).expect(match(2, 1));
  }

  @Test
  void nobodyIsOffered_whileNoBookIsShared() {
    shared.withdraw();
    make(1);

    assertThat(assignments).isEmpty();
  }

  @Test
  void nobodyIsOffered_whileTheBookLacksAnEventThatCouldChangeIt() {
    told.tell(3, registered(3, "0.5"));
    make(1);
    assertThat(assignments).isEmpty();

    market.given(registered(3, "0.5")).matched();
    make(1);
    assertThat(assignments).isEmpty();

    shared.share(market.book);
    make(1);
    assertThat(assignments).containsExactly("job 1 → worker-3");
  }

  @Test
  void nobodyIsOffered_beforeTheFirstEventWasHeardOf_forTheBookMayLackOlderOnes() {
    SharedBook started = new SharedBook(new Told(), new MatchingMeters(registry));
    started.share(market.book);

    assertThat(started.current()).isNull();
  }

  @Test
  void anEventThatCannotChangeTheBook_isNotWaitedFor() {
    told.tell(3, new JobProgressed(job(9), 1, worker(9), 50, null, null, null, second(1)));
    make(1);

    assertThat(assignments).containsExactly("job 1 → worker-1");
  }

  @Test
  void nobodyIsOffered_whileCommittedEventsAreUntold() {
    told.all = false;
    make(1);

    assertThat(assignments).isEmpty();
  }

  @Test
  void nobodyIsOffered_beforeWhatTheBookHoldsIsMatched() {
    market.given(created(1));
    make(2);
    assertThat(assignments).isEmpty();

    market.expect(match(1, 1));
    make(2);
    assertThat(assignments).containsExactly("job 2 → worker-2");
  }

  @Test
  void aProviderThatRefuses_isLeftToTheMatcher() {
    refuse(1, new Rejection.ProviderNotFree("taken"));

    market.given(created(1)).expect(match(1, 1));
    assertThat(registry.counter("qubix.matching.refusals", "by", "provider").count()).isEqualTo(1);
  }

  @Test
  void whatIsNoRefusal_failsTheCreation_andItsProviderIsFree() {
    Rejection away = new Rejection.Unavailable("away", Duration.ofSeconds(1));
    assertThatThrownBy(() -> refuse(1, away)).isSameAs(away);
    market.matched();
    IllegalStateException broken = new IllegalStateException("broken");
    assertThatThrownBy(() -> refuse(1, broken)).isSameAs(broken);

    market.given(created(2)).expect(match(2, 1));
  }

  @Test
  void aCreationThatFailsLater_leavesItsProviderFree() {
    make(1);
    creation.rollback();

    market.given(created(2)).expect(match(2, 1));
    assertThat(registry.counter("qubix.matching.matches").count()).isZero();
  }

  @Test
  void aCreationThatFails_butIsInTheLog_takesItsProvider() {
    make(1);
    market.given(created(1), reserved(worker(1), job(1), 1));
    creation.rollback();

    market.given(assigned(job(1), 1, worker(1))).expect();
    market.given(completed(worker(1), job(1), 1, second(9)), created(2)).expect(match(2, 1));
  }

  private void make(int number) {
    shared.make(created(number), command -> assignments.add(shown(number, command)));
  }

  private void refuse(int number, RuntimeException refusal) {
    shared.make(
        created(number),
        command -> {
          throw refusal;
        });
  }

  private static String shown(int number, AssignJob command) {
    assertThat(command.jobId()).isEqualTo(job(number));
    assertThat(command.attempt()).isEqualTo(1);
    return "job " + number + " → " + command.provider().workerId().value();
  }
}
