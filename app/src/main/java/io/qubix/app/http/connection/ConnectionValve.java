package io.qubix.app.http.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Gives each request its {@link Connection}. */
public final class ConnectionValve extends ValveBase {

  public ConnectionValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(Connection.ATTRIBUTE, new TomcatConnection(request.getCoyoteRequest()));
    getNext().invoke(request, response);
  }

  private record TomcatConnection(org.apache.coyote.Request request) implements Connection {

    @Override
    public void closeAfterAnswer() {
      request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    @Override
    public void closeNow() {
      request.action(ActionCode.CLOSE_NOW, null);
    }
  }
}
