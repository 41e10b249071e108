package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.JobCommand;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.api.request.HeaderText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job that a client asks for, with its id.
 *
 * @param repeatable whether it has an Idempotency-Key, from which its id is made
 */
record NewJob(JobId id, CreateRequest request, boolean repeatable) {

  private static final String KEY = "idempotencyKey";

  /** The members of one of many. */
  static final Members MEMBERS = CreateRequest.MEMBERS.and(KEY);

  /**
   * @param key as a header brings it, or null without one
   */
  static NewJob of(CreateRequest request, @Nullable String key, Instant now) {
    return key == null
        ? new NewJob(JobId.next(now), request, false)
        : new NewJob(JobId.forKey(request.consumer(), checked(key)), request, true);
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
    return otherwise == null
        ? of(request, null, now)
        : new NewJob(JobId.forKey(request.consumer(), otherwise), request, true);
  }

  JobCommand command() {
    return repeatable ? request.commandOnce(id) : request.command(id);
  }

  static String checked(String key) {
    String text = HeaderText.of(key);
    if (text.isEmpty() || text.codePointCount(0, text.length()) > Limits.NAME) {
      throw new Rejection.Invalid(
          "Idempotency-Key", "must have 1 to " + Limits.NAME + " characters");
    }
    return key;
  }
}
