package io.qubix.app.console;

import io.qubix.api.Rejection;
import io.qubix.app.ConsolePaths;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.provider.Market;
import io.qubix.query.provider.ProviderFilter;
import io.qubix.query.provider.ProviderOrder;
import io.qubix.query.provider.ProviderSearch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Serves the market page: every provider, filtered and sorted, a page at a time. */
@Controller
@ForQueries
class MarketController {

  private static final int PAGE = 50;

  private final ProviderSearch providers;
  private final Market market;

  MarketController(ProviderSearch providers, Market market) {
    this.providers = providers;
    this.market = market;
  }

  @GetMapping("/market")
  String market(
      @RequestParam(required = false) @Nullable String availability,
      @RequestParam(required = false) @Nullable String gpuModel,
      @RequestParam(required = false) @Nullable String minVram,
      @RequestParam(required = false) @Nullable String minRam,
      @RequestParam(required = false) @Nullable String maxPrice,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String before,
      HttpServletRequest request,
      Model model) {
    Parameters parameters = new Parameters();
    ProviderFilter filter =
        ProviderFilter.read(
            parameters, availability, gpuModel, minVram, minRam, maxPrice, location);
    @Nullable ProviderOrder wanted = parameters.word("sort", sort, ProviderOrder.class);
    ProviderOrder order = wanted == null ? ProviderOrder.PRICE : wanted;
    Before place = parameters.before(before, order.cursor());
    PageQuery query = new PageQuery(request);
    model.addAttribute("query", query);
    model.addAttribute("order", order);
    model.addAttribute("presence", market.presence());
    model.addAttribute(
        "server", ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
    try {
      parameters.verify();
      ProviderSearch.Page page = providers.find(filter, order, place, PAGE);
      model.addAttribute("providers", page.providers());
      model.addAttribute(
          "next", page.next() == null ? null : query.with("before", page.next().toString()));
      model.addAttribute("errors", Map.of());
    } catch (Rejection.Invalid refused) {
      Map<String, String> errors = new LinkedHashMap<>();
      refused.errors().forEach(error -> errors.put(error.field(), error.message()));
      model.addAttribute("providers", List.of());
      model.addAttribute("errors", errors);
    }
    return ConsolePaths.isForPart(request) ? "market :: live" : "market";
  }
}
