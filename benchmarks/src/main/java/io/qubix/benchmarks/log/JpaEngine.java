package io.qubix.benchmarks.log;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.jpa.SimpleEntityManagerProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.BinaryJdbcType;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** Sets up Axon's JPA engine, with payloads in {@code bytea} instead of large objects. */
final class JpaEngine {

  private static final String ENTITIES = "org.axonframework.eventsourcing.eventstore.jpa";

  private JpaEngine() {}

  static EntityManagerFactory factory(DataSource pool) {
    LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
    bean.setDataSource(pool);
    bean.setPackagesToScan(ENTITIES);
    bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    bean.setJpaPropertyMap(
        Map.of("hibernate.hbm2ddl.auto", "create", "hibernate.dialect", Bytea.class.getName()));
    bean.afterPropertiesSet();
    EntityManagerFactory factory = bean.getObject();
    if (factory == null) {
      throw new IllegalStateException("No entity manager factory was made");
    }
    return factory;
  }

  static TransactionManager transactions(EntityManagerFactory factory) {
    return new SpringTransactionManager(new JpaTransactionManager(factory));
  }

  static EventStorageEngine engine(
      EntityManagerFactory factory, TransactionManager transactions, Serializer serializer) {
    EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(factory);
    return JpaEventStorageEngine.builder()
        .entityManagerProvider(new SimpleEntityManagerProvider(shared))
        .transactionManager(transactions)
        .eventSerializer(serializer)
        .snapshotSerializer(serializer)
        .build();
  }

  /** Maps large texts to a column of their row. Public because Hibernate makes it. */
  public static final class Bytea extends PostgreSQLDialect {

    @Override
    protected String columnType(int sqlTypeCode) {
      return sqlTypeCode == SqlTypes.BLOB ? "bytea" : super.columnType(sqlTypeCode);
    }

    @Override
    protected String castType(int sqlTypeCode) {
      return sqlTypeCode == SqlTypes.BLOB ? "bytea" : super.castType(sqlTypeCode);
    }

    @Override
    public void contributeTypes(TypeContributions types, ServiceRegistry services) {
      super.contributeTypes(types, services);
      types
          .getTypeConfiguration()
          .getJdbcTypeRegistry()
          .addDescriptor(SqlTypes.BLOB, BinaryJdbcType.INSTANCE);
    }
  }
}
