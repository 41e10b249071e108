package io.qubix.command.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.RenameUser;
import io.qubix.api.user.UserRenamed;
import io.qubix.command.bus.Commands;
import io.qubix.log.distribute.LogTail;
import io.qubix.log.follow.AtMost;
import io.qubix.node.RestNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes have the same user in their memory: neither is told what is no longer so. */
@ParameterizedClass
@ValueSource(strings = {"axon", "sealed"})
class TwoNodesTest {

  private static final QubicAddress ALICE = new QubicAddress("ALICE");

  @Parameter String engine;

  private RestNode here;
  private RestNode there;

  @BeforeEach
  void start() {
    String url = TestDatabase.url();
    here = RestNode.on(url, Map.of("qubix.log", engine));
    there = RestNode.on(url, Map.of("qubix.log", engine));
    rename(here, "a");
    await().until(() -> heard(there) == 1);
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  @Test
  void aRenamingBackIsWritten_beforeTheRenamingThereWasHeard() {
    here.get(LogTail.class).stop();
    rename(there, "b");
    rename(here, "a");
    assertThat(names()).containsExactly("a", "b", "a");
  }

  @Test
  void aRenamingToTheSameNameWritesNothing() {
    rename(here, "a");
    rename(there, "a");
    rename(there, "a");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void whatWasLoadedBeforeTheOthersChangeIsNotCachedAfterIt() {
    UnitOfWork<?> loading = DefaultUnitOfWork.startAndGet(null);
    there.get(Configuration.class).repository(user(there)).load(ALICE.streamId());
    CompletableFuture.runAsync(() -> rename(here, "b")).join();
    await().until(() -> heard(there) == 2);
    loading.commit();
    assertThat(there.get(AggregateCache.class).containsKey(ALICE.streamId())).isFalse();
    rename(there, "a");
    assertThat(names()).containsExactly("a", "b", "a");
  }

  @Test
  void whatAnotherNodeDid_dropsOurCopy_andWhatThisNodeDid_keepsIt() {
    AggregateCache cache = here.get(AggregateCache.class);
    rename(here, "b");
    await().until(() -> heard(here) == 2);
    assertThat(cache.containsKey(ALICE.streamId())).isTrue();

    rename(there, "c");
    await().until(() -> !cache.containsKey(ALICE.streamId()));
  }

  private static void rename(RestNode node, String name) {
    node.get(Commands.class).send(new RenameUser(ALICE, name));
  }

  private static int heard(RestNode node) {
    return node.get(LogTail.class).after(0, AtMost.events(100)).size();
  }

  private static Class<?> user(RestNode node) {
    for (AggregateConfiguration<?> each :
        node.get(Configuration.class).findModules(AggregateConfiguration.class)) {
      if (each.aggregateType().getSimpleName().equals("User")) {
        return each.aggregateType();
      }
    }
    throw new AssertionError("There are no users");
  }

  private List<String> names() {
    return here.get(EventStore.class)
        .readEvents(ALICE.streamId(), 0)
        .asStream()
        .map(event -> ((UserRenamed) event.getPayload()).username())
        .toList();
  }
}
