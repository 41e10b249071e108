package io.qubix.command.bus;

import io.qubix.api.Command;
import java.util.List;

/**
 * Carries out the commands of one request on its thread, in their order, and at less cost than one
 * by one: many share a unit of work, and so one append.
 */
public interface BulkCommands {

  /**
   * Carries out commands that take effect or fail each by itself. When the store goes away, the
   * rest is not sent and fails likewise.
   *
   * @return what became of each, in the order of the commands
   */
  <R> List<PartOutcome<R>> sendInOrder(List<? extends Command> commands);

  /**
   * Carries out commands in one unit of work: all take effect, or none.
   *
   * @return their answers, in the order of the commands
   * @throws PartRefused when one is refused
   */
  <R> List<R> sendAsOne(List<? extends Command> commands);
}
