package io.qubix.query.live;

import io.qubix.api.Event;
import io.qubix.api.EventSwitch;
import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderAvailabilityChanged;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.provider.event.ProviderCoolingDown;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.query.ForQueries;
import io.qubix.query.live.Frame.MarketNews;
import io.qubix.query.provider.ProviderQueries;
import io.qubix.runtime.thread.KeyedQueue;
import io.qubix.runtime.thread.VitalThreads;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends news of providers, which need more than their event. It looks the provider up beside the
 * log's thread, once for all events of a provider in the meantime. The news of one provider stays
 * in order, and ends with its current state.
 */
@Component
@ForQueries
class ProviderNews implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(ProviderNews.class);
  private static final int MAX_WAITING = 10_000;

  private static final EventSwitch<Telling, ProviderEvent> NEWS =
      EventSwitch.<Telling, ProviderEvent>over(ProviderEvent.class)
          .on(ProviderRegistered.class, Telling::on)
          .on(ProviderReserved.class, Telling::on)
          .on(ProviderReleased.class, Telling::on)
          .on(ProviderChanged.class, Telling::on)
          .on(ProviderWentOnline.class, (telling, event) -> telling.isBack())
          .on(ProviderWentOffline.class, (telling, event) -> telling.changed())
          .on(ProviderDeregistered.class, (telling, event) -> telling.changed())
          .on(ProviderCoolingDown.class, (telling, event) -> telling.changed())
          .on(ProviderCooledDown.class, (telling, event) -> telling.isBack())
          .on(ProviderAvailabilityChanged.class, (telling, event) -> telling.isBack())
          .ignoring();

  private final ExecutorService threads = VitalThreads.droppingPool("live-providers", 2);
  private final KeyedQueue<WorkerId, Event> events =
      new KeyedQueue<>(threads, MAX_WAITING, MAX_WAITING, this::tell);
  private final Subscribers subscribers;
  private final ProviderQueries providers;
  private final LiveMeters meters;

  ProviderNews(Subscribers subscribers, ProviderQueries providers, LiveMeters meters) {
    this.subscribers = subscribers;
    this.providers = providers;
    this.meters = meters;
  }

  /** Takes an event of a provider, or by which it earns, without blocking. */
  void heard(WorkerId worker, Event event) {
    if (!events.add(worker, event)) {
      meters.skipped();
    }
  }

  private void tell(WorkerId worker, List<Event> inOrder) {
    try {
      providers
          .find(worker)
          .map(provider -> new Telling(this, provider))
          .ifPresent(telling -> inOrder.forEach(telling::tell));
    } catch (Rejection.Unavailable e) {
      meters.skipped();
      log.debug("Nothing is told of {}: {}", worker, e.getMessage());
    }
  }

  /** Sends the frames of a provider in its current state. */
  private record Telling(ProviderNews news, ProviderView provider) {

    void tell(Event event) {
      if (event instanceof MovesMoney money) {
        earned(money.transaction());
      }
      if (event instanceof ProviderEvent ofProvider) {
        NEWS.after(this, ofProvider);
      }
    }

    private void earned(Transaction money) {
      news.subscribers.send(
          Topic.of(provider.workerId()),
          Frame.earnings(
              provider.id(),
              money.job(),
              money.earned(),
              provider.totals().totalEarnings(),
              money.at()));
    }

    void on(ProviderRegistered event) {
      available();
      changed(Frame.providerRegistered(provider));
    }

    void on(ProviderReserved event) {
      market(MarketNews.PROVIDER_BUSY, event.jobId());
      changed();
    }

    void on(ProviderReleased event) {
      available();
      changed();
    }

    /** In the market again, or for a change out of it. */
    void isBack() {
      available();
      changed();
    }

    void on(ProviderChanged event) {
      available();
      if (!provider.presence().isAvailable() && event.busyElsewhere()) {
        market(MarketNews.PROVIDER_BUSY, null);
      }
      changed();
    }

    void changed() {
      changed(Frame.providerStatus(provider));
    }

    private void changed(Frame frame) {
      news.subscribers.changed(Topic.MARKETPLACE, Topic.of(provider.workerId()), frame);
    }

    private void available() {
      if (provider.presence().isAvailable()) {
        market(MarketNews.PROVIDER_AVAILABLE, null);
      }
    }

    private void market(MarketNews what, @Nullable JobId job) {
      news.subscribers.send(Topic.MARKETPLACE, Frame.marketplace(what, provider.id(), job));
    }
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
