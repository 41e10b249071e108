package io.qubix.benchmarks;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import io.qubix.benchmarks.server.Server;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;

/** Verifies the whole log: computes every leaf, root and hash again. */
final class SealVerification extends Arm {

  private final Server server;

  SealVerification(Server server) {
    super("verify.seal");
    this.server = server;
  }

  @Override
  public void warmUp() throws Exception {
    round();
  }

  @Override
  public Figures round() throws Exception {
    long began = System.nanoTime();
    SealVerdict verdict = server.get(Seal.class).verify(null, checked -> {});
    double took = (System.nanoTime() - began) / 1e9;
    require(verdict.intact(), "The seal is broken: " + verdict.difference());
    return Figures.of("perSecond", verdict.events() / took).and("events", verdict.events());
  }

  @Override
  public void check() throws Exception {
    SealVerdict verdict = server.get(Seal.class).verify(null, checked -> {});
    require(
        verdict.intact()
            && verdict.events() == Database.number(server.url(), "select count(*) from event"),
        "Events are not sealed");
  }
}
