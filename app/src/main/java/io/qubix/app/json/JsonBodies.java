package io.qubix.app.json;

import io.qubix.api.json.Allowance;
import io.qubix.api.json.JsonBody;
import io.qubix.app.http.Exchange;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Passes bodies to controllers unread, and writes answers. */
final class JsonBodies extends JacksonJsonHttpMessageConverter {

  JsonBodies(JsonMapper mapper) {
    super(mapper);
  }

  @Override
  public boolean canRead(ResolvableType type, @Nullable MediaType media) {
    return type.resolve() == JsonBody.class && canRead(media);
  }

  @Override
  public Object read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    return JsonBody.of(message.getBody(), allowance());
  }

  private static Allowance allowance() {
    if (RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes it) {
      Exchange exchange = Exchange.of(it.getRequest());
      if (exchange != null) {
        return exchange.allowance();
      }
    }
    throw new IllegalStateException("A body has passed no filter that counts it");
  }
}
