package dev.otlp2parquet.aws.sign;

/**
 * A source of credentials. It is asked for every request, perhaps by several threads. Temporary credentials are
 * replaced before they expire.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * Returns credentials that are valid now. May block.
     *
     * @throws CredentialsException if there are none
     */
    Credentials credentials() throws CredentialsException;

    /** Returns a provider of the same credentials for all requests. */
    static CredentialsProvider of(Credentials credentials) {
        return () -> credentials;
    }
}
