package dev.otlp2parquet.lake.file;

/** The rows of a request need more files than one request may store. Nothing was stored. */
public final class TooManyFilesException extends RuntimeException {

    /** Hosts limit the calls of a request; Cloudflare's free plan has a far lower limit. */
    public static final int MAX_FILES = 1_000;

    private static final long serialVersionUID = 1L;

    private TooManyFilesException(int files) {
        super("its rows belong into " + files + " files, " + MAX_FILES + " are the most of one request");
    }

    /**
     * Checks the limit.
     *
     * @param files number of files of all tables
     */
    public static void check(int files) {
        if (files > MAX_FILES) {
            throw new TooManyFilesException(files);
        }
    }
}
