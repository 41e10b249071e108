package io.qubix.query.projection.row;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes statistics beside a read model's main tables. They never stop it: a figure that cannot be
 * stored is left out and logged, and a rebuild counts again.
 */
public final class Figures {

  private static final Logger log = LoggerFactory.getLogger(Figures.class);

  private final JdbcTemplate jdbc;

  public Figures(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes all figures at once or, if one of them fails, each of them alone.
   *
   * @throws RuntimeException when the store is at fault, so that any figure would have failed
   */
  public <F> void keep(Collection<F> figures, Consumer<Collection<F>> write) {
    if (figures.isEmpty() || Savepoint.attempt(() -> write.accept(figures), jdbc) == null) {
      return;
    }
    for (F figure : figures) {
      RuntimeException failure = Savepoint.attempt(() -> write.accept(List.of(figure)), jdbc);
      if (failure != null) {
        log.error(
            "A statistic is incomplete until its read model is rebuilt: {}",
            NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
      }
    }
  }
}
