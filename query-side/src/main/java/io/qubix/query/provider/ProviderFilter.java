package io.qubix.query.provider;

import io.qubix.api.bounds.Limits;
import io.qubix.api.matching.GpuModel;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Parameters;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
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
    Requirements requirements,
    @Nullable Money maxPrice) {

  /** Whether a provider would take a job: now, later, or only after it comes back. */
  public enum Availability {
    AVAILABLE,
    BUSY,
    OFFLINE
  }

  /** Selects the providers that would take such a job at once. */
  static ProviderFilter takers(Requirements requirements, @Nullable Money maxPrice) {
    return new ProviderFilter(null, Availability.AVAILABLE, requirements, maxPrice);
  }

  /** Reads the parameters of the market's filter. */
  public static ProviderFilter read(
      Parameters parameters,
      @Nullable String availability,
      @Nullable String gpuModel,
      @Nullable String minVram,
      @Nullable String minRam,
      @Nullable String maxPrice,
      @Nullable String location) {
    return new ProviderFilter(
        null,
        parameters.word("availability", availability, Availability.class),
        new Requirements(
            parameters.name("gpuModel", gpuModel),
            parameters.vram("minVram", minVram),
            parameters.ram("minRam", minRam),
            parameters.name("location", location)),
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
    return all;
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
