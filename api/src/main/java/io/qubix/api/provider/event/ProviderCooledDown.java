package io.qubix.api.provider.event;

import io.qubix.api.act.Act;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A provider may have jobs again.
 *
 * @param forgiven whether the operator ended its cool-down, so that its failures no longer count;
 *     otherwise its time is over, and the next failure begins a longer one
 */
@Revision("1")
public record ProviderCooledDown(WorkerId workerId, boolean forgiven, Instant at)
    implements ProviderEvent, Act {

  @Override
  public boolean countsAsAct() {
    return forgiven;
  }
}
