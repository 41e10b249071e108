package io.qubix.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.provider.WorkerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptWorkerIdTest {

  @TempDir private Path folder;

  @Test
  void theIdOfAWorkerThatEnded_isTakenAgain() throws IOException {
    Files.writeString(folder.resolve("worker-1.id"), "host-1234\n");

    assertThat(KeptWorkerId.in(folder)).isEqualTo(new WorkerId("host-1234"));
  }

  @Test
  void workersThatRunAtOnce_haveAnIdEach_andItIsKept() throws IOException {
    WorkerId first = KeptWorkerId.in(folder.resolve("new"));
    WorkerId second = KeptWorkerId.in(folder.resolve("new"));

    assertThat(first).isNotEqualTo(second);
    assertThat(first.value()).matches("[A-Za-z0-9-]+-[0-9a-f]{8}");
    assertThat(Files.readString(folder.resolve("new/worker-1.id"))).isEqualTo(first.value());
    assertThat(Files.readString(folder.resolve("new/worker-2.id"))).isEqualTo(second.value());
  }

  @Test
  void whereNothingCanBeKept_theIdIsNew() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(KeptWorkerId.in(file)).isNotEqualTo(KeptWorkerId.in(file));
  }
}
