package io.qubix.log.seal.store;

import io.qubix.log.follow.AtMost;
import io.qubix.log.read.BoundedQuery;
import io.qubix.log.read.BoundedRead;
import io.qubix.log.seal.EventBytes;
import io.qubix.log.seal.InclusionProof;
import io.qubix.log.seal.KnownHead;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import io.qubix.log.seal.SealedBlock;
import io.qubix.log.seal.SignedHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The seal in PostgreSQL; it is verified by reading all of it. */
final class PostgresSeal implements Seal {

  static final int PAGE = 2_000;

  /** The hashed bytes of an event: every field as the database returns it, a line each. */
  static final String LEAF_BYTES =
      "concat_ws(E'\\n', position, to_jsonb(stream), sequence, coalesce(to_jsonb(stream_type),"
          + " 'null'), event_id, to_jsonb(type), coalesce(to_jsonb(revision), 'null'),"
          + " (extract(epoch from at) * 1000000)::bigint, payload, metadata)";

  private static final AtMost AT_ONCE = AtMost.events(PAGE);
  private static final long PAGE_BYTES = 4_000_000;

  private static final String BLOCKS =
      "select number, first_position, last_position, at, encode(root, 'hex') as root,"
          + " encode(previous, 'hex') as previous, encode(hash, 'hex') as hash from block ";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate snapshot;
  private final SealKey key;
  private final BoundedQuery events;

  /**
   * @param snapshot a read-only transaction in which all queries see the same state
   */
  PostgresSeal(JdbcTemplate jdbc, TransactionTemplate snapshot, SealKey key) {
    this.jdbc = jdbc;
    this.snapshot = snapshot;
    this.key = key;
    this.events =
        BoundedRead.WHOLE.query(
            jdbc,
            "position, leaf, " + LEAF_BYTES + " as sealed",
            "position > ? and position <= ?",
            "position");
  }

  @Override
  public Optional<SignedHead> signedHead() {
    return head().map(key::sign);
  }

  @Override
  public Optional<SealedBlock> head() {
    return jdbc.query(BLOCKS + "order by number desc limit 1", PostgresSeal::block).stream()
        .findFirst();
  }

  @Override
  public Optional<InclusionProof> proof(long position) {
    return jdbc
        .query(
            BLOCKS + "where first_position <= ? order by first_position desc limit 1",
            PostgresSeal::block,
            position)
        .stream()
        .filter(block -> position <= block.lastPosition())
        .findFirst()
        .flatMap(block -> proof(position, block));
  }

  private Optional<InclusionProof> proof(long position, SealedBlock block) {
    LogFormat format = new LogFormat();
    List<byte[]> leaves = new ArrayList<>();
    String proven = null;
    int index = 0;
    long read = block.firstPosition() - 1;
    for (List<SealedEvent> page = events(read, block.lastPosition());
        !page.isEmpty();
        page = events(read, block.lastPosition())) {
      for (SealedEvent event : page) {
        if (event.position() == position) {
          proven = event.leafBytes();
          index = leaves.size();
        }
        leaves.add(format.leaf(event.leafBytes()));
        read = event.position();
      }
    }
    return proven == null
        ? Optional.empty()
        : Optional.of(
            new InclusionProof(
                position,
                proven,
                LogFormat.hex(leaves.get(index)),
                format.path(leaves, index),
                block));
  }

  @Override
  public SealVerdict verify(@Nullable KnownHead expected, Consumer<Long> progress) {
    SealVerdict verdict =
        snapshot.execute(
            status ->
                new SealVerification(after -> blocks(after, PAGE), this::page, expected, progress)
                    .run());
    if (verdict == null) {
      throw new IllegalStateException("A verification has a verdict");
    }
    return verdict;
  }

  @Override
  public List<SealedBlock> blocks(long after, int limit) {
    return jdbc.query(
        BLOCKS + "where number > ? order by number limit ?", PostgresSeal::block, after, limit);
  }

  @Override
  public List<EventBytes> leaves(long after, int limit) {
    return events(after, Long.MAX_VALUE, new AtMost(limit, PAGE_BYTES)).stream()
        .map(event -> new EventBytes(event.position(), event.leafBytes()))
        .toList();
  }

  private List<SealedEvent> page(long after) {
    return events(after, Long.MAX_VALUE);
  }

  private List<SealedEvent> events(long after, long upTo) {
    return events(after, upTo, AT_ONCE);
  }

  private List<SealedEvent> events(long after, long upTo, AtMost most) {
    return events.read(most, PostgresSeal::event, after, upTo).events();
  }

  private static SealedEvent event(ResultSet row, int number) throws SQLException {
    return new SealedEvent(row.getLong("position"), row.getString("sealed"), row.getBytes("leaf"));
  }

  private static SealedBlock block(ResultSet row, int number) throws SQLException {
    return new SealedBlock(
        row.getLong("number"),
        row.getLong("first_position"),
        row.getLong("last_position"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("root"),
        row.getString("previous"),
        row.getString("hash"));
  }
}
