package io.qubix.command.bus;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.command.CreateJobOnce;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.key.KeyCommand;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.DeregisterProvider;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.provider.command.MarkOnline;
import io.qubix.api.provider.command.ProviderCommand;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.SetAvailability;
import io.qubix.api.provider.command.ToggleProvider;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.RenameUser;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a command in another's name. Every command of a client passes here; what the command
 * itself does not tell, such as whose provider it changes, its aggregate verifies. A command that
 * is not named here is the program's own, or an operator's.
 */
final class Ownership {

  /** The changes to a provider whose owner the aggregate verifies. */
  private static final Set<Class<? extends ProviderCommand>> OF_ITS_OWNER =
      Set.of(
          ChangeProvider.class,
          ToggleProvider.class,
          SetAvailability.class,
          DeregisterProvider.class);

  private Ownership() {}

  /**
   * @throws Rejection.Forbidden when the caller may not send it in the name that it carries
   */
  static void verify(Caller caller, Command command) {
    boolean allowed =
        switch (caller.role()) {
          case OPERATOR -> true;
          case CONSUMER ->
              caller.address().equals(consumerOf(command))
                  || command instanceof KeyCommand
                  || command instanceof LeaveJobWaiting;
          case PROVIDER ->
              caller.address().equals(ownerOf(command))
                  || command instanceof KeyCommand
                  || OF_ITS_OWNER.contains(command.getClass());
          case WORKER -> caller.worker().equals(workerOf(command));
          case AUDITOR -> false;
        };
    if (!allowed) {
      throw new Rejection.Forbidden("This is not yours to do");
    }
  }

  private static @Nullable QubicAddress consumerOf(Command command) {
    if (command instanceof CreateJob create) {
      return create.consumer();
    } else if (command instanceof CreateJobOnce once) {
      return once.job().consumer();
    } else if (command instanceof CancelJob cancel) {
      return cancel.by();
    }
    return command instanceof RenameUser rename ? rename.qubicAddress() : null;
  }

  private static @Nullable QubicAddress ownerOf(Command command) {
    if (command instanceof RegisterProvider register) {
      return register.qubicAddress();
    }
    return command instanceof RenameUser rename ? rename.qubicAddress() : null;
  }

  private static @Nullable WorkerId workerOf(Command command) {
    if (command instanceof ReportProgress report) {
      return report.worker();
    } else if (command instanceof CompleteJob complete) {
      return complete.worker();
    } else if (command instanceof FailJob fail) {
      return fail.worker();
    } else if (command instanceof MarkOnline online) {
      return online.workerId();
    } else if (command instanceof MarkOffline offline) {
      return offline.workerId();
    }
    return null;
  }
}
