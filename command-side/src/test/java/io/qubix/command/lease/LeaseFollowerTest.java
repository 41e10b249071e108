package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderWentOffline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseFollowerTest {

  private final LeaseWorld world = new LeaseWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aBatchInAnyOrder_andRenewals_neverWaitForEachOther() {
    WorkerId ann = world.online("ann");
    WorkerId bob = world.online("bob");
    LeaseFollower follower = new LeaseFollower("leases", world.table, world.clock);
    List<TrackedEventMessage<?>> batch = List.of(offline(1, bob), offline(2, ann));

    CompletableFuture<Void> written =
        world.transaction.execute(
            renewal -> {
              world.table.renew(Map.of(ann, world.clock.instant()));
              CompletableFuture<Void> writing =
                  CompletableFuture.runAsync(
                      () ->
                          world.transaction.executeWithoutResult(status -> follower.write(batch)));
              await().until(this::oneWaits);
              world.table.renew(Map.of(bob, world.clock.instant()));
              return writing;
            });

    written.join();
    assertThat(world.table.silentSince(world.clock.instant(), 10)).isEmpty();
  }

  private boolean oneWaits() {
    return Boolean.TRUE.equals(
        world.jdbc.queryForObject(
            "select exists (select 1 from pg_locks join pg_stat_activity using (pid)"
                + " where not granted and datname = current_database())",
            Boolean.class));
  }

  private TrackedEventMessage<ProviderEvent> offline(long position, WorkerId worker) {
    ProviderEvent event =
        ProviderWentOffline.of(worker, OfflineReason.REPORTED, List.of(), world.clock.instant());
    return new GenericTrackedDomainEventMessage<>(
        new GlobalSequenceTrackingToken(position),
        new GenericDomainEventMessage<>("Provider", worker.value(), 1, event));
  }
}
