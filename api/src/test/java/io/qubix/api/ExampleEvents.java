package io.qubix.api;

import io.qubix.api.act.DeadLetterRetried;
import io.qubix.api.act.RebuildOrdered;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.Effort;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.WorkTime;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCompletedBuilder;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.key.KeyHash;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeyIssued;
import io.qubix.api.key.KeyRevoked;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.Scope;
import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderAvailabilityChanged;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.provider.event.ProviderCoolingDown;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderRegisteredBuilder;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An example of each event: of one job, one provider and one user. */
public final class ExampleEvents {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final JobId JOB =
      new JobId(UUID.fromString("0198f000-0000-7000-8000-000000000001"));
  private static final JobId OTHER =
      new JobId(UUID.fromString("0198f000-0000-7000-8000-000000000003"));
  private static final UUID PROVIDER = UUID.fromString("0198f000-0000-7000-8000-000000000002");
  private static final WorkerId WORKER = new WorkerId("w-1");
  private static final QubicAddress ALICE = new QubicAddress("ALICE");
  private static final KeyId KEY = new KeyId("k3yOfAlice00");
  private static final Caller OPERATOR =
      new Caller(Role.OPERATOR, null, "0perat0rKey0", "first key");
  private static final QubicAddress BOB = new QubicAddress("BOB");
  private static final Money PRICE = Money.of("0.5");

  private ExampleEvents() {}

  public static List<Event> all() {
    JsonNode input = JsonMapper.shared().readTree("{\"prompt\": \"Hi\"}");
    return List.of(
        new JobCreated(
            JOB,
            ALICE,
            "llama",
            2.5,
            input,
            Money.of("1"),
            new Requirements("4090", 16.0, 32.0, "EU"),
            null,
            Money.of("2.5"),
            "hash",
            AT),
        new JobAssigned(
            JOB,
            1,
            new ProviderTerms(PROVIDER, WORKER, BOB, "Bob's", "RTX 4090", PRICE),
            new DecisionReceipt(
                "cheapest-then-idle/1",
                2,
                List.of(
                    new DecisionReceipt.Candidate(
                        WORKER, Map.of("pricePerHour", PRICE, "totalJobs", 3L, "idleSince", AT))),
                Map.of(DecisionReceipt.Reason.VRAM, 1),
                List.of(
                    new DecisionReceipt.LeftOut(
                        new WorkerId("w-2"), DecisionReceipt.Reason.VRAM, null))),
            AT),
        new JobLeftWaiting(JOB, 1, AT, AT),
        new JobStarted(JOB, 1, WORKER, AT),
        new JobProgressed(JOB, 1, WORKER, 40, "Generating", 12.5, Money.of("0.001"), AT),
        new JobCompleted(
            JOB,
            1,
            ALICE,
            WORKER,
            BOB,
            PRICE,
            Duration.ofMillis(3_600_500),
            Money.of("0.500069"),
            null,
            input,
            AT),
        new JobAttemptFailed(
            JOB, 1, WORKER, FailureCause.REPORTED, "Out of memory", true, null, null, AT),
        new JobRequeued(JOB, 2, List.of(WORKER), null, AT),
        new JobFailed(JOB, 4, "Out of memory", AT),
        new JobCancelled(JOB, 1, WORKER, ALICE, "Too slow", AT),
        new JobAssignmentTimedOut(JOB, 1, AT, AT.plusSeconds(30)),
        new ProviderRegistered(
            WORKER,
            PROVIDER,
            BOB,
            "Bob's",
            ProviderType.NATIVE,
            new Hardware("RTX 4090", 24.0, 8, "EPYC", 16, 64.0),
            8,
            new Serving(List.of("llama-3-70b", "whisper"), Map.of("tier", "gold")),
            "EU",
            PRICE,
            AT,
            AT),
        new ProviderReserved(WORKER, JOB, 1, AT),
        new ProviderReleased(WORKER, JOB, 1, AttemptEnd.COMPLETED, Money.of("0.500069"), AT),
        new ProviderChanged(WORKER, "Bob's", "EU", PRICE, true, false, AT),
        new ProviderWentOnline(WORKER, AT),
        new ProviderWentOffline(
            WORKER, OfflineReason.SILENT, JOB, 1, List.of(new Hold(OTHER, 2)), AT),
        new ProviderCoolingDown(WORKER, 3, AT.plusSeconds(30), AT),
        new ProviderCooledDown(WORKER, true, AT),
        new ProviderAvailabilityChanged(WORKER, Availability.DRAINING, AT.plusSeconds(3_600), AT),
        new ProviderDeregistered(WORKER, AT),
        new MarketSwitched(MarketState.PAUSED, "New cables", AT),
        new UserRenamed(ALICE, "alice", AT),
        new KeyIssued(
            KEY,
            new KeyHash("00ff".repeat(16)),
            new KeyTerms(
                Role.CONSUMER,
                ALICE.value(),
                "Alice's laptop",
                Set.of(Scope.READ, Scope.WRITE),
                AT.plusSeconds(86_400)),
            OPERATOR,
            AT),
        new KeyRevoked(KEY, OPERATOR, AT),
        new RebuildOrdered("ledger", AT),
        new DeadLetterRetried("9f3c", AT));
  }

  /** Returns events with all members that a revision got later; older ones lack them. */
  public static List<Event> grown() {
    return List.of(
        JobCreatedBuilder.builder(of(JobCreated.class))
            .requirements(
                new Requirements(
                    "4090",
                    16.0,
                    4,
                    32,
                    32.0,
                    "EU",
                    Map.of("tier", "gold"),
                    List.of(WORKER, new WorkerId("w-2")),
                    List.of(new WorkerId("w-3"))))
            .terms(
                new JobTerms(
                    3_600,
                    60,
                    AT.plusSeconds(10),
                    AT.plusSeconds(7_200),
                    Money.of("5"),
                    new JobTerms.Retry(5, List.of(0, 2, 8)),
                    7,
                    Map.of("team", "vision"),
                    new JobId(UUID.fromString("0198f000-0000-7000-8000-000000000003"))))
            .build(),
        JobCompletedBuilder.builder(of(JobCompleted.class))
            .time(new WorkTime(Duration.ofSeconds(7_200), Duration.ofMillis(3_600_500)))
            .build(),
        assignedInTurn(),
        new ProviderReleased(WORKER, JOB, 1, AttemptEnd.FAILED, Money.ZERO, true, null, null, AT),
        ProviderRegisteredBuilder.builder(of(ProviderRegistered.class))
            .session("0198f000-0000-7000-8000-000000000004")
            .build());
  }

  /** Returns events with all members that a revision got after those of {@link #grown}. */
  public static List<Event> grownAgain() {
    WorkTime time = new WorkTime(Duration.ofSeconds(7_200), Duration.ofMillis(3_600_500));
    return List.of(
        assignedForTrial(),
        new ProviderReleased(
            WORKER,
            JOB,
            1,
            AttemptEnd.FAILED,
            Money.ZERO,
            true,
            FailureCause.REPORTED,
            new Effort(Duration.ofHours(1), time),
            AT));
  }

  private static JobAssigned assignedInTurn() {
    JobAssigned first = of(JobAssigned.class);
    DecisionReceipt receipt = first.receipt();
    return new JobAssigned(
        first.jobId(),
        first.attempt(),
        first.provider(),
        new DecisionReceipt(
            receipt.policy(),
            receipt.considered(),
            receipt.best(),
            Map.of(DecisionReceipt.Reason.COOLING_DOWN, 1),
            List.of(
                new DecisionReceipt.LeftOut(
                    new WorkerId("w-2"), DecisionReceipt.Reason.COOLING_DOWN, AT.plusSeconds(30))),
            new DecisionReceipt.Turn("fair/1", 5, 2, AT)),
        first.assignedAt());
  }

  private static JobAssigned assignedForTrial() {
    JobAssigned first = of(JobAssigned.class);
    DecisionReceipt receipt = first.receipt();
    return new JobAssigned(
        first.jobId(),
        first.attempt(),
        first.provider(),
        new DecisionReceipt(
            "reliable/1",
            receipt.considered(),
            List.of(
                new DecisionReceipt.Candidate(
                    WORKER,
                    Map.of(
                        "onProbation",
                        1L,
                        "priceOfSuccess",
                        Money.of("1"),
                        "failuresOfThousand",
                        500L,
                        "idleSince",
                        AT))),
            Map.of(),
            List.of(),
            new DecisionReceipt.Turn("oldest/1", 5, null, null),
            true),
        first.assignedAt());
  }

  /** Returns the example of a class. */
  public static <E extends Event> E of(Class<E> type) {
    return all().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}
