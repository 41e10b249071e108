package io.qubix.violators.query;

import io.qubix.api.log.CommittedEvents;
import java.util.concurrent.CompletableFuture;

class AnswersOnTheLogsThread {

  final CompletableFuture<Object> poll = new CompletableFuture<>();

  AnswersOnTheLogsThread(CommittedEvents events) {
    events.listen(event -> poll.complete(event.getPayload()));
  }
}
