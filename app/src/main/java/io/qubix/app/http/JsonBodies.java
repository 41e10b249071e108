package io.qubix.app.http;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies; 1e99999999999, at which Jackson throws what it does not mean to, is bad JSON. */
final class JsonBodies extends JacksonJsonHttpMessageConverter {

  JsonBodies(JsonMapper mapper) {
    super(mapper);
  }

  @Override
  public Object read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    try {
      return super.read(type, message, hints);
    } catch (NumberFormatException e) {
      throw new HttpMessageNotReadableException(
          "A number is out of range",
          new StreamConstraintsException("a number has an exponent out of range"),
          message);
    }
  }
}
