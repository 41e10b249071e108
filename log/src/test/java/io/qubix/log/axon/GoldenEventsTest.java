package io.qubix.log.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Event;
import io.qubix.api.EventSwitch;
import io.qubix.api.ExampleEvents;
import io.qubix.api.act.ActEvent;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.key.KeyEvent;
import io.qubix.api.market.MarketEvent;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.user.UserEvent;
import io.qubix.log.name.EventNames;
import io.qubix.log.name.NamedSerializer;
import io.qubix.log.name.StoredNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The released shape of every event, as files that never change: {@code golden/TYPE.REVISION.json}.
 * An event of another shape is a new revision with a file of its own and an upcaster, or reads the
 * absent members of the old one as their defaults. A revision may get further members if it means
 * the same without them: {@code TYPE.REVISION.grown.json}.
 */
class GoldenEventsTest {

  private static final NamedSerializer SERIALIZER =
      new NamedSerializer(EventStoreConfiguration.logJson(), EventNames.RELEASED);

  @Test
  void everyEventIsHere_andHasAName() {
    List<Class<? extends Event>> all =
        Stream.of(
                JobEvent.class,
                ProviderEvent.class,
                MarketEvent.class,
                UserEvent.class,
                KeyEvent.class,
                ActEvent.class)
            .<Class<? extends Event>>flatMap(EventSwitch::eventsOf)
            .toList();

    assertThat(ExampleEvents.all())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(EventNames.RELEASED.all())
        .extracting(EventNames.RELEASED::type)
        .containsExactlyInAnyOrderElementsOf(all);
  }

  /** The names are what is in the log: they stay, wherever the classes go. */
  @Test
  void theNamesAreThoseOfTheGoldenFile() throws IOException {
    assertThat(EventNames.RELEASED.all())
        .containsExactlyElementsOf(golden("names.txt").lines().toList());
  }

  /** An event whose class was moved and renamed. */
  record Restarted(JobId jobId, int attempt, WorkerId worker, Instant startedAt) implements Event {
    @Override
    public String stream() {
      return jobId.toString();
    }
  }

  @Test
  void aClassMayMove_andTheLogStaysAsItIs() throws IOException {
    String name = "io.qubix.api.job.JobStarted";
    NamedSerializer moved =
        new NamedSerializer(
            EventStoreConfiguration.logJson(),
            new StoredNames(List.of(Map.entry(name, Restarted.class))));
    JobStarted started = ExampleEvents.of(JobStarted.class);
    Restarted event =
        new Restarted(started.jobId(), started.attempt(), started.worker(), started.startedAt());

    SerializedObject<String> written = moved.serialize(event, String.class);
    Object read =
        moved.deserialize(
            new SimpleSerializedObject<>(golden("JobStarted.1.json"), String.class, name, "1"));

    assertThat(written.getType().getName()).isEqualTo(name);
    assertThat(read).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("io.qubix.api.ExampleEvents#all")
  void anEventIsWrittenInItsReleasedShape_andReadBackWhole(Event event) throws IOException {
    assertIsWrittenAs(event, ".json");
  }

  @ParameterizedTest
  @MethodSource("io.qubix.api.ExampleEvents#grown")
  void laterMembersAreWrittenBesideThoseOfTheReleasedShape(Event event) throws IOException {
    assertIsWrittenAs(event, ".grown.json");
  }

  @ParameterizedTest
  @MethodSource("io.qubix.api.ExampleEvents#grownAgain")
  void evenLaterMembersAreWrittenBesideThose(Event event) throws IOException {
    assertIsWrittenAs(event, ".grown2.json");
  }

  private static void assertIsWrittenAs(Event event, String suffix) throws IOException {
    SerializedObject<String> serialized = SERIALIZER.serialize(event, String.class);
    String written = serialized.getData();
    String name = serialized.getType().getName();
    String revision = serialized.getType().getRevision();
    String golden = golden(EventNames.brief(name) + "." + revision + suffix);

    assertThat(JsonMapper.shared().readTree(written))
        .as("%s would be written as %s", event.getClass().getSimpleName(), written)
        .isEqualTo(JsonMapper.shared().readTree(golden));
    Object read =
        SERIALIZER.deserialize(new SimpleSerializedObject<>(golden, String.class, name, revision));
    assertThat(read).isEqualTo(event);
  }

  @Test
  void aProviderOfTheFirstRevision_hasOneSlotAndOneCard_andServesAnyModel() throws IOException {
    ProviderRegistered registered = read(ProviderRegistered.class, "1");
    assertThat(registered.slots()).isEqualTo(1);
    assertThat(registered.serving()).isEqualTo(Serving.ANY);
    assertThat(registered.hardware().gpuCount()).isEqualTo(1);
    assertThat(registered.hardware().gpuModel()).isEqualTo("RTX 4090");
    assertThat(read(ProviderWentOffline.class, "1").lost())
        .containsExactly(new Hold(ExampleEvents.of(JobStarted.class).jobId(), /* attempt= */ 1));
  }

  private static <E extends Event> E read(Class<E> type, String revision) throws IOException {
    String name = EventNames.RELEASED.name(type);
    return type.cast(
        SERIALIZER.deserialize(
            new SimpleSerializedObject<>(
                golden(EventNames.brief(name) + "." + revision + ".json"),
                String.class,
                name,
                revision)));
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = GoldenEventsTest.class.getResourceAsStream("/golden/" + name)) {
      return file == null ? "null" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
