package io.qubix.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the descriptions with the tools that clients use. {@code .ci/run} installs them where there
 * is Node; without them these tests say that they were skipped.
 */
class ClientToolsTest {

  private static final Path TOOLS = Path.of("target", "openapi-tools").toAbsolutePath();
  private static final Path API = described("openapi.yaml");
  private static final Path LIVE = described("asyncapi.yaml");

  @TempDir Path work;

  private static Path described(String file) {
    return Path.of("src", "main", "resources", "openapi", file).toAbsolutePath();
  }

  @BeforeEach
  void areInstalled() {
    assumeThat(TOOLS.resolve("node_modules"))
        .as("skipped: the clients' tools are not installed (see .ci/run); it takes Node")
        .isDirectory();
  }

  @Test
  void swaggerParser_acceptsTheDescription() throws Exception {
    assertThat(run("node", "check.mjs", "openapi", API.toString())).contains("paths");
  }

  @Test
  void openApiTypescript_makesAClientOfIt_thatCompiles() throws Exception {
    Path types = work.resolve("qubix.d.ts");
    run(tool("openapi-typescript"), API.toString(), "-o", types.toString());
    Path client = work.resolve("client.ts");
    Files.writeString(
        client,
        """
        import type { operations, components } from './qubix';

        type Created = operations['createJob']['responses']['200']['content']['application/json'];
        type Problem = components['schemas']['Problem'];

        // An id is always there; a price may be none.
        export const idOf = (created: Created): string => created.job.id;
        export const priceOf = (created: Created): number | null => created.job.maxPrice;
        // @ts-expect-error null is to be thought of
        export const surePriceOf = (created: Created): number => created.job.maxPrice;
        export const fieldsOf = (problem: Problem): string[] =>
          (problem.errors ?? []).map(error => error.field);
        """);

    run(tool("tsc"), "--strict", "--noEmit", "--skipLibCheck", "false", client.toString());
  }

  @Test
  void asyncApiParser_acceptsTheDescriptionOfTheWebSocket() throws Exception {
    assertThat(run("node", "check.mjs", "asyncapi", LIVE.toString())).contains("messages");
  }

  @Test
  void aReferenceThatLeadsNowhere_isRefusedByBoth() throws Exception {
    for (Path file : List.of(API, LIVE)) {
      Path broken = work.resolve(file.getFileName());
      Files.writeString(
          broken,
          Files.readString(file).replace("  schemas:\n    Money:", "  schemas:\n    Cash:"));
      String kind = file.equals(API) ? "openapi" : "asyncapi";

      assertThat(ended("node", "check.mjs", kind, broken.toString())).as(kind).isNotZero();
    }
  }

  private static String tool(String name) {
    return TOOLS.resolve("node_modules").resolve(".bin").resolve(name).toString();
  }

  private static int ended(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s says:%n%s", List.of(command), said).isZero();
    return said;
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).directory(TOOLS.toFile()).redirectErrorStream(true).start();
  }
}
