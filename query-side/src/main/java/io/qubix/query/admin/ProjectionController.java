package io.qubix.query.admin;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Projections;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Admin")
class ProjectionController {

  private static final String STATUS =
      """
      {"name": "job", "position": 41250, "head": 41250, "lag": 0, "state": "REBUILDING",
       "deadLetters": 0, "rebuild": {"state": "RUNNING", "position": 20000, "upTo": 41250,
       "percent": 48, "startedAt": "2026-11-23T17:36:00Z", "endedAt": null, "error": null}}""";

  /** A rebuild that began. */
  record Started(boolean success, String message, Projections.Status projection) {}

  private final Projections projections;

  ProjectionController(Projections projections) {
    this.projections = projections;
  }

  @GetMapping("/api/admin/projections")
  @Operation(summary = "How far each read model is, and its last rebuild")
  @ApiResponse(
      responseCode = "200",
      content = @Content(examples = @ExampleObject("[" + STATUS + "]")))
  List<Projections.Status> list() {
    return projections.all();
  }

  @PostMapping("/api/admin/projections/{name}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Makes a read model anew from the log while the old one serves",
      description = "Events that wait as dead letters of it are tried again along with all others.")
  @ApiResponse(
      responseCode = "202",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      "{\"success\": true, \"message\": \"The projection job is being rebuilt\","
                          + " \"projection\": "
                          + STATUS
                          + "}")))
  @ApiResponse(responseCode = "404", description = "No such projection")
  @ApiResponse(responseCode = "409", description = "It is being rebuilt already")
  Started replay(@PathVariable @Parameter(example = "job") String name) {
    Projections.Status status = projections.replay(name);
    return new Started(true, "The projection " + name + " is being rebuilt", status);
  }
}
