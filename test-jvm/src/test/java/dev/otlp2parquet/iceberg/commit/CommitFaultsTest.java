package dev.otlp2parquet.iceberg.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Conflict;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Reason;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Rejected;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Throttled;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Unknown;
import dev.otlp2parquet.iceberg.jvm.LakeOfClients;
import dev.otlp2parquet.iceberg.rest.Authorization;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Backoff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong with a commit: exactly the rows acknowledged as committed are in the table, exactly once. */
class CommitFaultsTest {

    private static final Backoff BACKOFF = new Backoff(10, 100);
    private static final int HOUR = 490_923;

    @RegisterExtension
    static final LakeOfClients lake = new LakeOfClients("faults", 1);

    private final RestCatalog client = lake.client();
    private final TableIdentifier name = lake.newName();
    private final TableMetadata created = client.loadOrCreateTable(name, LakeOfClients.definition(2));
    private final AppendCommitter committer = lake.committer(client, name);
    /** Gives up long before the harness answers a commit that hangs. */
    private final AppendCommitter impatient =
            lake.committer(lake.client(Authorization.bearer(LakeOfClients.TOKEN), 700), name);

    private final FilesOfRows files = new FilesOfRows(lake);
    private final List<String> acknowledged = new ArrayList<>();

    private PendingAppend prepare(TableMetadata base, String service) {
        return committer.prepare(
                base,
                List.of(files.write(name, base, service, 3, HOUR), files.write(name, base, service + "x", 2, HOUR + 1)),
                Map.of());
    }

    private CommitOutcome commit(PendingAppend append, int attempts) {
        return committer.commit(null, append, attempts, BACKOFF);
    }

    private void acknowledge(String service) {
        acknowledged.addAll(FilesOfRows.rows(service, 3));
        acknowledged.addAll(FilesOfRows.rows(service + "x", 2));
        Collections.sort(acknowledged);
    }

    private void assertOnlyAcknowledgedRows() {
        assertEquals(acknowledged, files.servicesIn(name));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "NONE",
                "CONFLICT_BEFORE",
                "CONFLICT_AFTER",
                "ERROR_BEFORE",
                "UNAVAILABLE_BEFORE",
                "UNAVAILABLE_AFTER",
                "RESET_BEFORE",
                "RESET_AFTER",
                "HANG_BEFORE",
                "HANG_AFTER",
                "CONCURRENT_UPDATE_BEFORE",
                "CONCURRENT_UPDATE_AFTER"
            })
    void theCommitGetsThroughExactlyOnceDespite(Fault fault) {
        PendingAppend first = prepare(created, "first");
        lake.harness().inject(fault);
        assertInstanceOf(Committed.class, impatient.commit(null, first, 5, BACKOFF));
        acknowledge("first");
        assertOnlyAcknowledgedRows();

        TableMetadata base = client.loadTable(name);
        PendingAppend second = prepare(base, "second");
        lake.harness().inject(fault, fault);
        assertInstanceOf(Committed.class, impatient.commit(base, second, 6, BACKOFF));
        acknowledge("second");
        assertOnlyAcknowledgedRows();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR_BEFORE", "UNAVAILABLE_BEFORE", "RESET_BEFORE", "HANG_BEFORE", "CONCURRENT_UPDATE_BEFORE"})
    void anAttemptWithAnAmbiguousAnswerIsUnknownAndItsReadBackFindsNothing(Fault fault) {
        PendingAppend append = prepare(created, "a");
        lake.harness().inject(fault);
        assertInstanceOf(Unknown.class, impatient.attempt(created, append));
        assertInstanceOf(Conflict.class, committer.resolve(append));
        assertOnlyAcknowledgedRows();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE_AFTER", "RESET_AFTER", "HANG_AFTER", "CONCURRENT_UPDATE_AFTER"})
    void anAttemptWithAnAmbiguousAnswerIsUnknownAndItsReadBackFindsTheSnapshot(Fault fault) {
        PendingAppend append = prepare(created, "a");
        lake.harness().inject(fault);
        assertInstanceOf(Unknown.class, impatient.attempt(created, append));
        acknowledge("a");
        assertOnlyAcknowledgedRows();
        Committed found = assertInstanceOf(Committed.class, committer.resolve(append));
        assertEquals(append.snapshotId(), found.snapshotId());
        assertEquals(append.snapshotId(), found.metadata().current().snapshotId());
    }

    @Test
    void aLateCommitThatWasGivenUpCannotDoubleTheRows() {
        PendingAppend append = prepare(created, "late");
        assertInstanceOf(Committed.class, committer.attempt(created, append));
        acknowledge("late");
        // The same request once more, as if the first had been on its way for minutes.
        assertInstanceOf(Conflict.class, committer.attempt(created, append));
        assertInstanceOf(Committed.class, commit(append, 1));
        assertOnlyAcknowledgedRows();
    }

    @Test
    void aThrottledCommitSaysHowLongToWaitAndPassesLater() {
        PendingAppend append = prepare(created, "t");
        lake.harness().inject(Fault.THROTTLED);
        Throttled throttled = assertInstanceOf(Throttled.class, commit(append, 5));
        assertEquals(7000, throttled.retryAfterMillis());
        assertOnlyAcknowledgedRows();
        assertInstanceOf(Committed.class, commit(append, 1));
        acknowledge("t");
        assertOnlyAcknowledgedRows();
    }

    @Test
    void anExpiredTokenRejectsAndTheSameAppendPassesWithAnother() {
        PendingAppend append = prepare(created, "t");
        lake.harness().inject(Fault.UNAUTHORIZED);
        Rejected rejected = assertInstanceOf(Rejected.class, commit(append, 5));
        assertEquals(Reason.UNAUTHORIZED, rejected.reason());
        assertEquals("commit to table " + name + ": HTTP 401: token expired", rejected.message());
        assertOnlyAcknowledgedRows();
        assertInstanceOf(Committed.class, commit(append, 1));
        acknowledge("t");
        assertOnlyAcknowledgedRows();
    }

    @Test
    void forbiddenIsARejection() {
        PendingAppend append = prepare(created, "t");
        lake.harness().inject(Fault.FORBIDDEN);
        assertEquals(
                Reason.FORBIDDEN,
                assertInstanceOf(Rejected.class, commit(append, 5)).reason());
        assertOnlyAcknowledgedRows();
    }

    @Test
    void theTableCannotBeAskedAfterAnUnknownOutcomeSoThatItStaysUnknown() {
        PendingAppend append = prepare(created, "u");
        lake.harness().inject(Fault.UNAVAILABLE_AFTER);
        lake.harness().beforeNextCommit(lake.harness()::expireTokens);
        Unknown unknown = assertInstanceOf(Unknown.class, committer.commit(created, append, 3, BACKOFF));
        assertTrue(unknown.message().contains("HTTP 401"), unknown.message());
        lake.harness().acceptToken(LakeOfClients.TOKEN);
        acknowledge("u");
        assertInstanceOf(Committed.class, committer.resolve(append));
        assertOnlyAcknowledgedRows();
    }

    @Test
    void aTableDroppedAndCreatedAgainBetweenLoadAndCommitRejects() {
        PendingAppend append = prepare(created, "gone");
        lake.harness().beforeNextCommit(() -> {
            lake.harness().catalog().dropTable(LakeOfClients.javaName(name), false);
            lake.client().loadOrCreateTable(name, LakeOfClients.definition(2));
        });
        Rejected rejected = assertInstanceOf(Rejected.class, committer.commit(created, append, 5, BACKOFF));
        assertEquals(Reason.TABLE_REPLACED, rejected.reason());
        assertOnlyAcknowledgedRows();
        assertEquals(
                Reason.TABLE_REPLACED,
                assertInstanceOf(Rejected.class, committer.attempt(client.loadTable(name), append))
                        .reason());
    }

    @Test
    void aTableThatWasDroppedRejects() {
        PendingAppend append = prepare(created, "gone");
        lake.harness().catalog().dropTable(LakeOfClients.javaName(name), false);
        Rejected rejected = assertInstanceOf(Rejected.class, committer.commit(created, append, 5, BACKOFF));
        assertEquals(Reason.TABLE_MISSING, rejected.reason());
        client.loadOrCreateTable(name, LakeOfClients.definition(2));
    }

    @Test
    void anotherWriterThatIsFirstCostsOneMoreAttemptAndTheManifestIsUsedAgain(TestInfo info) {
        PendingAppend mine = prepare(created, "mine");
        PendingAppend theirs = prepare(created, "theirs");
        lake.harness().beforeNextCommit(() -> {
            lake.clock().sleep(0);
            assertInstanceOf(
                    Committed.class,
                    lake.committer(lake.client(), name).attempt(created, theirs),
                    info.getDisplayName());
        });
        int written = lake.objects().writes().size();
        assertInstanceOf(Committed.class, committer.commit(created, mine, 2, BACKOFF));
        // Three manifest lists: theirs and two of mine; no manifest.
        assertEquals(written + 3, lake.objects().writes().size());
        acknowledge("mine");
        acknowledge("theirs");
        assertOnlyAcknowledgedRows();
    }

    /** Nessie makes the schema of a snapshot the table's own: the one of old metadata would undo what was changed. */
    @Test
    void aSchemaThatSomebodyChangedMeanwhileCostsOneMoreAttemptAndIsThatOfTheSnapshot() {
        PendingAppend append = prepare(created, "a");
        Table table = lake.harness().catalog().loadTable(LakeOfClients.javaName(name));
        table.updateSchema().addColumn("note", Types.StringType.get()).commit();

        assertInstanceOf(Conflict.class, committer.attempt(created, append));
        assertInstanceOf(Committed.class, committer.commit(created, append, 2, BACKOFF));

        table.refresh();
        assertEquals(table.schema().schemaId(), table.currentSnapshot().schemaId());
        acknowledge("a");
        assertOnlyAcknowledgedRows();
    }

    @Test
    void aClockThatRunsBackDoesNotContradictTheTable() {
        assertInstanceOf(Committed.class, commit(prepare(created, "now"), 1));
        acknowledge("now");
        lake.clock().shift(-600_000);
        try {
            assertInstanceOf(Committed.class, commit(prepare(client.loadTable(name), "past"), 1));
        } finally {
            lake.clock().shift(600_000);
        }
        acknowledge("past");
        assertOnlyAcknowledgedRows();
        lake.table(name).newFastAppend().commit();
    }

    @Test
    void eightWritersThatAppendAtOnceAllGetThrough() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<CommitOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            String service = "w" + i;
            PendingAppend append = prepare(created, service);
            acknowledge(service);
            LakeOfClients same = lake;
            Thread writer = new Thread(
                    () -> outcomes.add(same.committer(same.client(), name).commit(created, append, 30, BACKOFF)));
            writers.add(writer);
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        for (CommitOutcome outcome : outcomes) {
            assertInstanceOf(Committed.class, outcome);
        }
        assertEquals(8, outcomes.size());
        assertOnlyAcknowledgedRows();
    }
}
