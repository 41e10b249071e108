package io.qubix.app.console;

import io.qubix.api.market.MarketSwitched;
import io.qubix.app.ConsolePaths;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.market.MarketSwitchLog;
import io.qubix.query.provider.Market;
import io.qubix.query.provider.ProviderFilter;
import io.qubix.query.provider.ProviderOrder;
import io.qubix.query.provider.ProviderSearch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Serves the market page: every provider, filtered and sorted, a page at a time. */
@Controller
@ForQueries
class MarketController {

  private static final int PAGE = 50;

  private final ProviderSearch providers;
  private final Market market;
  private final MarketSwitchLog switched;

  MarketController(ProviderSearch providers, Market market, MarketSwitchLog switched) {
    this.providers = providers;
    this.market = market;
    this.switched = switched;
  }

  @GetMapping("/market")
  String market(HttpServletRequest request, Model model) {
    FilterForm form = new FilterForm(request);
    PageQuery query = form.query();
    ProviderFilter filter =
        ProviderFilter.read(
            form.parameters(),
            query.get("availability"),
            query.get("modelType"),
            query.get("gpuModel"),
            query.get("minVram"),
            query.get("minRam"),
            query.get("maxPrice"),
            query.get("location"),
            query.get("label"));
    @Nullable ProviderOrder wanted =
        form.parameters().word("sort", query.get("sort"), ProviderOrder.class);
    ProviderOrder order = wanted == null ? ProviderOrder.PRICE : wanted;
    Before before = form.parameters().before(query.get("before"), order.cursor());
    ProviderSearch.Page page =
        form.find(
            () -> providers.find(filter, order, before, PAGE),
            new ProviderSearch.Page(List.of(), null));
    model.addAttribute("query", query);
    model.addAttribute("order", order);
    MarketSwitched last = switched.last();
    model.addAttribute("paused", last != null && last.pauses() ? last : null);
    model.addAttribute("presence", market.presence());
    model.addAttribute(
        "server", ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
    model.addAttribute("errors", form.errors());
    model.addAttribute("providers", page.providers());
    model.addAttribute("next", query.next("before", page.next()));
    return ConsolePaths.isForPart(request) ? "market :: live" : "market";
  }
}
