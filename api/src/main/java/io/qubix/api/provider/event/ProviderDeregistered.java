package io.qubix.api.provider.event;

import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The owner removed the provider for good, while it held no job. */
@Revision("1")
public record ProviderDeregistered(WorkerId workerId, Instant at) implements ProviderEvent {

  @Override
  public boolean changesSession() {
    return true;
  }

  @Override
  public @Nullable String sessionAfter(@Nullable String before) {
    return null;
  }
}
