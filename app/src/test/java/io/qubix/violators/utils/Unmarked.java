package io.qubix.violators.utils;

class Unmarked {
  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}
