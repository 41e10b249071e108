package io.qubix.command.bus;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BusConfiguration {

  /** Commands of matcher and saga under way at once: what a group commit may find of them. */
  private static final int APART = 32;

  @Bean(destroyMethod = "shutdown")
  ThreadPoolExecutor commandsApart() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            APART,
            APART,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            body -> {
              Thread thread = new Thread(body, "commands-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  @Bean
  CommandTargetResolver commandTarget() {
    return new CommandTarget();
  }

  @Bean
  Commands commands(
      CommandGateway gateway, ThreadPoolExecutor commandsApart, MeterRegistry meters) {
    return new RetryingCommands(gateway, commandsApart, meters);
  }
}
