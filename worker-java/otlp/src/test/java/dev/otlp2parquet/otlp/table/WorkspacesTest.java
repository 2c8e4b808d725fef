package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.model.AttributeLimits;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.otlp.model.ValueKind;
import org.junit.jupiter.api.Test;

/** What is kept for the next request, and how much of it at most. */
class WorkspacesTest {

    private static final int MB = 1 << 20;

    private final Workspaces workspaces =
            new Workspaces(new TableDefinitions(TableOptions.DEFAULT), AttributeLimits.DEFAULT);

    @Test
    void theNextRequestFindsTheBuildersEmptyAndTheBodysArray() {
        Workspace first = workspaces.borrow();
        byte[] body = workspaces.borrowBody(5000);
        append(first, 100, 10);
        workspaces.giveBackBody(body);
        workspaces.giveBack(first);

        Workspace second = workspaces.borrow();
        assertSame(first, second);
        assertEquals(0, second.batches().rows());
        assertEquals(0, second.batches().bufferedBytes());
        assertSame(body, workspaces.borrowBody(5000));
        workspaces.giveBackBody(body);
        assertSame(body, workspaces.borrowBody(100));
        workspaces.giveBackBody(body);
        assertTrue(workspaces.borrowBody(5001).length >= 5001);
    }

    @Test
    void requestsAtTheSameTimeShareNothing() {
        workspaces.giveBackBody(new byte[100]);
        workspaces.giveBack(workspaces.borrow());
        Workspace first = workspaces.borrow();
        Workspace second = workspaces.borrow();
        assertNotSame(first, second);
        assertNotSame(first.batches(), second.batches());
        assertNotSame(first.decoder(), second.decoder());
        assertNotSame(workspaces.borrowBody(10), workspaces.borrowBody(10));
    }

    @Test
    void whatIsIdleStaysWithinItsBound() {
        Workspace[] borrowed = new Workspace[40];
        for (int i = 0; i < borrowed.length; i++) {
            borrowed[i] = workspaces.borrow();
            append(borrowed[i], 60, 40_000);
        }
        for (Workspace workspace : borrowed) {
            workspaces.giveBack(workspace);
            workspaces.giveBackBody(new byte[2 * MB]);
            assertTrue(workspaces.idleBytes() <= Workspaces.MAX_IDLE_BYTES, "idle: " + workspaces.idleBytes());
        }
        assertTrue(workspaces.idleBytes() > Workspaces.MAX_IDLE_BYTES / 2, "idle: " + workspaces.idleBytes());
        for (int i = 0; i < borrowed.length; i++) {
            workspaces.borrow();
        }
        workspaces.borrowBody(1);
        assertEquals(0, workspaces.idleBytes(), "all in use again");
    }

    @Test
    void aBodyTooLargeToKeepIsDropped() {
        byte[] body = workspaces.borrowBody((int) Workspaces.MAX_IDLE_BYTES + 1);
        workspaces.giveBackBody(body);

        assertEquals(0, workspaces.idleBytes());
        assertNotSame(body, workspaces.borrowBody(10));
    }

    @Test
    void buildersTooLargeToKeepAreDropped() {
        Workspace workspace = workspaces.borrow();
        append(workspace, 40, MB);
        assertTrue(workspace.retainedBytes() > Workspaces.MAX_IDLE_BYTES);
        workspaces.giveBack(workspace);

        assertEquals(0, workspaces.idleBytes());
        assertNotSame(workspace, workspaces.borrow());
    }

    private static void append(Workspace workspace, int rows, int bodyBytes) {
        LogRecord record = new LogRecord();
        for (int i = 0; i < rows; i++) {
            byte[] text = new byte[bodyBytes];
            text[0] = (byte) i;
            record.body.kind = ValueKind.STRING;
            record.body.text.set(text, 0, bodyBytes);
            workspace.batches().logRecord(record);
        }
        workspace.batches().endScope(new Scope());
        workspace.batches().endResource(new Resource());
        assertEquals(rows, workspace.batches().rows(OtlpTable.LOGS));
    }
}
