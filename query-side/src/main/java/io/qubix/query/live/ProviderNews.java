package io.qubix.query.live;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.provider.AttemptEnd;
import io.qubix.api.provider.ProviderChanged;
import io.qubix.api.provider.ProviderEvent;
import io.qubix.api.provider.ProviderRegistered;
import io.qubix.api.provider.ProviderReleased;
import io.qubix.api.provider.ProviderReserved;
import io.qubix.api.provider.ProviderView;
import io.qubix.api.provider.ProviderWentOnline;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.thread.KeyedQueue;
import io.qubix.query.ForQueries;
import io.qubix.query.live.Frame.MarketNews;
import io.qubix.query.provider.ProviderQueries;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * News of providers need more than their event: it is looked up beside the log's thread, once for
 * all that happened to a provider in the meantime. What is told of one provider stays in order, and
 * ends with how it is.
 */
@Component
@ForQueries
class ProviderNews implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(ProviderNews.class);
  private static final int MAX_WAITING = 10_000;

  private final ExecutorService threads = Threads.pool("live-providers", 2);
  private final KeyedQueue<WorkerId, ProviderEvent> events =
      new KeyedQueue<>(threads, MAX_WAITING, MAX_WAITING, this::tell);
  private final Subscribers subscribers;
  private final ProviderQueries providers;
  private final LiveMeters meters;

  ProviderNews(Subscribers subscribers, ProviderQueries providers, LiveMeters meters) {
    this.subscribers = subscribers;
    this.providers = providers;
    this.meters = meters;
  }

  /** Of an event that somebody wants to hear of; never waits. */
  void heard(ProviderEvent event) {
    if (!events.add(event.workerId(), event)) {
      meters.skipped();
    }
  }

  private void tell(WorkerId worker, List<ProviderEvent> inOrder) {
    try {
      providers.find(worker).ifPresent(provider -> inOrder.forEach(event -> tell(event, provider)));
    } catch (Rejection.Unavailable e) {
      meters.skipped();
      log.debug("Nothing is told of {}: {}", worker, e.getMessage());
    }
  }

  private void tell(ProviderEvent event, ProviderView provider) {
    Topic topic = Topic.of(provider.workerId());
    if (event instanceof ProviderReleased released && released.end() == AttemptEnd.COMPLETED) {
      subscribers.send(
          topic,
          Frame.earnings(
              provider.id(),
              released.jobId(),
              released.earning(),
              provider.totalEarnings(),
              released.at()));
    }
    if (event instanceof ProviderReserved reserved) {
      market(MarketNews.PROVIDER_BUSY, provider, reserved.jobId());
    } else if (provider.isAvailable() && mayHaveBecomeAvailable(event)) {
      market(MarketNews.PROVIDER_AVAILABLE, provider, null);
    } else if (event instanceof ProviderChanged changed && changed.busyElsewhere()) {
      market(MarketNews.PROVIDER_BUSY, provider, null);
    }
    subscribers.changed(
        Topic.MARKETPLACE,
        topic,
        event instanceof ProviderRegistered
            ? Frame.providerRegistered(provider)
            : Frame.providerStatus(provider));
  }

  private static boolean mayHaveBecomeAvailable(ProviderEvent event) {
    return event instanceof ProviderReleased
        || event instanceof ProviderRegistered
        || event instanceof ProviderWentOnline
        || event instanceof ProviderChanged;
  }

  private void market(MarketNews news, ProviderView provider, @Nullable JobId job) {
    subscribers.send(Topic.MARKETPLACE, Frame.marketplace(news, provider.id(), job));
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
