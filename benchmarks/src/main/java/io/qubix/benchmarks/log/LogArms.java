package io.qubix.benchmarks.log;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The logs that are compared, each in a database of its own. */
public final class LogArms implements AutoCloseable {

  private final Database database;
  private final List<Log> logs;

  public LogArms(Database database, Path data) throws Exception {
    this.database = database;
    logs = List.of(new SealedLog(database, data), StockLog.jdbc(database), StockLog.jpa(database));
  }

  /**
   * @param direct whether events go straight into the logs, too
   * @param commands whether commands make events, too
   */
  public List<Arm> arms(boolean direct, boolean commands, double seconds) throws Exception {
    List<AtomicLong> answered = logs.stream().map(log -> new AtomicLong()).toList();
    List<Arm> arms = new ArrayList<>();
    for (int callers : List.of(1, 16, 256)) {
      // More connections than 32 make PostgreSQL slower.
      arms.add(new SingleInserts(database, Math.min(callers, 32), seconds));
      for (int i = 0; i < logs.size(); i++) {
        if (direct) {
          arms.add(new LogArm(logs.get(i), false, callers, seconds, answered.get(i)));
        }
        if (commands) {
          arms.add(new LogArm(logs.get(i), true, callers, seconds, answered.get(i)));
        }
      }
    }
    return arms;
  }

  @Override
  public void close() {
    logs.forEach(Log::close);
  }
}
