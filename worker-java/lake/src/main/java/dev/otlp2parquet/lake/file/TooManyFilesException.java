package dev.otlp2parquet.lake.file;

/** The rows of a request belong into more files than one request may store. Nothing was stored. */
public final class TooManyFilesException extends RuntimeException {

    /** Hosts limit the calls that a request may make; the free plan of Cloudflare far below this. */
    public static final int MAX_FILES = 1_000;

    private static final long serialVersionUID = 1L;

    private TooManyFilesException(int files) {
        super("its rows belong into " + files + " files, " + MAX_FILES + " are the most of one request");
    }

    /**
     * Throws where a request would have too many.
     *
     * @param files of all tables together
     */
    public static void check(int files) {
        if (files > MAX_FILES) {
            throw new TooManyFilesException(files);
        }
    }
}
