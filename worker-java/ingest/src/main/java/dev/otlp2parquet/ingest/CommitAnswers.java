package dev.otlp2parquet.ingest;

import dev.otlp2parquet.iceberg.rest.CatalogException;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.commit.CommitReport.Committed;
import dev.otlp2parquet.otlp.Signal;

/** Answers in the catalog modes without batching. A header of its own says whether the rows are in their tables. */
final class CommitAnswers {

    private static final String HEADER = "otlp2parquet-committed";

    private CommitAnswers() {}

    /** 200, with a warning if the rows are stored but not certainly in their tables. */
    static HttpAnswer accepted(Answers answers, CommitReport commit, Signal signal, long rejected, String rejection) {
        String warning = commit.committed().settled() ? "" : warning(commit);
        String message = rejection.isEmpty() || warning.isEmpty() ? rejection + warning : rejection + "; " + warning;
        return answers.accepted(signal, rejected, message, header(commit.committed()));
    }

    /**
     * 503: a repeat of the request finds its files and commits them.
     *
     * @param once whether it does so on any isolate
     */
    static HttpAnswer uncommitted(Answers answers, CommitReport commit, boolean once, int retryAfterSeconds) {
        String message =
                warning(commit) + "; nothing is lost" + (once ? " or doubled" : "") + " if the request is sent again";
        return answers.unavailable(message, retryAfterSeconds, header(commit.committed()));
    }

    /** 503: nothing was stored, because a table cannot be written to. */
    static HttpAnswer unwritable(Answers answers, LakeException failure, int retryAfterSeconds) {
        // The words of a catalog are for the log only.
        String reason = failure.getCause() instanceof CatalogException
                ? "the Iceberg catalog did not return the table; the log line with this request id has the cause"
                : failure.getMessage();
        return answers.unavailable(
                reason + "; nothing is lost if the request is sent again", retryAfterSeconds, header(Committed.FALSE));
    }

    /** The headers of the answer to a failed request; none if answers do not wait for a commit. */
    static Header[] failed(Config config, Committed committed) {
        boolean direct = config.catalog().enabled() && !config.batching().enabled();
        return direct ? new Header[] {header(committed)} : new Header[0];
    }

    private static String warning(CommitReport commit) {
        return (commit.committed() == Committed.UNKNOWN
                        ? "the rows are stored, and whether they are in the Iceberg table is not known"
                        : "the rows are stored, but they are not in the Iceberg table")
                + "; the log line with this request id has the cause";
    }

    private static Header header(Committed committed) {
        return new Header(HEADER, committed.text());
    }
}
