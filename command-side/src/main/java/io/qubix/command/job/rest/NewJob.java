package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.command.CreateJobOnce;
import io.qubix.api.job.command.JobCommand;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.api.request.HeaderText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A job that a client asks for, with its id, and the command that creates it. */
record NewJob(JobId id, JobCommand command) {

  private static final String KEY = "idempotencyKey";

  /** The members of one of many. */
  static final Members MEMBERS = CreateRequest.MEMBERS.and(KEY);

  /**
   * @param key as a header brings it, or null without one
   */
  static NewJob of(CreateRequest request, @Nullable String key, Instant now) {
    if (key == null) {
      JobId id = JobId.next(now);
      return new NewJob(id, request.command(id));
    }
    return withKey(request, HeaderText.idempotencyKey(key));
  }

  /**
   * Returns a job like another, for which each request means the same one. Times that were named
   * for the first do not hold for it.
   */
  static NewJob again(JobCreated first) {
    JobId id = JobId.forRetryOf(first.jobId());
    JobTerms terms =
        JobTermsBuilder.builder(JobTerms.orNone(first.terms()))
            .notBefore(null)
            .expiresAt(null)
            .retryOf(first.jobId())
            .build();
    CreateJob command =
        new CreateJob(
            id,
            first.consumer(),
            first.modelType(),
            first.computeNeeded(),
            first.inputData(),
            first.maxPrice(),
            first.requirements(),
            terms);
    String hash = RequestHash.of(command);
    return new NewJob(id, new CreateJobOnce(command, hash, hash));
  }

  /**
   * Reads one of many.
   *
   * @param otherwise the key of an entry that brings none, or null
   * @throws Rejection when it is invalid
   */
  static NewJob of(JsonNode entry, @Nullable String otherwise, Instant now) {
    Fields fields = Fields.ofEntry(entry, MEMBERS);
    String own = fields.text(KEY, Limits.NAME);
    if (own != null && own.isBlank()) {
      fields.reject(KEY, "must not be blank");
    }
    // The key is no part of what is asked.
    ((ObjectNode) fields.json()).remove(KEY);
    CreateRequest request = CreateRequest.of(fields);
    if (own != null) {
      return of(request, HeaderText.asHeader(own.strip()), now);
    }
    return otherwise == null ? of(request, null, now) : withKey(request, otherwise);
  }

  CreateJob job() {
    return command instanceof CreateJobOnce once ? once.job() : (CreateJob) command;
  }

  private static NewJob withKey(CreateRequest request, String key) {
    JobId id = JobId.forKey(request.consumer(), key);
    return new NewJob(id, request.commandOnce(id));
  }
}
