package io.qubix.app.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeTest {

  private static final Path ROOT = Path.of("..");

  private final Map<?, ?> file = compose();

  @Test
  void twoNodes_differInTheirDataOnly() {
    Map<Object, Object> one = new HashMap<>(service("node1"));
    Map<Object, Object> two = new HashMap<>(service("node2"));

    assertThat(one.remove("volumes")).isNotEqualTo(two.remove("volumes"));
    assertThat(one).isEqualTo(two);
  }

  @Test
  void everyVolume_isDeclaredSoThatItStays() {
    for (String name : List.of("postgres", "node1", "node2")) {
      String volume = ((List<?>) service(name).get("volumes")).get(0).toString();
      assertThat(map(file.get("volumes")).containsKey(volume.replaceFirst(":.*", ""))).isTrue();
    }
  }

  @Test
  void nodes_doNotStartWithoutAToken() {
    assertThat(environment("node1").get("QUBIX_TOKEN").toString()).startsWith("${QUBIX_TOKEN:?");
  }

  @Test
  void nodes_useTheDatabaseThatIsThere() {
    Map<?, ?> node = environment("node1");
    Map<?, ?> postgres = environment("postgres");

    assertThat(node.get("SPRING_DATASOURCE_URL"))
        .isEqualTo(
            "jdbc:postgresql://postgres:5432/"
                + postgres.get("POSTGRES_DB")
                + "?targetServerType=primary");
    assertThat(node.get("SPRING_DATASOURCE_USERNAME")).isEqualTo("qubix_program");
    assertThat(node.get("SPRING_DATASOURCE_PASSWORD")).isEqualTo(postgres.get("PROGRAM_PASSWORD"));
    assertThat(node.get("QUBIX_STORE_OWNER_USERNAME")).isEqualTo("qubix_owner");
    assertThat(node.get("QUBIX_STORE_OWNER_PASSWORD")).isEqualTo(postgres.get("POSTGRES_PASSWORD"));
    assertThat(service("postgres").get("image")).isEqualTo("postgres:18");
  }

  @Test
  void proxy_servesEveryNodeAndIsTheOnlyWayIn() {
    Map<?, ?> config = map(map(file.get("configs")).get("proxy"));

    assertThat(config.get("content").toString())
        .contains("reverse_proxy node1:8080 node2:8080")
        .contains("health_uri /health");
    assertThat(map(file.get("services")).keySet().stream().filter(it -> exposes(it.toString())))
        .hasSize(1);
    assertThat(exposes("proxy")).isTrue();
  }

  @Test
  void everyService_saysWhetherItIsHealthy() {
    map(file.get("services"))
        .keySet()
        .forEach(name -> assertThat(service(name.toString()).get("healthcheck")).isNotNull());
  }

  @Test
  void dependencies_areServices() {
    Map<?, ?> services = map(file.get("services"));
    services
        .keySet()
        .forEach(
            name -> {
              Object needed = service(name.toString()).get("depends_on");
              if (needed != null) {
                map(needed).keySet().forEach(it -> assertThat(services.get(it)).isNotNull());
              }
            });
  }

  @Test
  void image_runsTheJarThatIsBuiltAndNotAsRoot() throws IOException {
    String image = Files.readString(ROOT.resolve("Dockerfile"));

    assertThat(image).contains("app/target/qubix.jar", "\"qubix.jar\"]");
    assertThat(image.indexOf("USER qubix")).isBetween(1, image.indexOf("ENTRYPOINT"));
    assertThat(Files.readString(Path.of("pom.xml"))).contains("<finalName>qubix</finalName>");
  }

  private boolean exposes(String service) {
    return service(service).get("ports") != null;
  }

  private Map<?, ?> environment(String service) {
    return map(service(service).get("environment"));
  }

  private Map<?, ?> service(String name) {
    return map(map(file.get("services")).get(name));
  }

  private static Map<?, ?> map(Object node) {
    return (Map<?, ?>) node;
  }

  private static Map<?, ?> compose() {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .load(Files.readString(ROOT.resolve("docker-compose.yml")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
