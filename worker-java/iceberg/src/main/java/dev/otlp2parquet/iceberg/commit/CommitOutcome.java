package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.table.TableMetadata;

/** What became of an attempt to append. */
public sealed interface CommitOutcome {

    /**
     * The files are in the table, exactly once.
     *
     * @param metadata of the table with them; the base of the next append
     */
    record Committed(long snapshotId, TableMetadata metadata) implements CommitOutcome {}

    /**
     * The files are not in the table: somebody else was first, or the request was lost. Attempt again on newer metadata.
     *
     * @param latest such metadata if it was loaded, else null
     */
    record Conflict(String message, TableMetadata latest) implements CommitOutcome {}

    /** The files are not in the table: the catalog asks for patience. Attempt again after the wait. */
    record Throttled(long retryAfterMillis, String message) implements CommitOutcome {}

    /** The files may be in the table or may yet get there. Ask with {@link AppendCommitter#resolve}; delete nothing. */
    record Unknown(String message) implements CommitOutcome {}

    /** The files are not in the table, and another attempt would not put them there until something is changed. */
    record Rejected(Reason reason, String message) implements CommitOutcome {}

    /** Why an append is rejected. */
    enum Reason {
        /** 401: the credentials are wrong or expired. */
        UNAUTHORIZED,
        /** 403: the credentials do not allow to commit. */
        FORBIDDEN,
        /** The table, or its namespace, does not exist. */
        TABLE_MISSING,
        /** The table is another one than the files were written for: it was dropped and created again. */
        TABLE_REPLACED,
        /** The manifest list of the current snapshot is gone or damaged: nobody can read the table, or append to it. */
        LOST_MANIFEST_LIST,
        /** The table is of a kind that this library does not write, or the catalog found the commit invalid. */
        INVALID
    }
}
