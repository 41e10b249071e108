package io.qubix.query.provider.history;

import java.time.LocalDate;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads what providers did. */
interface HistoryRepository extends Repository<DayRow, DayRow.Key> {

  @Query("select d from DayRow d where d.workerId = :workerId and d.day between :first and :last")
  List<DayRow> findDays(String workerId, LocalDate first, LocalDate last);

  @Query(
      "select p from PresenceRow p where p.workerId = :workerId"
          + " order by p.position desc limit :limit")
  List<PresenceRow> findPresence(String workerId, int limit);
}
