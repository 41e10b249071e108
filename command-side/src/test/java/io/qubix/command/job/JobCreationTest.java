package io.qubix.command.job;

import static io.qubix.command.job.JobStory.CONSUMER;
import static io.qubix.command.job.JobStory.CREATED;
import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.create;
import static io.qubix.command.job.JobStory.createOnce;
import static io.qubix.command.job.JobStory.given;

import io.qubix.api.Money;
import io.qubix.api.Rejection;
import io.qubix.api.job.CreateJob;
import io.qubix.api.job.JobCreated;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class JobCreationTest {

  @Test
  void aNewJob_isCreatedAsAskedFor() {
    JobCreated created =
        new JobCreated(
            JOB,
            CONSUMER,
            "llama",
            2.0,
            JsonNodeFactory.instance.objectNode(),
            null,
            null,
            Money.of("2"),
            null,
            CREATED);
    given().when(create()).expectEvents(created).expectResultMessagePayload(created);
  }

  @Test
  void theSameRequestWithItsKeyAgain_createsNothing() {
    given()
        .createdWithKeyFor("body")
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
                null))
        .expectNoEvents()
        .expectException(Rejection.Invalid.class);
  }
}
