package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.AttributeLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that no request uses at the moment, kept for the next ones: clearing fresh arrays, copying those that grow and collecting them was a sixth
 * of a request's CPU time (docs/benchmarks/notes.md). One for each instance of the program; files do not depend on what memory was used for before.
 *
 * <p>A request that breaks off, or that its client aborts, gives nothing back: what it borrowed is then garbage like anything else it held.
 */
public final class Workspaces {

    /** Bytes kept for requests to come: a body of 10 MB and its columns. */
    static final long MAX_IDLE_BYTES = 8L << 20;

    /** More requests than that seldom encode within the time that storing one takes. */
    private static final int MAX_IDLE = 16;

    private static final byte[] NONE = {};

    private final TableDefinitions definitions;
    private final AttributeLimits attributes;
    private final List<Workspace> idle = new ArrayList<>();
    private long idleBytes;
    private byte[] body = NONE;

    /** @param attributes whose seed is that of all hashes of a workspace */
    public Workspaces(TableDefinitions definitions, AttributeLimits attributes) {
        this.definitions = definitions;
        this.attributes = attributes;
    }

    /** Of the tables that workspaces have columns for. */
    public TableDefinitions definitions() {
        return definitions;
    }

    /** What the decoders of workspaces keep to. */
    public AttributeLimits attributes() {
        return attributes;
    }

    /** The workspace that was given back last, or a new one. It is the caller's alone. */
    public Workspace borrow() {
        if (idle.isEmpty()) {
            return new Workspace(definitions, attributes);
        }
        Workspace workspace = idle.remove(idle.size() - 1);
        idleBytes -= workspace.retainedBytes();
        return workspace;
    }

    /** Ends the use of a workspace, which is kept where the bound allows it. */
    public void giveBack(Workspace workspace) {
        workspace.batches().reset();
        long bytes = workspace.retainedBytes();
        if (idle.size() < MAX_IDLE && idleBytes() + bytes <= MAX_IDLE_BYTES) {
            idle.add(workspace);
            idleBytes += bytes;
        }
    }

    /** An array of at least {@code length} bytes, with anything in them. It is the caller's alone. */
    public byte[] borrowBody(int length) {
        byte[] kept = body;
        body = NONE;
        return kept.length >= length ? kept : new byte[length];
    }

    /** Ends the use of a body's array. One is enough to keep: decoding does not block, so bodies mostly come one after the other. */
    public void giveBackBody(byte[] array) {
        if (array.length > body.length && idleBytes + array.length <= MAX_IDLE_BYTES) {
            body = array;
        }
    }

    /** Bytes kept for requests to come. */
    long idleBytes() {
        return idleBytes + body.length;
    }
}
