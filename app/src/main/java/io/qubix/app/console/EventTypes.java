package io.qubix.app.console;

import io.qubix.api.job.JobEvent;
import io.qubix.api.provider.ProviderEvent;
import io.qubix.api.user.UserRenamed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The names of all event types, as stored in the log. */
final class EventTypes {

  static final List<String> ALL =
      Stream.of(of(JobEvent.class), of(ProviderEvent.class), Stream.of(UserRenamed.class))
          .flatMap(types -> types)
          .map(Class::getSimpleName)
          .toList();

  private EventTypes() {}

  private static Stream<Class<?>> of(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses());
  }
}
