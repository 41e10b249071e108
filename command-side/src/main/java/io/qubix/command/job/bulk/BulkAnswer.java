package io.qubix.command.job.bulk;

import io.qubix.command.bus.PartOutcome;
import java.util.List;

/**
 * The answer to a request with many entries.
 *
 * @param results what the entry would have been answered alone, in the order of the entries
 */
public record BulkAnswer(boolean success, List<?> results) {

  public static BulkAnswer of(List<? extends PartOutcome<?>> outcomes) {
    return new BulkAnswer(
        true,
        outcomes.stream()
            .<Object>map(
                outcome ->
                    outcome.failure() == null
                        ? outcome.answer()
                        : RefusedEntry.of(outcome.failure()))
            .toList());
  }
}
