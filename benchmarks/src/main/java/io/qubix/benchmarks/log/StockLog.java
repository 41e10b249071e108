package io.qubix.benchmarks.log;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.benchmarks.arm.Database;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Axon's own engines with their defaults: each command is a transaction, aggregates are cached. */
final class StockLog implements Log {

  private static final int CONNECTIONS = 32;

  private final String name;
  private final String url;
  private final HikariDataSource pool;
  private final Configuration axon;

  private StockLog(
      String name,
      String url,
      HikariDataSource pool,
      TransactionManager transactions,
      Serializer serializer,
      EventStorageEngine engine) {
    this.name = name;
    this.url = url;
    this.pool = pool;
    axon =
        DefaultConfigurer.defaultConfiguration()
            .configureSerializer(configuration -> serializer)
            .configureTransactionManager(configuration -> transactions)
            .configureCommandBus(
                configuration ->
                    SimpleCommandBus.builder().transactionManager(transactions).build())
            .configureEventStore(
                configuration -> EmbeddedEventStore.builder().storageEngine(engine).build())
            .configureAggregate(
                AggregateConfigurer.defaultConfiguration(Notebook.class)
                    .configureCache(configuration -> new Cached()))
            .buildConfiguration();
    axon.start();
  }

  static StockLog jdbc(Database database) throws Exception {
    String url = database.create("axon_jdbc");
    HikariDataSource pool = Database.pool(url, CONNECTIONS);
    TransactionManager transactions =
        new SpringTransactionManager(new JdbcTransactionManager(pool));
    Serializer serializer = Jackson3Serializer.builder().build();
    JdbcEventStorageEngine engine =
        JdbcEventStorageEngine.builder()
            .connectionProvider(
                new UnitOfWorkAwareConnectionProviderWrapper(
                    new SpringDataSourceConnectionProvider(pool)))
            .transactionManager(transactions)
            .eventSerializer(serializer)
            .snapshotSerializer(serializer)
            .build();
    transactions.executeInTransaction(
        () -> engine.createSchema(PostgresEventTableFactory.INSTANCE));
    return new StockLog("axonJdbc", url, pool, transactions, serializer, engine);
  }

  static StockLog jpa(Database database) throws Exception {
    String url = database.create("axon_jpa");
    HikariDataSource pool = Database.pool(url, CONNECTIONS);
    EntityManagerFactory factory = JpaEngine.factory(pool);
    TransactionManager transactions = JpaEngine.transactions(factory);
    Serializer serializer = Jackson3Serializer.builder().build();
    EventStorageEngine engine = JpaEngine.engine(factory, transactions, serializer);
    return new StockLog("axonJpa", url, pool, transactions, serializer, engine);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public EventStore store() {
    return axon.eventStore();
  }

  @Override
  public CommandGateway gateway() {
    return axon.commandGateway();
  }

  @Override
  public long events() throws Exception {
    return Database.number(url, "select count(*) from domainevententry");
  }

  @Override
  public void verify() {}

  @Override
  public void close() {
    axon.shutdown();
    pool.close();
  }

  /** Keeps every aggregate; there are few. */
  private static final class Cached implements Cache {

    private final Map<Object, Object> entries = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> @Nullable V get(K key) {
      return (V) entries.get(key);
    }

    @Override
    public void put(Object key, Object value) {
      entries.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
      return entries.putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
      return entries.remove(key) != null;
    }

    @Override
    public void removeAll() {
      entries.clear();
    }

    @Override
    public boolean containsKey(Object key) {
      return entries.containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
      return () -> true;
    }
  }
}
