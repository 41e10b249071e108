package io.qubix.command.eventstore;

import io.qubix.api.thread.ErrorsKept;
import io.qubix.api.thread.VitalThreads;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures all processors that follow the log: a failure that ends one is always seen. */
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

  /** The pause between two renewals of a node's claims, and between two looks for others'. */
  static final int SIGN_MILLIS = 2_000;

  /** The largest number of segments that a processor has. */
  private static final int WORKERS = 4;

  @Bean
  ConfigurerModule processorThreads() {
    return configurer ->
        configurer.eventProcessing(
            processing ->
                processing
                    .registerDefaultErrorHandler(axon -> new ErrorsKept())
                    .registerPooledStreamingEventProcessorConfiguration(
                        (axon, processor) ->
                            onVitalThreads(axon, processor)
                                .claimExtensionThreshold(SIGN_MILLIS)
                                .tokenClaimInterval(SIGN_MILLIS)
                                .enableCoordinatorClaimExtension()));
  }

  private static PooledStreamingEventProcessor.Builder onVitalThreads(
      org.axonframework.config.Configuration axon,
      PooledStreamingEventProcessor.Builder processor) {
    return processor
        .coordinatorExecutor(name -> timer(axon, name + "-coordinator", 1))
        .workerExecutor(name -> timer(axon, name + "-worker", WORKERS));
  }

  private static ScheduledExecutorService timer(
      org.axonframework.config.Configuration axon, String name, int threads) {
    ScheduledExecutorService timer = VitalThreads.timer(name, threads);
    axon.onShutdown(timer::shutdown);
    return timer;
  }
}
