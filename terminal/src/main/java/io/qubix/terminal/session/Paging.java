package io.qubix.terminal.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the length of a list. */
public final class Paging {

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "100",
      description = "The most entries (default: 100).")
  long limit = 100;

  @Option(names = "--all", description = "All entries.")
  boolean all;

  @Option(
      names = "--before",
      paramLabel = "PLACE",
      description = "Continues a list at the place that it printed, or begins after this id.")
  @Nullable String before;

  public Pages read(int mostOfPage, Pages.Source source) {
    if (limit < 1) {
      throw Failure.usage("--limit must be 1 or more", null);
    }
    return Pages.upTo(all ? Long.MAX_VALUE : limit, mostOfPage, before, source);
  }
}
