package io.qubix.query.audit;

import java.math.BigInteger;

/**
 * Who has a job, and for how much, as its assignment says.
 *
 * @param isOver the attempt failed and the job waits for the next one
 */
record Attempt(int number, String worker, String earner, BigInteger price, boolean isOver) {

  Attempt over() {
    return new Attempt(number, worker, earner, price, true);
  }
}
