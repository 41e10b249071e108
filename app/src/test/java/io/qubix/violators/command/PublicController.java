package io.qubix.violators.command;

import io.qubix.violators.app.Program;
import io.qubix.violators.query.FloatingMoney;
import io.qubix.violators.worker.KnowsTheServer;
import java.time.Instant;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
public class PublicController {
  FloatingMoney query() {
    JsonMapper.shared();
    return new FloatingMoney(Instant.now().getNano(), new Program(new KnowsTheServer(this)), null);
  }
}
