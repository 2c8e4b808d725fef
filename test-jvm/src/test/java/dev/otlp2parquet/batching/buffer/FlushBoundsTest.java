package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.TestBody;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flush keeps to the calls and the memory that an alarm has, and goes on in the next one where it stopped. */
class FlushBoundsTest {

    private static final String BUDGET = "OTLP2PARQUET_SUBREQUEST_BUDGET";

    @TempDir
    private Path folder;

    private World world;
    private Client client;

    private void open(Map<String, String> more) {
        open(more, RangeReader.PIECE_BYTES);
    }

    private void open(Map<String, String> more, long pieceBytes) {
        world = new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(more));
        world.pieceBytes(pieceBytes);
        client = new Client(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private World.Host buffer() {
        return world.host(ActorKind.BUFFER, "logs-0");
    }

    private void pass(long millis) {
        world.scheduler().runUntil(world.scheduler().now() + millis);
    }

    /** Until the buffer has nothing left to do. */
    private void drain() {
        for (int i = 0; i < 10_000 && buffer().alarm() != null; i++) {
            pass(60_000);
        }
        assertEquals(null, buffer().alarm(), () -> client.status("logs-0"));
    }

    private List<String> keys() {
        return StoredTexts.keys(folder);
    }

    private int mostCalls() {
        return Collections.max(world.callsOfAlarms());
    }

    @Test
    void aThousandHoursOfOneRequestTakeManyAlarmsOfFewCalls() {
        open(Map.of(BUDGET, "40"));
        List<String> rows = client.sendHours("poison", 1_000);
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertEquals(1_000, keys().size(), "a file for each hour");
        assertTrue(mostCalls() <= 40, "at most " + mostCalls() + " calls in an alarm");
        assertTrue(world.callsOfAlarms().size() < 200, world.callsOfAlarms().size() + " alarms");
    }

    @Test
    void anAlarmOfALargeRangeWritesOneRowOfProgress() {
        open(Map.of(BUDGET, "40"));
        client.sendHours("poison", 600);
        pass(61_000);
        long written = buffer().sql().writtenRows();
        int alarms = world.callsOfAlarms().size();
        for (int i = 0; i < 5; i++) {
            pass(100);
        }
        long ofAlarms = buffer().sql().writtenRows() - written;
        int more = world.callsOfAlarms().size() - alarms;
        assertTrue(more > 0, "alarms follow each other at once");
        assertTrue(ofAlarms <= more, ofAlarms + " rows in " + more + " alarms");
    }

    @Test
    void othersDoNotWaitForARequestOfManyPartitions() {
        open(Map.of(BUDGET, "40"));
        List<String> before = client.send("before", 3);
        client.sendHours("poison", 1_000);
        List<String> after = client.send("after", 3);
        pass(60_500);
        List<String> stored = StoredTexts.ofFolder(folder);
        assertTrue(stored.containsAll(before), "sent before it");
        assertTrue(stored.containsAll(after), "sent after it");
        assertTrue(stored.size() < 1_006, "the large one is under way: " + stored.size());
        drain();
        assertEquals(1_006, StoredTexts.ofFolder(folder).size());
        assertTrue(mostCalls() <= 40, "at most " + mostCalls() + " calls in an alarm");
    }

    @Test
    void manyPartitionsThatAllRequestsShareStayInOneRange() {
        open(Map.of(BUDGET, "40"));
        List<String> services = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            services.add("service-" + i);
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.addAll(client.sendOf("r" + i, services));
        }
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertEquals(60, keys().size(), "a file for each service");
    }

    @Test
    void crashesInTheMiddleOfALargeRangeDoubleNothing() {
        open(Map.of(BUDGET, "40"));
        List<String> rows = client.sendHours("poison", 500);
        pass(60_010);
        for (int i = 0; i < 8; i++) {
            buffer().crash();
            pass(2_001);
        }
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
    }

    @Test
    void hoursWithoutServiceAreNotCutInTwo() {
        open(Map.of(BUDGET, "40", "OTLP2PARQUET_PARTITION_BY_SERVICE", "false"));
        List<String> rows = new ArrayList<>();
        for (String service : List.of("a", "b", "c")) {
            rows.addAll(client.sendTo(new TestBody(
                    Signal.LOGS,
                    ByteString.copyFrom(Client.hours(service, 100, service)),
                    Client.texts(service, 100))));
        }
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertEquals(100, keys().size(), "a file for each hour");
    }

    @Test
    void aRequestWhoseRowsDoNotFitIsWrittenPieceByPieceIntoOneFile() {
        open(Map.of(), 20_000);
        List<String> rows = client.send("large", 3_000);
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertEquals(1, keys().size());
    }

    @Test
    void piecesAndPartsTogether() {
        open(Map.of(BUDGET, "40"), 20_000);
        List<String> rows = new ArrayList<>(client.sendHours("both", 700));
        rows.addAll(client.send("other", 5));
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertTrue(mostCalls() <= 40, "at most " + mostCalls() + " calls in an alarm");
    }

    @Test
    void aRangeThatWasSealedLargerThanMemoryKeepsItsNames() {
        open(Map.of());
        world.storeDown(true);
        List<String> rows = new ArrayList<>(client.send("a", 300));
        rows.addAll(client.send("b", 300));
        pass(61_000);
        assertTrue(client.status("logs-0").contains("\"ranges_being_stored\":1"), client.status("logs-0"));
        world.pieceBytes(2_000);
        buffer().crash();
        world.storeDown(false);
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertEquals(1, keys().size());
        assertTrue(keys().get(0).endsWith("-1-2.parquet"), keys().toString());
    }

    @Test
    void servicesWhoseNamesShareASegmentOfTheKeyAreBothStored() {
        open(Map.of());
        String prefix = "x".repeat(200);
        List<String> rows = client.sendOf("same", List.of(prefix + "1", prefix + "2", "", "unknown_service"));
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
    }

    @Test
    void servicesOfHugeNamesAreStoredInParts() {
        open(Map.of(BUDGET, "40"));
        List<String> services = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // They begin alike: what is kept of a name is short, and tells it apart all the same.
            services.add("x".repeat(400_000) + i);
        }
        List<String> rows = client.sendOf("huge", services);
        drain();
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertTrue(mostCalls() <= 40, "at most " + mostCalls() + " calls in an alarm");
    }

    @Test
    void aRangeOfHalfTheBudgetDoesNotWaitForALargeOne() {
        open(Map.of(BUDGET, "100", "OTLP2PARQUET_BATCH_MAX_ROWS", "10"));
        client.sendHours("poison", 3_000);
        List<String> services = new ArrayList<>();
        for (int i = 0; i < 43; i++) {
            services.add("service-" + i);
        }
        pass(500);
        List<String> rows = client.sendOf("other", services);
        pass(1_500);
        List<String> stored = StoredTexts.ofFolder(folder);
        assertTrue(stored.size() < 3_043, "the large one is under way: " + stored.size());
        assertTrue(stored.containsAll(rows), "the other one is stored");
        drain();
        assertEquals(3_043, StoredTexts.ofFolder(folder).size());
        assertTrue(mostCalls() <= 100, "at most " + mostCalls() + " calls in an alarm");
    }
}
