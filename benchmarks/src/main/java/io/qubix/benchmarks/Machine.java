package io.qubix.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine's CPU time, and how much of it was ours: this program's and the database's. Read from
 * {@code /proc}; where there is none, nothing is known of others.
 *
 * @param total of all cores, in ticks
 * @param busy of that, in ticks
 * @param stolen by other machines on the same host, in ticks
 * @param program this one, in ticks
 * @param database all its processes, in ticks
 */
record Machine(long total, long busy, long stolen, long program, long database) {

  /** Ticks in a second, as Linux counts them for its users. */
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

  /** CPU seconds of this program since then. */
  double programSecondsSince(Machine before) {
    return (program - before.program) / HERTZ;
  }

  /** CPU seconds of the database since then. */
  double databaseSecondsSince(Machine before) {
    return (database - before.database) / HERTZ;
  }

  /** The share of the machine, 0 to 1, that others had since then. */
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

  /** Megabytes of memory that this program holds, as the system counts them; 0 if unknown. */
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

  /** Of one process; with {@code ended}, of its children that have ended too. */
  private static long ticks(long pid, boolean ended) throws IOException {
    Path stat = PROC.resolve(pid + "/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String line;
    try {
      line = Files.readString(stat);
    } catch (IOException e) {
      // It ended just now.
      return 0;
    }
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return ended ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks;
  }
}
