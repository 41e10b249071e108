package io.qubix.command.usage;

/**
 * What the jobs of an address use.
 *
 * @param openJobs that wait or run
 * @param storedBytes of all events that bring an input or a result, or end a job
 */
record AddressUsage(long openJobs, long storedBytes) {

  AddressUsage plus(AddressUsage more) {
    return new AddressUsage(openJobs + more.openJobs, storedBytes + more.storedBytes);
  }
}
