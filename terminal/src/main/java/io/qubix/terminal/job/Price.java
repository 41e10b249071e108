package io.qubix.terminal.job;

import io.qubix.api.money.Money;
import io.qubix.client.options.Values;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the highest price of an hour. It is above 0, because no provider works for nothing. */
final class Price implements ITypeConverter<Money> {

  private final ITypeConverter<Money> price = Values.of(Values::price);

  @Override
  public Money convert(String text) throws Exception {
    if (Values.number(text).signum() <= 0) {
      throw new TypeConversionException("a price must be above 0 QUBIC");
    }
    return price.convert(text);
  }
}
