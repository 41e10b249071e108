package io.qubix.violators.terminal;

record PrintsByItself(String name) {
  void print() {
    System.out.println(name);
  }
}
