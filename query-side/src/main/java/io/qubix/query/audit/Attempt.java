package io.qubix.query.audit;

import java.math.BigInteger;

/**
 * An assignment of a job: the provider and the price.
 *
 * @param isOver the attempt failed and the job waits for the next one
 */
record Attempt(int number, String worker, String earner, BigInteger price, boolean isOver) {

  Attempt over() {
    return new Attempt(number, worker, earner, price, true);
  }
}
