package io.qubix.log.seal.store;

import io.qubix.log.OnSealedLog;
import io.qubix.log.seal.Seal;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@OnSealedLog
class SealConfiguration {

  @Bean
  Seal seal(
      JdbcTemplate jdbc,
      JdbcTransactionManager axonPlatformTransactionManager,
      @Value("${qubix.seal.key:data/seal.key}") Path key) {
    TransactionTemplate snapshot = new TransactionTemplate(axonPlatformTransactionManager);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    return new PostgresSeal(jdbc, snapshot, SealKey.in(key));
  }

  @Bean
  SavedHeads savedHeads(
      Seal seal,
      @Value("${qubix.seal.heads:data/seal-heads.jsonl}") Path file,
      @Value("${qubix.seal.interval:1m}") Duration interval) {
    return new SavedHeads(seal, file, interval);
  }
}
