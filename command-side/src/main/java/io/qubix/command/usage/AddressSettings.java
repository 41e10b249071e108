package io.qubix.command.usage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much each address may have.
 *
 * @param providers that have not left the market
 * @param openJobs that wait or run
 * @param stored all that its jobs ever stored, as the database keeps it
 */
@ConfigurationProperties("qubix.addresses")
record AddressSettings(
    @DefaultValue("1000") long providers,
    @DefaultValue("100000") long openJobs,
    @DefaultValue("100GB") DataSize stored) {

  AddressSettings {
    if (providers < 1 || openJobs < 1 || stored.toBytes() < 1) {
      throw new IllegalArgumentException(
          "qubix.addresses.providers, open-jobs and stored must be 1 or more");
    }
  }
}
