package io.qubix.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine's CPU time, with the shares of this program and of the database. Read from {@code
 * /proc}; without it, the share of other processes is unknown.
 *
 * @param total of all cores, in ticks
 * @param busy the busy part of {@code total}, in ticks
 * @param stolen by other machines on the same host, in ticks
 * @param program used by this program, in ticks
 * @param database used by all processes of the database, in ticks
 */
record Machine(long total, long busy, long stolen, long program, long database) {

  /** Ticks in a second, as Linux reports them to user space. */
  private static final double HERTZ = 100;

  private static final Path PROC = Path.of("/proc");

  static Machine now(long postmaster) {
    try {
      String[] cpu =
          Files.readAllLines(PROC.resolve("stat")).get(0).substring(4).strip().split(" +");
      long total = 0;
      for (int i = 0; i < 8; i++) {
        total += Long.parseLong(cpu[i]);
      }
      long idle = Long.parseLong(cpu[3]) + Long.parseLong(cpu[4]);
      long stolen = Long.parseLong(cpu[7]);
      return new Machine(total, total - idle - stolen, stolen, ofProgram(), ofDatabase(postmaster));
    } catch (IOException e) {
      return new Machine(0, 0, 0, 0, 0);
    }
  }

  /** Returns the CPU seconds of this program since {@code before}. */
  double programSecondsSince(Machine before) {
    return (program - before.program) / HERTZ;
  }

  /** Returns the CPU seconds of the database since {@code before}. */
  double databaseSecondsSince(Machine before) {
    return (database - before.database) / HERTZ;
  }

  /** Returns the share of the machine, 0 to 1, that other processes used since {@code before}. */
  double othersSince(Machine before) {
    long elapsed = total - before.total;
    if (elapsed <= 0) {
      return 0;
    }
    long others =
        busy
            - before.busy
            - (program - before.program)
            - (database - before.database)
            + stolen
            - before.stolen;
    return Math.max(0, others) / (double) elapsed;
  }

  /** Returns the resident memory of this program in megabytes, or 0 if it is unknown. */
  static double residentMegabytes() {
    try {
      for (String line : Files.readAllLines(PROC.resolve("self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024.0;
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return 0;
  }

  private static long ofProgram() throws IOException {
    return ticks(ProcessHandle.current().pid(), false);
  }

  private static long ofDatabase(long postmaster) throws IOException {
    long ticks = ticks(postmaster, true);
    try (Stream<ProcessHandle> backends =
        ProcessHandle.of(postmaster).map(ProcessHandle::children).orElseGet(Stream::empty)) {
      for (ProcessHandle backend : backends.toList()) {
        ticks += ticks(backend.pid(), false);
      }
    }
    return ticks;
  }

  /** Returns the ticks of one process; with {@code ended}, also those of its ended children. */
  private static long ticks(long pid, boolean ended) throws IOException {
    Path stat = PROC.resolve(pid + "/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String line;
    try {
      line = Files.readString(stat);
    } catch (IOException e) {
      // The process has just ended.
      return 0;
    }
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return ended ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks;
  }
}
