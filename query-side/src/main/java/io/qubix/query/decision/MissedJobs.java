package io.qubix.query.decision;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Jobs that a provider did not get for the same reason.
 *
 * @param words of the one that it missed by the least
 * @param isLeast whether it missed others by more
 */
public record MissedJobs(int jobs, String words, boolean isLeast) {

  /** Returns the jobs that were missed by reason, the most frequent first. */
  public static List<MissedJobs> in(List<Chance> chances) {
    return chances.stream()
        .filter(chance -> chance.reason() != null)
        .collect(groupingBy(Chance::reason, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .map(MissedJobs::of)
        .sorted(Comparator.comparing(MissedJobs::jobs).reversed())
        .toList();
  }

  private static MissedJobs of(List<Chance> alike) {
    Comparator<Chance> byAmount =
        Comparator.comparing(Chance::by, Comparator.nullsLast(Comparator.naturalOrder()));
    Chance nearest = alike.stream().min(byAmount).orElseThrow();
    return new MissedJobs(
        alike.size(),
        Objects.requireNonNull(nearest.words()),
        alike.stream().anyMatch(one -> byAmount.compare(nearest, one) < 0));
  }
}
