package io.qubix.query.provider;

import io.qubix.api.Rejection;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import io.qubix.query.provider.history.ProviderHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class ProviderController {

  private static final int MAX_DAYS = 366;
  private static final int DAYS = 30;
  private static final int WEEK = 7;

  record Daily(List<ProviderHistory.Day> days) {}

  private final StoredProviders providers;

  ProviderController(StoredProviders providers) {
    this.providers = providers;
  }

  @GetMapping("/api/providers")
  ResponseEntity<List<ProviderView>> list(
      @RequestParam @Nullable String availability,
      @RequestParam @Nullable String modelType,
      @RequestParam @Nullable String gpuModel,
      @RequestParam @Nullable String minVram,
      @RequestParam @Nullable String minRam,
      @RequestParam @Nullable String maxPrice,
      @RequestParam @Nullable String location,
      @RequestParam @Nullable String label,
      @RequestParam @Nullable String sort,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    ProviderFilter filter =
        ProviderFilter.read(
            parameters,
            availability,
            modelType,
            gpuModel,
            minVram,
            minRam,
            maxPrice,
            location,
            label);
    ProviderOrder given = parameters.word("sort", sort, ProviderOrder.class);
    ProviderOrder order = given == null ? ProviderOrder.NEWEST : given;
    Before place = parameters.before(before, order.cursor());
    int count = parameters.limit(limit);
    parameters.verify();
    return page(providers.find(filter, order, place, count));
  }

  private static ResponseEntity<List<ProviderView>> page(ProviderSearch.Page page) {
    return NextPage.of(page.providers(), page.next());
  }

  @GetMapping("/api/providers/{idOrWorkerId}")
  ProviderView find(@PathVariable String idOrWorkerId) {
    return providers.find(idOrWorkerId).orElseThrow(Rejection.NotFound::provider);
  }

  @GetMapping("/api/providers/{idOrWorkerId}/earnings")
  ProviderSearch.Earnings earnings(
      @PathVariable String idOrWorkerId,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    Before place = parameters.before(before, ProviderSearch.EARNINGS_CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    return providers.earnings(idOrWorkerId, place, count).orElseThrow(Rejection.NotFound::provider);
  }

  @GetMapping("/api/providers/{idOrWorkerId}/earnings/daily")
  Daily daily(@PathVariable String idOrWorkerId, @RequestParam @Nullable String days) {
    Parameters parameters = new Parameters();
    int count = parameters.whole("days", days, 1, MAX_DAYS, DAYS);
    parameters.verify();
    return new Daily(providers.days(idOrWorkerId, count).orElseThrow(Rejection.NotFound::provider));
  }

  @GetMapping("/api/providers/{idOrWorkerId}/uptime")
  ProviderHistory.Uptime uptime(
      @PathVariable String idOrWorkerId, @RequestParam @Nullable String days) {
    Parameters parameters = new Parameters();
    int count = parameters.whole("days", days, 1, MAX_DAYS, WEEK);
    parameters.verify();
    return providers.uptime(idOrWorkerId, count).orElseThrow(Rejection.NotFound::provider);
  }
}
