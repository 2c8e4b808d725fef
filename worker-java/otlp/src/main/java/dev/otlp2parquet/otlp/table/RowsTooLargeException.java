package dev.otlp2parquet.otlp.table;

/** The rows of a request take more memory than one request may have. Unchecked: it passes through the decoder. */
public final class RowsTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RowsTooLargeException(long records, long limit) {
        super("the first " + records + " records take more than " + limit + " bytes as rows");
    }
}
