package io.qubix.terminal.job;

import io.qubix.api.Money;
import io.qubix.worker.options.Values;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The most that an hour may cost: for nothing, nobody works. */
final class Price implements ITypeConverter<Money> {

  private final ITypeConverter<Money> price = Values.of(Values::price);

  @Override
  public Money convert(String text) throws Exception {
    if (Values.number(text).signum() <= 0) {
      throw new TypeConversionException("a price is above 0 QUBIC");
    }
    return price.convert(text);
  }
}
