package io.qubix.log.append;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.log.OnSealedLog;
import io.qubix.runtime.memory.HeapShare;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@OnSealedLog
class AppendConfiguration {

  @Bean
  GroupCommit groupCommit(
      DataSource dataSource,
      ObjectProvider<GroupCommit.Committed> committed,
      MeterRegistry meters,
      @Value("${qubix.append.queue:4096}") int queue,
      @Value("${qubix.append.wait:10s}") Duration wait) {
    GroupCommit writer =
        new GroupCommit(
            dataSource,
            // The tail needs the storage, which needs the writer.
            (rows, last, idle) -> committed.getObject().hear(rows, last, idle),
            new AppendQueue(queue, HeapShare.APPENDING.bytes()),
            wait);
    Gauge.builder("qubix.log.waiting", writer, GroupCommit::waiting).register(meters);
    Gauge.builder("qubix.log.waiting.bytes", writer, GroupCommit::waitingBytes).register(meters);
    return writer;
  }
}
