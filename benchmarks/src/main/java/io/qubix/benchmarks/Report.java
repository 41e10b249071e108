package io.qubix.benchmarks;

import io.qubix.benchmarks.server.Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the results of a run to {@code bench.json}. */
final class Report {

  private final Rounds rounds;
  private final Sizes sizes;
  private final Map<String, Object> memory = new LinkedHashMap<>();
  private @Nullable Double bytesPerJob;

  Report(Rounds rounds, Sizes sizes) {
    this.rounds = rounds;
    this.sizes = sizes;
  }

  void write(Path file, double seconds) throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("at", Instant.now().toString());
    report.put("seconds", seconds);
    report.put("sizes", sizes);
    report.put("machine", machine());
    report.put("ratios", ratios());
    report.put("memory", memory);
    report.put("arms", rounds.summaries());
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, json.writeValueAsString(report) + "\n");
    ratios().forEach((name, ratio) -> System.out.printf("%-16s %s%n", name, ratio));
  }

  /** Sets the database size of a finished job with one report of progress. */
  void bytesPerJob(double bytes) {
    bytesPerJob = bytes;
  }

  /**
   * Measures the program's memory after whole jobs: live objects, and the resident set. This
   * benchmark and the peers that ran in it are part of both.
   */
  void memoryAfter(int jobs) {
    System.gc();
    memory.put("afterJobs", jobs);
    memory.put(
        "heapAfterFullGcMb",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576.0);
    memory.put("residentMb", Machine.residentMegabytes());
  }

  private @Nullable Double slowestReplay() {
    Double slowest = null;
    for (String projection : Server.PROJECTIONS) {
      Double ratio = perSecond("replay." + projection, "replay.raw");
      if (ratio != null && (slowest == null || ratio < slowest)) {
        slowest = ratio;
      }
    }
    return slowest;
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return machine;
  }

  private Map<String, @Nullable Double> ratios() {
    Map<String, @Nullable Double> ratios = new LinkedHashMap<>();
    ratios.put("log1", perSecond("log.sealed.1", "insert.1"));
    ratios.put("log16", perSecond("log.sealed.16", "insert.16"));
    ratios.put("log256", perSecond("log.sealed.256", "insert.32"));
    ratios.put("bus16", perSecond("bus.sealed.16", "insert.16"));
    ratios.put("bus256", perSecond("bus.sealed.256", "insert.32"));
    ratios.put("jobs", perSecond("jobs.gateway", "jobs.dbScheduler"));
    ratios.put("jobsVsJobRunr", perSecond("jobs.gateway", "jobs.jobRunr"));
    ratios.put("http", perSecond("jobs.http", "jobs.dbScheduler"));
    ratios.put("httpNext", perSecond("jobs.httpNext", "jobs.dbScheduler"));
    ratios.put("httpBatch", perSecond("jobs.httpBatch", "jobs.dbScheduler"));
    ratios.put("latencyP50", ratio("steady.http", "steady.dbScheduler", "p50Ms"));
    ratios.put("latencyP99", ratio("steady.http", "steady.dbScheduler", "p99Ms"));
    ratios.put("replay", slowestReplay());
    ratios.put("verify", perSecond("verify.seal", "verify.raw"));
    ratios.put("bytesPerJob", bytesPerJob);
    ratios.put("growthStored", growth(Growth.STORED, sizes.stored()));
    ratios.put("growthProviders", growth(Growth.PROVIDERS, sizes.providers()));
    ratios.put("growthWaiting", growth(Growth.WAITING, sizes.waiting()));
    ratios.put("growthFair", growth(Growth.FAIR, sizes.waiting()));
    return ratios;
  }

  /** Returns the CPU of a job at the largest size divided by that at the smallest. */
  private @Nullable Double growth(String arm, List<Integer> from) {
    return ratio(arm + from.get(from.size() - 1), arm + from.get(0), "cpuMsPerJob");
  }

  private @Nullable Double perSecond(String ours, String theirs) {
    return ratio(ours, theirs, "perSecond");
  }

  private @Nullable Double ratio(String ours, String theirs, String figure) {
    Double one = rounds.median(ours, figure);
    Double other = rounds.median(theirs, figure);
    return one == null || other == null ? null : one / other;
  }
}
