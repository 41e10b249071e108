package io.qubix.log.axon;

import io.qubix.runtime.thread.Phases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Ensures that one engine writes a database. A database of Axon's engine is sealed when the sealed
 * log first opens it; there is no way back.
 */
@Component
final class LogEngine implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(LogEngine.class);
  private static final int EVENTS_PER_BLOCK = 1_000;

  private final JdbcTemplate jdbc;
  private final boolean sealed;
  private boolean running;

  LogEngine(JdbcTemplate jdbc, @Value("${qubix.log:sealed}") String engine) {
    this.jdbc = jdbc;
    this.sealed = engine.equals("sealed");
  }

  @Override
  public void start() {
    if (sealed) {
      seal();
    } else {
      jdbc.update("insert into log_engine (engine) values ('axon') on conflict do nothing");
      if ("sealed".equals(jdbc.queryForObject("select engine from log_engine", String.class))) {
        throw new IllegalStateException(
            "The log of this database is sealed: qubix.log=axon cannot write it");
      }
    }
    running = true;
  }

  private void seal() {
    // One statement, so that the log is sealed completely and marked as sealed, or not at all.
    Long blocks =
        jdbc.queryForObject(
            "with engine as (insert into log_engine (engine) values ('sealed')"
                + " on conflict (single) do update set engine = 'sealed' returning 1)"
                + " select seal_events(?) from engine",
            Long.class,
            EVENTS_PER_BLOCK);
    if (blocks != null && blocks > 0) {
      LOGGER.info("Sealed what was in the log: {} blocks", blocks);
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Phases.LOG_STORAGE;
  }
}
