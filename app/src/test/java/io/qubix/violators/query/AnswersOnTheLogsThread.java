package io.qubix.violators.query;

import io.qubix.log.tail.CommittedEvents;
import java.util.concurrent.CompletableFuture;

class AnswersOnTheLogsThread {

  final CompletableFuture<Object> poll = new CompletableFuture<>();

  AnswersOnTheLogsThread(CommittedEvents events) {
    events.listen(event -> poll.complete(event.getPayload()));
  }
}
