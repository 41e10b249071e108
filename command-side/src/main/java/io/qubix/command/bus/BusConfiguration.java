package io.qubix.command.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.Command;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.runtime.thread.VitalThreads;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

@Configuration(proxyBeanMethods = false)
class BusConfiguration {

  /** Commands of matcher and saga that run at a time, and so can share a group commit. */
  private static final int THREADS = 32;

  @Bean(destroyMethod = "shutdown")
  ThreadPoolExecutor commandThreads() {
    return VitalThreads.pool("commands", THREADS);
  }

  /** Axon's own resolver would examine all members of a command for annotations each time. */
  @Bean
  CommandTargetResolver commandTarget() {
    return message ->
        new VersionedAggregateIdentifier(((Command) message.getPayload()).target(), null);
  }

  @Bean
  RetryingCommands commands(
      CommandGateway gateway,
      ThreadPoolExecutor commandThreads,
      MeterRegistry meters,
      CurrentCaller caller) {
    return new RetryingCommands(gateway, commandThreads, meters, caller);
  }

  /** Without a check of who sends a request, anybody does. */
  @Bean
  @Fallback
  CurrentCaller anybody() {
    return () -> Caller.ANYBODY;
  }

  /**
   * Copies the caller from a command to its events. A command that an event causes is the program's
   * own, so nothing is copied from events.
   */
  @Bean
  CorrelationDataProvider callerOfCommand() {
    return message ->
        message instanceof CommandMessage<?>
            ? Caller.in(message.getMetaData()).toMetadata()
            : Map.of();
  }
}
