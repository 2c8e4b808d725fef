package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.Telemetry.HOUR;
import static dev.otlp2parquet.ingest.TestHost.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.jvm.PatientHttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong with a commit: exactly the rows acknowledged as committed are in the table, each once, and a request sent
 * again is committed once in the end.
 */
class LakeFaultsTest {

    @RegisterExtension
    static final Lake lake = new Lake("faults");

    private final String namespace = lake.newNamespace();
    private final LakeIsolate isolate = new LakeIsolate(lake, namespace);
    private final List<String> committed = new ArrayList<>();

    /** The table exists and is known before anything goes wrong. */
    @BeforeEach
    void commitOnce() {
        committed("before", isolate);
    }

    private static ExportLogsServiceRequest logs(String body) {
        return Telemetry.logs("cart", Telemetry.log(NOW + 1, body), Telemetry.log(NOW - HOUR, body + "-"));
    }

    private static HttpAnswer post(LakeIsolate through, String body) {
        return through.post("/v1/logs", logs(body));
    }

    private void committed(String body, LakeIsolate through) {
        HttpAnswer answer = post(through, body);
        assertEquals(200, answer.status(), () -> Received.status(answer).getMessage());
        assertEquals(
                "true", answer.header("otlp2parquet-committed"), through.log().lines()::toString);
        remember(body);
    }

    private void remember(String body) {
        committed.add(body);
        committed.add(body + "-");
        Collections.sort(committed);
    }

    private void notCommitted(String body, String header) {
        HttpAnswer answer = post(isolate, body);
        assertEquals(200, answer.status());
        assertEquals(
                header, answer.header("otlp2parquet-committed"), isolate.log().lines()::toString);
        String warning = Received.into(ExportLogsServiceResponse.newBuilder(), answer)
                .build()
                .getPartialSuccess()
                .getErrorMessage();
        assertTrue(warning.startsWith("the rows are stored, "), warning);
        assertEquals("warn", isolate.log().text("level"));
        assertEquals(header, isolate.log().text("committed"));
        assertFalse(isolate.log().text("commit_reason").isEmpty());
    }

    private void assertOnlyCommittedRows() {
        assertEquals(committed, lake.texts(namespace, "logs", "Body"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAUTHORIZED", "FORBIDDEN"},
            mode = EnumSource.Mode.EXCLUDE)
    void aCommitGetsThroughOnceDespite(Fault fault) {
        lake.harness().inject(fault);
        committed("once", isolate);
        assertOnlyCommittedRows();

        lake.harness().inject(fault, fault);
        committed("twice", isolate);
        assertOnlyCommittedRows();
        committed("after", isolate);
        assertOnlyCommittedRows();
    }

    @ParameterizedTest
    @CsvSource({
        "CONFLICT_BEFORE, false",
        "ERROR_BEFORE, unknown",
        "UNAVAILABLE_BEFORE, unknown",
        "RESET_BEFORE, unknown",
        "CONCURRENT_UPDATE_BEFORE, unknown",
        "THROTTLED, false",
        "UNAUTHORIZED, false",
        "FORBIDDEN, false"
    })
    void aCommitThatNeverGetsThroughIsToldSoAndPassesWhenItIsSentAgain(Fault fault, String header) {
        lake.harness().inject(Collections.nCopies(20, fault).toArray(new Fault[0]));
        notCommitted("again", header);
        assertOnlyCommittedRows();

        lake.harness().clearFaults();
        isolate.clock().sleep(60_000);
        committed("again", isolate);
        assertOnlyCommittedRows();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FORBIDDEN", "UNAVAILABLE_BEFORE"})
    void whereAWarningIsNotEnoughTheExporterIsToldToSendAgain(Fault fault) {
        LakeIsolate strict = new LakeIsolate(lake, namespace, "WARN_ON_CATALOG_FAILURE", "false");
        lake.harness().inject(Collections.nCopies(20, fault).toArray(new Fault[0]));
        HttpAnswer answer = post(strict, "strict");
        assertEquals(503, answer.status());
        assertEquals("error", strict.log().text("level"));
        assertEquals("5", answer.header("retry-after"));
        assertEquals(fault == Fault.FORBIDDEN ? "false" : "unknown", answer.header("otlp2parquet-committed"));
        String message = Received.status(answer).getMessage();
        assertTrue(message.endsWith("nothing is lost or doubled if the request is sent again"), message);
        assertOnlyCommittedRows();

        lake.harness().clearFaults();
        committed("strict", strict);
        assertOnlyCommittedRows();
    }

    @Test
    void aCommitThatWasAppliedAndCannotBeAskedForIsUnknownAndFoundWhenItIsSentAgain() {
        lake.harness().inject(Fault.UNAVAILABLE_AFTER);
        lake.harness().beforeNextCommit(lake.harness()::expireTokens);
        notCommitted("applied", "unknown");
        lake.harness().acceptToken(Lake.TOKEN);
        remember("applied");
        assertOnlyCommittedRows();

        int commits = lake.harness().commits();
        assertEquals("true", post(isolate, "applied").header("otlp2parquet-committed"));
        assertTrue(lake.harness().commits() <= commits + 1, "found at the latest after one conflict");
        assertOnlyCommittedRows();
    }

    @Test
    void anExpiredTokenIsNotCommittedUntilThereIsAnother() {
        lake.harness().expireTokens();
        notCommitted("later", "false");
        lake.harness().acceptToken(Lake.TOKEN);
        assertOnlyCommittedRows();
        committed("later", isolate);
        assertOnlyCommittedRows();
    }

    @Test
    void aThrottledCommitWaitsForAsLongAsTheCatalogAsks() {
        long before = isolate.clock().unixMillis();
        lake.harness().inject(Fault.THROTTLED);
        committed("patient", isolate);
        assertTrue(isolate.clock().unixMillis() - before >= 7000);
        assertOnlyCommittedRows();
    }

    /** A host whose commits are lost on the way, and arrive later. */
    private Deque<HttpRequest> loseCommits(int count) {
        Deque<HttpRequest> lost = new ArrayDeque<>();
        PatientHttpClient client = new PatientHttpClient();
        isolate.httpThrough(request -> {
            boolean commit = request.method().equals("POST") && request.url().endsWith("/tables/logs");
            if (commit && lost.size() < count) {
                lost.add(request);
                throw new HttpFailure("lost on the way");
            }
            return client.send(request);
        });
        return lost;
    }

    @Test
    void aLostRequestThatArrivesBeforeTheNextAttemptDoublesNothing() {
        Deque<HttpRequest> lost = loseCommits(1);
        lake.harness()
                .beforeNextCommit(() -> assertEquals(
                        200, new PatientHttpClient().send(lost.remove()).status()));
        committed("late", isolate);
        assertOnlyCommittedRows();
        assertEquals(2, lake.snapshots(namespace, "logs"));
    }

    @Test
    void aLostRequestThatArrivesAfterItWasGivenUpDoublesNothing() {
        Deque<HttpRequest> lost = loseCommits(8);
        notCommitted("late", "unknown");
        assertEquals(8, lost.size());
        assertOnlyCommittedRows();

        lake.harness()
                .beforeNextCommit(() -> assertEquals(
                        200, new PatientHttpClient().send(lost.removeLast()).status()));
        committed("late", isolate);
        assertOnlyCommittedRows();
        for (HttpRequest later : lost) {
            assertEquals(409, new PatientHttpClient().send(later).status());
        }
        assertOnlyCommittedRows();
    }

    @Test
    void theSameBytesInTwoIsolatesAtOnceAreCommittedOnce() {
        lake.harness().beforeNextCommit(() -> committed("same", new LakeIsolate(lake, namespace)));
        assertEquals("true", post(isolate, "same").header("otlp2parquet-committed"));
        assertOnlyCommittedRows();
        assertEquals(2, lake.snapshots(namespace, "logs"));
    }

    @Test
    void partsOfARequestThatAreCommittedAlreadyAreLeftOut() {
        // The file of the first hour is the same, that of the second is not.
        LakeIsolate other = new LakeIsolate(lake, namespace);
        lake.harness()
                .beforeNextCommit(() -> assertEquals(
                        "true",
                        other.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NOW + 1, "part")))
                                .header("otlp2parquet-committed")));
        committed("part", isolate);
        assertOnlyCommittedRows();
    }

    @Test
    void anotherWriterThatIsFirstCostsOneMoreRequest() {
        lake.harness().beforeNextCommit(() -> committed("theirs", new LakeIsolate(lake, namespace)));
        committed("ours", isolate);
        assertEquals(2, isolate.log().number("commit_requests"));
        assertOnlyCommittedRows();
    }

    private void drop() {
        assertTrue(lake.dropTable(namespace, "logs"));
        committed.clear();
    }

    @Test
    void aTableThatWasDroppedIsCreatedAgainAndTheRowsAreWrittenAnew() {
        lake.harness().beforeNextCommit(this::drop);
        committed("anew", isolate);
        assertOnlyCommittedRows();
        assertFalse(isolate.log().text("commit_reason").isEmpty());
        committed("next", isolate);
        assertOnlyCommittedRows();
    }

    @Test
    void aTableThatWasDroppedAndCreatedAgainGetsTheRowsWrittenAnew() {
        lake.harness().beforeNextCommit(() -> {
            drop();
            committed("first of the new", new LakeIsolate(lake, namespace));
        });
        committed("anew", isolate);
        assertOnlyCommittedRows();
        for (String path : lake.liveFiles(namespace, "logs")) {
            assertTrue(path.startsWith(lake.table(namespace, "logs").location() + "/"), path);
        }
    }

    @Test
    void aTableThatIsReplacedTwiceIsGivenUp() {
        lake.harness().beforeNextCommit(() -> {
            drop();
            committed("second", new LakeIsolate(lake, namespace));
            lake.harness().beforeNextCommit(() -> {
                drop();
                committed("third", new LakeIsolate(lake, namespace));
            });
        });
        notCommitted("given up", "false");
        assertOnlyCommittedRows();
    }

    @Test
    void aTableWhoseColumnsContradictOursIsRefusedWithTheReasonAndNothingIsClaimed() {
        drop();
        lake.harness()
                .catalog()
                .createTable(
                        TableIdentifier.of(namespace, "logs"),
                        new org.apache.iceberg.Schema(
                                org.apache.iceberg.types.Types.NestedField.required(
                                        1, "Timestamp", org.apache.iceberg.types.Types.StringType.get()),
                                org.apache.iceberg.types.Types.NestedField.optional(
                                        2, "Body", org.apache.iceberg.types.Types.StringType.get())));
        HttpAnswer answer = post(isolate, "refused");
        assertEquals(503, answer.status());
        assertEquals("30", answer.header("retry-after"));
        assertEquals("false", answer.header("otlp2parquet-committed"));
        assertTrue(
                Received.status(answer)
                        .getMessage()
                        .contains("Timestamp: the table has the type string, written is timestamptz"),
                Received.status(answer).getMessage());
        assertEquals("error", isolate.log().text("level"));
        assertOnlyCommittedRows();
        // And so is the next one, which finds out without a commit.
        assertEquals(503, post(isolate, "refused").status());
    }

    private org.apache.iceberg.Table table() {
        return lake.table(namespace, "logs");
    }

    @Test
    void aColumnThatSomebodyAddsStaysNull() {
        lake.harness()
                .beforeNextCommit(() -> table().updateSchema()
                        .addColumn("Extra", org.apache.iceberg.types.Types.LongType.get())
                        .commit());
        committed("meanwhile", isolate);
        committed("after", isolate);
        assertOnlyCommittedRows();
        assertEquals(Collections.nCopies(6, "null"), lake.texts(namespace, "logs", "Extra"));
    }

    @Test
    void aColumnThatSomebodyRenamesGoesOnReceivingItsValues() {
        lake.harness()
                .beforeNextCommit(() -> table().updateSchema()
                        .renameColumn("EventName", "Event")
                        .renameColumn("ServiceName", "Service")
                        .commit());
        committed("meanwhile", isolate);
        assertEquals(Collections.nCopies(4, "cart"), lake.texts(namespace, "logs", "Service"));
        committed("after", isolate);
        assertEquals(1, isolate.log().lines().size(), "no warning");
        assertEquals(Collections.nCopies(6, "cart"), lake.texts(namespace, "logs", "Service"));

        table().updateSchema().renameColumn("Service", "ServiceName").commit();
        committed("later", isolate);
        assertEquals(Collections.nCopies(8, "cart"), lake.texts(namespace, "logs", "ServiceName"));
        assertOnlyCommittedRows();
    }

    @Test
    void aColumnThatSomebodyDropsIsLeftOut() {
        lake.harness()
                .beforeNextCommit(() ->
                        table().updateSchema().deleteColumn("SeverityText").commit());
        committed("meanwhile", isolate);
        List<String> lines = isolate.log().lines();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("\"columns\":\"SeverityText\""), lines.get(0));
        committed("after", isolate);
        assertEquals(1, isolate.log().lines().size(), "one warning");
        assertOnlyCommittedRows();
        assertEquals(null, table().schema().findField("SeverityText"));
    }

    @Test
    void aColumnThatSomebodyPromotesIsReadAsTheWiderType() {
        lake.harness()
                .beforeNextCommit(() -> table().updateSchema()
                        .updateColumn("SeverityNumber", org.apache.iceberg.types.Types.LongType.get())
                        .commit());
        committed("meanwhile", isolate);
        committed("after", isolate);
        assertOnlyCommittedRows();
        lake.rows(namespace, "logs").forEach(row -> assertEquals(0L, row.getField("SeverityNumber")));
    }

    @Test
    void aSpecAndASortOrderThatSomebodyChangesAreFollowedFromTheNextCommitOn() {
        lake.harness().beforeNextCommit(() -> {
            table().updateSpec()
                    .removeField("Timestamp_hour")
                    .addField(org.apache.iceberg.expressions.Expressions.day("Timestamp"))
                    .addField(org.apache.iceberg.expressions.Expressions.bucket("ServiceName", 4))
                    .commit();
            table().replaceSortOrder().asc("Timestamp").commit();
        });
        committed("meanwhile", isolate);
        assertEquals(2, isolate.log().number("files"));
        committed("after", isolate);
        assertEquals(1, isolate.log().number("files"), "one day, one bucket");
        assertOnlyCommittedRows();
        assertNotNull(table().currentSnapshot());
        lake.liveFiles(namespace, "logs");
    }
}
