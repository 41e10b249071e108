package io.qubix.command.bus;

import io.qubix.api.job.JobCommand;
import io.qubix.api.provider.ProviderCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/**
 * Which aggregate a command is for: known of its family. Asking the annotations, which say the
 * same, goes through all methods and fields of the command each time.
 */
final class CommandTarget implements CommandTargetResolver {

  private final CommandTargetResolver annotations =
      AnnotationCommandTargetResolver.builder().build();

  @Override
  public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
    if (command.getPayload() instanceof JobCommand ofJob) {
      return new VersionedAggregateIdentifier(ofJob.jobId(), null);
    }
    if (command.getPayload() instanceof ProviderCommand ofProvider) {
      return new VersionedAggregateIdentifier(ofProvider.workerId(), null);
    }
    return annotations.resolveTarget(command);
  }
}
