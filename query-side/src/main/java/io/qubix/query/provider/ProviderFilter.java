package io.qubix.query.provider;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.job.Requirements;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which providers are meant; whatever is absent is not asked. What is asked of a machine means the
 * same as in {@link Requirements#metBy}.
 */
public record ProviderFilter(
    @Nullable QubicAddress owner,
    @Nullable Availability availability,
    Requirements requirements,
    @Nullable Money maxPrice) {

  /** Whether a provider would take a job: now, later, or not before it is back. */
  public enum Availability {
    AVAILABLE,
    BUSY,
    OFFLINE
  }

  /**
   * @param last only those that come after it in the order; null: all
   */
  Specification<ProviderRow> where(ProviderOrder order, @Nullable ProviderRow last) {
    return (provider, query, criteria) -> {
      List<Predicate> all = new ArrayList<>();
      if (owner != null) {
        all.add(criteria.equal(provider.get("qubicAddress"), owner.value()));
      }
      if (availability != null) {
        all.add(is(availability, provider, criteria));
      }
      if (maxPrice != null) {
        all.add(criteria.lessThanOrEqualTo(provider.get("price"), maxPrice.micros()));
      }
      addRequirements(all, provider, criteria);
      if (last != null) {
        all.add(order.after(last, provider, criteria));
      }
      return criteria.and(all);
    };
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

  private void addRequirements(
      List<Predicate> all, Root<ProviderRow> provider, CriteriaBuilder criteria) {
    if (requirements.gpuModel() != null) {
      all.add(
          criteria.greaterThan(
              criteria.locate(
                  criteria.lower(provider.get("gpuModel")), lower(requirements.gpuModel())),
              0));
    }
    if (requirements.minVramGb() != null) {
      all.add(criteria.greaterThanOrEqualTo(provider.get("gpuVram"), requirements.minVramGb()));
    }
    if (requirements.minRamGb() != null) {
      all.add(criteria.greaterThanOrEqualTo(provider.get("ramTotal"), requirements.minRamGb()));
    }
    if (requirements.location() != null) {
      all.add(
          criteria.equal(criteria.lower(provider.get("location")), lower(requirements.location())));
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
