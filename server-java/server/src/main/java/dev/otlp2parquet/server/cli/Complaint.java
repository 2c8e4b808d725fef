package dev.otlp2parquet.server.cli;

/** A command failed for a reason that its user can do something about. The message says what. */
final class Complaint extends Exception {

    private static final long serialVersionUID = 1L;

    Complaint(String message) {
        super(message);
    }
}
