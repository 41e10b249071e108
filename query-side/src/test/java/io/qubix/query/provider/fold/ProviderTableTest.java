package io.qubix.query.provider.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.provider.ProviderOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class ProviderTableTest {

  @Test
  void aChangeOfPriceIsForgotten_onceNoWalkCanAskForIt() {
    long newest = 2 * ProviderOrder.LONGEST_WALK;
    try (HikariDataSource database = TestDatabase.pool()) {
      JdbcTemplate jdbc = new JdbcTemplate(database);
      new ResourceDatabasePopulator(new ClassPathResource("db/readmodel/provider.sql"))
          .execute(database);
      ProviderTable table = new ProviderTable(jdbc);
      WorkerId worker = new WorkerId("w");
      table.insertRepricings(
          Stream.of(
                  1L, newest - ProviderOrder.LONGEST_WALK - 1, newest - ProviderOrder.LONGEST_WALK)
              .map(position -> new ProviderTable.Repricing(worker, position, Money.ZERO))
              .toList());

      table.insertRepricings(List.of(new ProviderTable.Repricing(worker, newest, Money.ZERO)));

      assertThat(
              jdbc.queryForList("select position from provider_repricing order by 1", Long.class))
          .containsExactly(newest - ProviderOrder.LONGEST_WALK, newest);
    }
  }
}
