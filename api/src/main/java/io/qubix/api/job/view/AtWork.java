package io.qubix.api.job.view;

import io.qubix.api.Uuids;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says it works on, so that it is told only of other jobs.
 *
 * @param attempts the attempt at each job, or {@link #ANY} where the worker does not say which
 */
public record AtWork(Map<JobId, Integer> attempts) {

  public static final int ANY = 0;

  public static final AtWork NOTHING = new AtWork(Map.of());

  public static final String FORM =
      "must be the ids of jobs, separated by commas, each with :ATTEMPT behind it or without";

  /**
   * Reads ids of jobs with commas between them, each with {@code :ATTEMPT} behind it or without.
   * Returns null when the text has another form.
   */
  public static @Nullable AtWork parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return NOTHING;
    }
    Map<JobId, Integer> attempts = new LinkedHashMap<>();
    for (String job : List.of(text.split(","))) {
      String[] parts = job.strip().split(":", 2);
      UUID id = Uuids.parse(parts[0]);
      int attempt = parts.length == 1 ? ANY : number(parts[1]);
      if (id == null || attempt < 0) {
        return null;
      }
      attempts.put(new JobId(id), attempt);
    }
    return new AtWork(attempts);
  }

  /** Returns whether the worker works on the job in the attempt in which it holds it. */
  public boolean includes(JobView held) {
    Integer attempt = attempts.get(held.id());
    return attempt != null && (attempt == ANY || attempt == held.attempt());
  }

  private static int number(String digits) {
    int number = digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : -1;
    return number >= 1 && number <= JobRules.MAX_ATTEMPTS ? number : -1;
  }
}
