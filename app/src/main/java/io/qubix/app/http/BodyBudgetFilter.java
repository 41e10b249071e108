package io.qubix.app.http;

import io.qubix.app.FilterOrder;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its part of the {@link BodyBudget}, and takes it back at the very end. */
@Component
@Order(FilterOrder.BODY_BUDGET)
class BodyBudgetFilter extends OncePerRequestFilter {

  static final String CLAIM = BodyBudget.Claim.class.getName();

  private final BodyBudget budget;

  BodyBudgetFilter(BodyBudget budget) {
    this.budget = budget;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    BodyBudget.Claim claim = budget.claim();
    request.setAttribute(CLAIM, claim);
    try {
      chain.doFilter(request, response);
    } finally {
      if (!heldUntilComplete(request, claim)) {
        claim.close();
      }
    }
  }

  private static boolean heldUntilComplete(HttpServletRequest request, BodyBudget.Claim claim) {
    try {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new AtItsEnd(claim));
        return true;
      }
    } catch (IllegalStateException e) {
      // It was answered meanwhile.
    }
    return false;
  }

  private record AtItsEnd(BodyBudget.Claim claim) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      claim.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
