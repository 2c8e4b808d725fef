package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.table.TableMetadata;

/** The outcome of an attempt to append. */
public sealed interface CommitOutcome {

    /** One constant for each implementation, so that a switch is exhaustive. */
    enum Kind {
        COMMITTED,
        CONFLICT,
        THROTTLED,
        UNKNOWN,
        REJECTED
    }

    Kind kind();

    /**
     * The files are in the table, exactly once.
     *
     * @param metadata of the table with the files; the base of the next append
     */
    record Committed(long snapshotId, TableMetadata metadata) implements CommitOutcome {
        @Override
        public Kind kind() {
            return Kind.COMMITTED;
        }
    }

    /**
     * The files are not in the table: another commit came first, or the request was lost. The caller may try again on
     * newer metadata.
     *
     * @param latest newer metadata if they were loaded, else null
     */
    record Conflict(String message, TableMetadata latest) implements CommitOutcome {
        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** The files are not in the table: the catalog asks the caller to wait and then try again. */
    record Throttled(long retryAfterMillis, String message) implements CommitOutcome {
        @Override
        public Kind kind() {
            return Kind.THROTTLED;
        }
    }

    /**
     * The files may be in the table, or may still get there. The caller asks {@link AppendCommitter#resolve} and
     * deletes nothing.
     */
    record Unknown(String message) implements CommitOutcome {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }

    /** The files are not in the table, and another attempt fails too until something is changed. */
    record Rejected(Reason reason, String message) implements CommitOutcome {
        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /** Why an append is rejected. */
    enum Reason {
        /** 401: the credentials are wrong or expired. */
        UNAUTHORIZED,
        /** 403: the credentials do not allow commits. */
        FORBIDDEN,
        /** The table, or its namespace, does not exist. */
        TABLE_MISSING,
        /** The table is not the one that the files were written for: it was dropped and created again. */
        TABLE_REPLACED,
        /** The manifest list of the current snapshot is lost or damaged. Nobody can read the table or append to it. */
        LOST_MANIFEST_LIST,
        /** This library cannot write a table of this kind, or the catalog found the commit invalid. */
        INVALID
    }
}
