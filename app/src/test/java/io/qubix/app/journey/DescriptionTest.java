package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.TestDatabase;
import io.qubix.testing.ApiDescription;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description tells of the whole API and of nothing else. */
class DescriptionTest {

  @Test
  void everyRouteIsDescribed_andEveryDescribedOneIsThere() {
    try (Server server = Server.on(TestDatabase.url())) {
      Set<String> served =
          server
              .get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
              .getHandlerMethods()
              .keySet()
              .stream()
              .flatMap(
                  route ->
                      route.getMethodsCondition().getMethods().stream()
                          .flatMap(
                              method ->
                                  paths(route).stream()
                                      .filter(ApiDescription::tellsOf)
                                      .map(path -> route(method.name(), path))))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(described()).isEqualTo(served).hasSizeGreaterThan(50);
    }
  }

  /** Clients are generated from it: names for methods, and one group for each. */
  @Test
  void everyOperationHasANameOfItsOwn_andOneOfTheTags() {
    Set<String> names = new TreeSet<>();
    Set<String> tags = new TreeSet<>();
    ApiDescription.document().path("tags").forEach(tag -> tags.add(tag.path("name").asString()));
    for (JsonNode path : ApiDescription.document().path("paths")) {
      for (JsonNode operation : path) {
        String name = operation.path("operationId").asString();
        assertThat(name).matches("[a-z][a-zA-Z]+");
        assertThat(names.add(name)).as("%s is used once", name).isTrue();
        assertThat(operation.path("tags")).hasSize(1);
        assertThat(tags).contains(operation.path("tags").path(0).asString());
      }
    }
  }

  @Test
  void everyExampleIsAsDescribed() {
    int[] examples = {0};
    for (JsonNode path : ApiDescription.document().path("paths")) {
      for (JsonNode operation : path) {
        String name = operation.path("operationId").asString();
        operation.findParents("schema").stream()
            .filter(JsonNode::isObject)
            .forEach(
                shown -> {
                  JsonNode schema = shown.path("schema");
                  if (shown.has("example")) {
                    ApiDescription.check(schema, shown.path("example"), name);
                    examples[0]++;
                  }
                  for (JsonNode example : shown.path("examples")) {
                    ApiDescription.check(schema, example.path("value"), name);
                    examples[0]++;
                  }
                });
      }
    }
    assertThat(examples[0]).isGreaterThan(50);
  }

  @Test
  void whatIsNotDescribed_orIsNotThere_isAFault() {
    JsonNode schema = ApiDescription.document().at("/components/schemas/User");
    JsonMapper json = JsonMapper.shared();
    String user = "{\"qubicAddress\": \"ADA\", \"username\": %s}";
    ApiDescription.check(schema, json.readTree(user.formatted("null")), "a user");

    for (String wrong : List.of("1", "null, \"shoeSize\": 42")) {
      JsonNode value = json.readTree(user.formatted(wrong));
      assertThatThrownBy(() -> ApiDescription.check(schema, value, "a user"))
          .isInstanceOf(AssertionError.class);
    }
    JsonNode nameless = json.readTree("{\"qubicAddress\": \"ADA\"}");
    assertThatThrownBy(() -> ApiDescription.check(schema, nameless, "a user"))
        .isInstanceOf(AssertionError.class);
  }

  private static Set<String> described() {
    Set<String> all = new TreeSet<>();
    ApiDescription.document()
        .path("paths")
        .forEachEntry(
            (path, operations) ->
                operations
                    .propertyNames()
                    .forEach(method -> all.add(route(method.toUpperCase(Locale.ROOT), path))));
    return all;
  }

  /** However a controller calls the variables of its path. */
  private static String route(String method, String path) {
    return method + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  private static Set<String> paths(RequestMappingInfo route) {
    return route.getPatternValues();
  }
}
