package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.platform.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that can happen to a buffer's log, in any order, against a model of it: a map from sequences to requests. */
class BufferLogModelTest {

    private static final int STEPS = 400;

    private static final class Request {
        private final byte[] mark;
        private final int decodedBytes;
        private final byte[] body;

        Request(byte[] mark, int decodedBytes, byte[] body) {
            this.mark = mark;
            this.decodedBytes = decodedBytes;
            this.body = body;
        }
    }

    private SqliteStorage sql;
    private BufferLog log;
    private Random random;
    private Randomness randomness;

    private final TreeMap<Long, Request> inLog = new TreeMap<>();
    private final TreeMap<Long, Request> aside = new TreeMap<>();
    private final List<SealedRange> ranges = new ArrayList<>();
    private final List<byte[]> marks = new ArrayList<>();
    private long last;
    private long sealed;

    /** Up to which a flush has read that has not sealed it yet; others run meanwhile. 0: there is none. */
    private long reached;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRequestIsInOnePlaceUntilItIsDone(long seed) throws UnreadableRequestException {
        random = new Random(seed);
        randomness = random::nextLong;
        try (SqliteStorage storage = new SqliteStorage()) {
            sql = storage;
            log = BufferLog.open(sql, "logs-0", randomness, new BufferMemory());
            for (int step = 0; step < STEPS; step++) {
                String done = step();
                check("seed " + seed + ", step " + step + ": " + done);
            }
            log.releaseQuarantined();
            assertEquals(inLog.size() + aside.size(), log.backlog().requests());
            long to = log.backlog().last();
            if (to > sealed) {
                seal(to);
            }
            while (!ranges.isEmpty()) {
                log.delete(ranges.remove(0), 9);
            }
            assertEquals(1, Segments.of(sql).all().size(), "nothing waits any more");
            assertEquals(Backlog.NOTHING, log.backlog());
            assertEquals(0, BufferRows.chunks(sql));
            restart();
            checkMarks();
        }
    }

    private String step() {
        int choice = random.nextInt(100);
        if (choice < 50) {
            append();
            return "append " + last;
        }
        if (choice < 60) {
            Long sequence = any(inLog);
            if (sequence != null) {
                log.quarantine(sequence, "unreadable");
                aside.put(sequence, inLog.remove(sequence));
            }
            return "set aside " + sequence;
        }
        if (choice < 66) {
            Long sequence = any(aside);
            if (sequence != null) {
                long released = log.release(sequence);
                assertTrue(released > last, released + " is new, " + last + " was the last");
                last = released;
                inLog.put(released, aside.remove(sequence));
            }
            return "release " + sequence;
        }
        if (choice < 72) {
            Long sequence = any(aside);
            if (sequence != null) {
                log.deleteQuarantined(sequence, 9);
                aside.remove(sequence);
            }
            return "delete " + sequence;
        }
        if (choice < 86) {
            Long sequence = any(inLog.tailMap(sealed, false));
            if (reached > 0) {
                seal(reached);
            } else if (sequence != null) {
                reached = sequence;
            }
            return "read or seal, sealed " + sealed + ", reached " + reached;
        }
        if (choice < 96) {
            if (!ranges.isEmpty()) {
                SealedRange range = ranges.remove(random.nextInt(ranges.size()));
                log.delete(range, 9);
                inLog.subMap(range.from(), true, range.to(), true).clear();
                return "done " + range;
            }
            return "nothing";
        }
        restart();
        return "restart";
    }

    private void append() {
        byte[] body = randomness.bytes(random.nextInt(40) == 0 ? 1_200_000 : 8);
        Request request = new Request(
                randomness.bytes(KnownRequests.MARK_BYTES), random.nextInt(10) == 0 ? 5 << 20 : 1_000_000, body);
        long sequence = log.append(
                new StoredRequest(0, RequestFormat.JSON.code(), 2, request.decodedBytes, 1_000, body), request.mark);
        assertTrue(sequence > last, sequence + " is new, " + last + " was the last");
        last = sequence;
        inLog.put(sequence, request);
        marks.add(request.mark);
    }

    private void seal(long to) {
        SealedRange range = new SealedRange(sealed + 1, to, new RangeProgress());
        log.seal(range, 5);
        ranges.add(range);
        sealed = to;
        reached = 0;
    }

    private Long any(Map<Long, Request> requests) {
        List<Long> sequences = new ArrayList<>(requests.keySet());
        return sequences.isEmpty() ? null : sequences.get(random.nextInt(sequences.size()));
    }

    /** As after a restart of the object: what a flush has read is gone. */
    private void restart() {
        reached = 0;
        log = BufferLog.existing(sql, new BufferMemory());
    }

    private void check(String when) throws UnreadableRequestException {
        assertEquals(sealed, log.sealedThrough(), when);
        for (SealedRange range : ranges) {
            assertEquals(sequences(inLog.subMap(range.from(), true, range.to(), true)), read(range), when);
        }
        TreeMap<Long, Request> unsealed = new TreeMap<>(inLog.tailMap(sealed, false));
        assertEquals(sequences(unsealed), read(new SealedRange(sealed + 1, last, null)), when);
        sums(unsealed, log.unsealed(), when);
        sums(aside, log.setAside().sums(), when);
        TreeMap<Long, Request> all = new TreeMap<>(inLog);
        all.putAll(aside);
        sums(all, log.backlog(), when);
        Long one = any(inLog);
        if (one != null) {
            assertArrayEquals(inLog.get(one).body, log.request(one).body(), when);
        }
        Long other = any(aside);
        if (other != null) {
            assertArrayEquals(
                    aside.get(other).body, log.setAside().request(other).body(), when);
        }
        if (random.nextInt(50) == 0) {
            checkMarks();
        }
    }

    private void checkMarks() {
        for (byte[] mark : marks) {
            assertTrue(log.known().has(mark, 9));
        }
    }

    private static void sums(SortedMap<Long, Request> expected, Backlog sums, String when) {
        assertEquals(expected.size(), sums.requests(), when);
        assertEquals(2L * expected.size(), sums.rows(), when);
        assertEquals(
                expected.values().stream().mapToLong(each -> each.decodedBytes).sum(), sums.decodedBytes(), when);
        assertEquals(
                expected.values().stream().mapToLong(each -> each.body.length).sum(), sums.storedBytes(), when);
        assertEquals(expected.isEmpty() ? 0 : expected.firstKey(), sums.first(), when);
        assertEquals(expected.isEmpty() ? 0 : expected.lastKey(), sums.last(), when);
    }

    private static List<Long> sequences(Map<Long, Request> requests) {
        return new ArrayList<>(requests.keySet());
    }

    private List<Long> read(SealedRange range) {
        List<Long> read = new ArrayList<>();
        for (long next = log.nextSequence(range.from() - 1, range.to());
                next >= 0;
                next = log.nextSequence(next, range.to())) {
            read.add(next);
        }
        return read;
    }
}
