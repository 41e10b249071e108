package io.qubix.app.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.util.Map;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(CorrelationTest.Talker.class)
@ExtendWith(OutputCaptureExtension.class)
class CorrelationTest {

  @LocalServerPort int port;
  private Browser browser;

  @RestController
  static class Talker {
    @Autowired CorrelationDataProvider correlation;

    @GetMapping("/talk/{jobId}/{workerId}")
    Map<String, ?> talk(@PathVariable String jobId, @PathVariable String workerId) {
      LoggerFactory.getLogger("io.qubix.talker").info("talking");
      return correlation.correlationDataFor(GenericMessage.asMessage("x"));
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void callersId_isEchoedAndInTheLogWithJobAndWorkerAndInTheEvents(CapturedOutput log) {
    var response = browser.get("/talk/j-1/w-1", "X-Correlation-Id", "shop-42");

    assertThat(response.headers().firstValue("X-Correlation-Id")).contains("shop-42");
    assertThat(log).contains("job=j-1 worker=w-1 id=shop-42 talking");
    assertThat(response.body()).isEqualTo("{\"correlationId\":\"shop-42\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "x{y}", "'--"})
  void idThatCouldForgeALogLine_isReplaced(String id) {
    assertThat(browser.get("/health", "X-Correlation-Id", id).headers())
        .satisfies(
            headers -> assertThat(headers.firstValue("X-Correlation-Id")).get().isNotEqualTo(id));
  }

  @Test
  void refusals_haveAnIdToo() {
    assertThat(browser.get("/nowhere").headers().firstValue("X-Correlation-Id")).isPresent();
  }
}
