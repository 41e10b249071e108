package io.qubix.query.provider;

import io.qubix.api.bounds.Limits;
import io.qubix.api.bounds.NameRule;
import io.qubix.api.matching.GpuModel;
import io.qubix.api.matching.Requirements;
import io.qubix.api.matching.RequirementsBuilder;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Parameters;
import io.qubix.query.projection.row.ReadModelJson;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Selects providers; an absent condition selects all. A deregistered provider is never selected. A
 * machine meets a condition by the same rules as in {@link Requirements#unmetBy}: names are
 * compared there, and the matching ones passed to SQL.
 */
public record ProviderFilter(
    @Nullable QubicAddress owner,
    @Nullable Availability availability,
    @Nullable String modelType,
    Requirements requirements,
    @Nullable Money maxPrice) {

  /** Whether a provider would take a job: now, later, or only after it comes back. */
  public enum Availability {
    AVAILABLE,
    BUSY,
    OFFLINE
  }

  /** Selects the providers that would take such a job at once. */
  static ProviderFilter takers(
      @Nullable String modelType, Requirements requirements, @Nullable Money maxPrice) {
    return new ProviderFilter(null, Availability.AVAILABLE, modelType, requirements, maxPrice);
  }

  /** Reads the parameters of the market's filter. */
  public static ProviderFilter read(
      Parameters parameters,
      @Nullable String availability,
      @Nullable String modelType,
      @Nullable String gpuModel,
      @Nullable String minVram,
      @Nullable String minRam,
      @Nullable String maxPrice,
      @Nullable String location,
      @Nullable String label) {
    Label wanted = parameters.label("label", label);
    return new ProviderFilter(
        null,
        parameters.word("availability", availability, Availability.class),
        parameters.name("modelType", modelType),
        RequirementsBuilder.builder()
            .gpuModel(parameters.name("gpuModel", gpuModel))
            .minVramGb(parameters.vram("minVram", minVram))
            .minRamGb(parameters.ram("minRam", minRam))
            .location(parameters.name("location", location))
            .labels(wanted == null ? Map.of() : wanted.asMap())
            .build(),
        parameters.money("maxPrice", maxPrice, Limits.PRICE));
  }

  /**
   * Returns the conditions that a provider must meet.
   *
   * @param known returns the known names
   */
  Specification<ProviderRow> where(ProviderRepository known) {
    return (provider, query, criteria) -> criteria.and(conditions(provider, criteria, known));
  }

  private List<Predicate> conditions(
      Root<ProviderRow> provider, CriteriaBuilder criteria, ProviderRepository known) {
    List<Predicate> all = new ArrayList<>();
    all.add(criteria.isFalse(provider.get("deregistered")));
    if (owner != null) {
      all.add(criteria.equal(provider.get("qubicAddress"), owner.value()));
    }
    if (availability != null) {
      all.add(is(availability, provider, criteria));
    }
    if (maxPrice != null) {
      all.add(criteria.lessThanOrEqualTo(provider.get("price"), maxPrice.micros()));
    }
    if (requirements.gpuModel() != null) {
      all.add(isGpu(GpuModel.of(requirements.gpuModel()), known.gpuModels(), provider, criteria));
    }
    if (requirements.minVramGb() != null) {
      all.add(criteria.greaterThanOrEqualTo(provider.get("gpuVram"), requirements.minVramGb()));
    }
    if (requirements.gpuCount() != null) {
      all.add(criteria.greaterThanOrEqualTo(provider.get("gpuCount"), requirements.gpuCount()));
    }
    if (requirements.minCpuCores() != null) {
      all.add(criteria.greaterThanOrEqualTo(provider.get("cpuCores"), requirements.minCpuCores()));
    }
    if (requirements.minRamGb() != null) {
      all.add(criteria.greaterThanOrEqualTo(provider.get("ramTotal"), requirements.minRamGb()));
    }
    if (requirements.location() != null) {
      all.add(
          isAnyOf(
              known.locations().stream().filter(requirements::isMetAt).toList(),
              provider.get("location"),
              criteria));
    }
    if (modelType != null) {
      all.add(serves(modelType, provider.get("serves"), criteria));
    }
    if (!requirements.labels().isEmpty()) {
      all.add(hasAll(requirements.labels(), provider.get("labels"), criteria));
    }
    if (!requirements.onlyProviders().isEmpty()) {
      all.add(isAnyOf(names(requirements.onlyProviders()), provider.get("workerId"), criteria));
    }
    if (!requirements.notProviders().isEmpty()) {
      all.add(
          isAnyOf(names(requirements.notProviders()), provider.get("workerId"), criteria).not());
    }
    return all;
  }

  private static Predicate serves(String modelType, Path<String> models, CriteriaBuilder criteria) {
    HibernateCriteriaBuilder sql = (HibernateCriteriaBuilder) criteria;
    return sql.isTrue(
        sql.sql(
            "(? = '[]' or jsonb_exists(?, ?))",
            Boolean.class,
            models,
            models,
            sql.value(NameRule.folded(modelType))));
  }

  private static Predicate hasAll(
      Map<String, String> asked, Path<String> labels, CriteriaBuilder criteria) {
    HibernateCriteriaBuilder sql = (HibernateCriteriaBuilder) criteria;
    return sql.isTrue(
        sql.sql("? @> ?::jsonb", Boolean.class, labels, sql.value(ReadModelJson.write(asked))));
  }

  private static List<String> names(Collection<WorkerId> workers) {
    return workers.stream().map(WorkerId::value).toList();
  }

  private static Predicate is(
      Availability availability, Root<ProviderRow> provider, CriteriaBuilder criteria) {
    return switch (availability) {
      case AVAILABLE -> criteria.isTrue(provider.get("available"));
      case BUSY ->
          criteria.and(
              criteria.isTrue(provider.get("online")), criteria.isFalse(provider.get("available")));
      case OFFLINE -> criteria.isFalse(provider.get("online"));
    };
  }

  private static Predicate isGpu(
      GpuModel wish, List<String> names, Root<ProviderRow> provider, CriteriaBuilder criteria) {
    Integer memory = wish.memoryGb();
    List<String> byName = new ArrayList<>();
    List<String> byNameAndMemory = new ArrayList<>();
    for (String name : names) {
      GpuModel card = GpuModel.of(name);
      if (card.meets(wish, null)) {
        byName.add(name);
      } else if (memory != null && card.meets(wish, memory.doubleValue())) {
        byNameAndMemory.add(name);
      }
    }
    Predicate named = isAnyOf(byName, provider.get("gpuModel"), criteria);
    return memory == null
        ? named
        : criteria.or(
            named,
            criteria.and(
                isAnyOf(byNameAndMemory, provider.get("gpuModel"), criteria),
                criteria.greaterThanOrEqualTo(provider.get("gpuVram"), memory - 0.5),
                criteria.lessThan(provider.get("gpuVram"), memory + 0.5)));
  }

  /**
   * Compares with all names in one parameter: providers choose their names, and a statement has no
   * more than 65,535 parameters.
   */
  private static Predicate isAnyOf(
      List<String> names, Path<String> name, CriteriaBuilder criteria) {
    HibernateCriteriaBuilder sql = (HibernateCriteriaBuilder) criteria;
    return sql.isTrue(
        sql.sql("? = any (?)", Boolean.class, name, sql.value(names.toArray(String[]::new))));
  }
}
