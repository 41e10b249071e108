package io.qubix.app.openapi;

import io.qubix.app.problem.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String PROBLEM = "Problem";
  private static final String TOKEN = "token";

  @Bean
  OpenAPI description(@Value("${qubix.version:0.1.0}") String version) {
    return new OpenAPI()
        .info(
            new Info()
                .title("QUBIX")
                .version(version)
                .description(
                    "A marketplace of computing time on the Qubic network. Money is QUBIC with at"
                        + " most six decimals, instants are UTC, every error is a problem (RFC"
                        + " 9457).")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "Needed for all but the public face of the market where qubix.token is set")));
  }

  /** What every operation can answer, said once. */
  @Bean
  OpenApiCustomizer problems() {
    return api -> {
      ModelConverters.getInstance()
          .read(Problem.class)
          .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
      api.getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperationsMap()
                      .forEach(
                          (method, operation) -> {
                            addProblem(operation);
                            if (!method.name().equals("GET")) {
                              operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
                            }
                          }));
    };
  }

  private static void addProblem(Operation operation) {
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("A problem: what was wrong, in words")
                .content(
                    new Content()
                        .addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(problem))));
  }
}
