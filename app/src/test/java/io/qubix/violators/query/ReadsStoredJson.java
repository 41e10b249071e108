package io.qubix.violators.query;

import io.qubix.log.read.StoredEvent;

record ReadsStoredJson(StoredEvent event) {

  int attempt() {
    return event.payload().path("attempt").asInt();
  }
}
