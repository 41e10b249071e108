package io.qubix.benchmarks;

import io.qubix.benchmarks.arm.Arm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;

/**
 * Draws flame graphs of the arms that {@code bench.profile} names: {@code profile-ARM.html}. Each
 * is of one extra round that does not count.
 */
final class Profile {

  private final List<String> arms = List.of(System.getProperty("bench.profile", "").split(","));
  private final Path target;

  Profile(Path target) {
    this.target = target;
  }

  void of(Arm arm) throws Exception {
    if (arms.contains(arm.name())) {
      AsyncProfiler profiler = profiler();
      profiler.execute("start,event=itimer,interval=1ms,threads");
      arm.round();
      Path graph = target.resolve("profile-" + arm.name() + ".html");
      profiler.execute("stop,file=" + graph.toAbsolutePath());
      System.out.println("The flame graph of " + arm.name() + " is " + graph);
    }
  }

  private static AsyncProfiler profiler() throws IOException {
    AsyncProfiler profiler = AsyncProfilerLoader.load();
    if (profiler == null) {
      throw new IllegalStateException("async-profiler does not run on this machine");
    }
    return profiler;
  }
}
