package io.qubix.query.proof;

import java.math.BigInteger;

/**
 * An assignment of a job: the provider and the price.
 *
 * @param isOver the attempt failed and the job waits for the next one
 */
record AgreedAttempt(int number, String worker, String earner, BigInteger price, boolean isOver) {

  AgreedAttempt over() {
    return new AgreedAttempt(number, worker, earner, price, true);
  }
}
