package io.qubix.command.job;

import static io.qubix.command.job.JobStory.CONSUMER;
import static io.qubix.command.job.JobStory.CREATED;
import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.PRICE;
import static io.qubix.command.job.JobStory.RECEIPT;
import static io.qubix.command.job.JobStory.create;
import static io.qubix.command.job.JobStory.createOnce;
import static io.qubix.command.job.JobStory.creation;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ReserveProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class JobCreationTest {

  private static final JobCreated CREATION = creation(null);
  private static final JobAssigned ASSIGNMENT =
      new JobAssigned(JOB, 1, terms("ann", PRICE), RECEIPT, CREATED);

  @Test
  void aNewJob_isCreatedAsAskedFor() {
    given().when(create()).expectEvents(CREATION).expectResultMessagePayload(CREATION);
  }

  @Test
  void aNewJobThatAProviderTakes_isAssignedAlong() {
    JobStory story = given().offeredTo("ann");
    story.when(create()).expectEvents(CREATION, ASSIGNMENT).expectResultMessagePayload(CREATION);
    assertThat(story.nested)
        .containsExactly(new ReserveProvider(new WorkerId("ann"), JOB, 1, PRICE));
  }

  @Test
  void aNewJobWhoseProviderIsTaken_isCreatedAllTheSame() {
    given()
        .offeredTo("ann")
        .providerIsTaken()
        .when(create())
        .expectEvents(CREATION)
        .expectResultMessagePayload(CREATION);
  }

  @Test
  void aNewJobWithAKey_isAssignedAlongToo() {
    given().offeredTo("ann").when(createOnce("body")).expectEvents(creation("body"), ASSIGNMENT);
  }

  @Test
  void theSameRequestWithItsKeyAgain_createsNothing() {
    given()
        .createdWithKeyFor("body")
        .offeredTo("ann")
        .when(createOnce("body"))
        .expectNoEvents()
        .expectResultMessagePayload(Optional.empty());
  }

  @Test
  void aRepeatOfWhatAnEarlierReleaseTook_createsNothing() {
    given()
        .createdWithKeyFor("earlier body")
        .when(createOnce("body"))
        .expectNoEvents()
        .expectResultMessagePayload(Optional.empty());
  }

  @Test
  void theKeyWithAnotherBody_isRefused() {
    given()
        .createdWithKeyFor("body")
        .when(createOnce("another"))
        .expectNoEvents()
        .expectException(Rejection.KeyReused.class);
  }

  @Test
  void theSameRequestWithItsKey_isStillARepeatWhenTheJobIsOver() {
    given()
        .createdWithKeyFor("body")
        .assignedTo("ann")
        .cancelled()
        .when(createOnce("body"))
        .expectNoEvents()
        .expectResultMessagePayload(Optional.empty());
  }

  @Test
  void whatTheOperatorSetsForPriceAndCharge_isKeptInTheEvent() {
    given(bounded("3", "50"))
        .when(create())
        .expectEvents(
            JobCreatedBuilder.builder(CREATION)
                .maxPrice(Money.of("3"))
                .estimatedCost(Money.of("6"))
                .terms(
                    JobTermsBuilder.builder(CREATION.terms()).maxTotalCost(Money.of("50")).build())
                .build());
  }

  @Test
  void aJobThatMayCostMoreThanAnyJob_isRefused() {
    CreateJob asked = create();
    given(bounded("3", "50"))
        .when(
            new CreateJob(
                JOB,
                CONSUMER,
                asked.modelType(),
                asked.computeNeeded(),
                asked.inputData(),
                null,
                null,
                JobTermsBuilder.builder(JobTerms.NONE).maxTotalCost(Money.of("50.000001")).build()))
        .expectNoEvents()
        .expectException(Rejection.Invalid.class);
  }

  @Test
  void anEstimateBeyondTheBooksAtTheOperatorsPrice_isRefused() {
    CreateJob asked = create();
    given(bounded("1000000000", null))
        .when(
            new CreateJob(
                JOB,
                CONSUMER,
                asked.modelType(),
                1_000_000,
                asked.inputData(),
                null,
                null,
                JobTerms.NONE))
        .expectNoEvents()
        .expectException(Rejection.Invalid.class);
  }

  private static JobSettings bounded(String maxPrice, @Nullable String maxCharge) {
    return new JobSettings(
        JobSettings.USUAL.attemptTimeout(),
        JobSettings.USUAL.longestAttempt(),
        JobSettings.USUAL.backoffSeconds(),
        Money.of(maxPrice),
        maxCharge == null ? null : Money.of(maxCharge));
  }

  @Test
  void anEstimateBeyondTheBooks_isRefused() {
    given()
        .when(
            new CreateJob(
                JOB,
                CONSUMER,
                "llama",
                1_000_000,
                JsonNodeFactory.instance.objectNode(),
                Money.of("1000000000"),
                null,
                JobTerms.NONE))
        .expectNoEvents()
        .expectException(Rejection.Invalid.class);
  }
}
