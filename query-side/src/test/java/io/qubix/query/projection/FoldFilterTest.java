package io.qubix.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.EventSwitch;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.user.UserEvent;
import io.qubix.query.QueryNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

/** A fold looks into exactly the events that it says it reads: no other is wanted behind it. */
class FoldFilterTest {

  private static final List<Class<?>> TYPES =
      Stream.of(JobEvent.class, ProviderEvent.class, UserEvent.class)
          .<Class<?>>flatMap(EventSwitch::eventsOf)
          .toList();

  @Test
  void everyFold_looksIntoWhatItReads() {
    try (QueryNode node = new QueryNode.Cluster().start()) {
      List<Projection> projections = node.all(Projection.class);
      assertThat(projections).hasSizeGreaterThanOrEqualTo(4);
      for (Projection projection : projections) {
        Fold fold = projection.open();
        Set<Class<?>> read = new HashSet<>();
        Set<Class<?>> lookedInto = new HashSet<>();
        for (Class<?> type : TYPES) {
          if (fold.reads(type)) {
            read.add(type);
          }
          if (looksInto(fold, type)) {
            lookedInto.add(type);
          }
        }
        assertThat(lookedInto).describedAs(projection.name()).isEqualTo(read).isNotEmpty();
      }
    }
  }

  private static boolean looksInto(Fold fold, Class<?> type) {
    LoggedEvent event = new LoggedEvent(1, new Sealed(type));
    try {
      fold.prepare(List.of(event));
      fold.apply(event);
      return false;
    } catch (LookedInto e) {
      return true;
    } finally {
      fold.forget();
    }
  }

  /** Thrown when a sealed event is looked into. */
  private static final class LookedInto extends RuntimeException {}

  /** An event that has a type but no readable payload. */
  private static final class Sealed extends GenericEventMessage<Object> {

    private final Class<?> type;

    Sealed(Class<?> type) {
      super(new GenericMessage<>(new Object(), MetaData.emptyInstance()), Instant.EPOCH);
      this.type = type;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Class<Object> getPayloadType() {
      return (Class) type;
    }

    @Override
    public Object getPayload() {
      throw new LookedInto();
    }
  }
}
