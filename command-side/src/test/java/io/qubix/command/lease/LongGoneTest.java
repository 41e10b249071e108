package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ForgetProvider;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongGoneTest {

  private final LeaseWorld world = new LeaseWorld();
  private final LongGone gone =
      new LongGone(world.table, Duration.ofDays(30), world.commands, world.clock);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMomentBeforeThirtyDays_itsProviderStays() {
    offline("ann");
    world.setClock(Duration.ofDays(30).minusMillis(1));
    gone.forget();
    assertThat(world.commands.sent).isEmpty();
  }

  @Test
  void afterThirtyDays_itsProviderLeaves() {
    WorkerId ann = offline("ann");
    world.setClock(Duration.ofDays(30));
    gone.forget();
    assertThat(world.commands.sent).containsExactly(new ForgetProvider(ann));
  }

  @Test
  void whoIsOnline_staysHoweverLongItIsSilent() {
    world.online("ann");
    world.setClock(Duration.ofDays(300));
    gone.forget();
    assertThat(world.commands.sent).isEmpty();
  }

  @Test
  void whoLeft_isAskedForNoMore() {
    WorkerId ann = offline("ann");
    world.setClock(Duration.ofDays(30));
    world.commands.refusal = Rejection.NotFound.provider();
    gone.forget();
    world.table.remove(ann);
    gone.forget();
    assertThat(world.commands.sent).containsExactly(new ForgetProvider(ann));
  }

  private WorkerId offline(String name) {
    WorkerId worker = world.online(name);
    world.table.set(worker, null, false, world.clock.instant(), 1);
    return worker;
  }
}
