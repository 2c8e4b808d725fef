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

    /**
     * Called when a server refused the credentials as expired.
     *
     * @return whether others may be had, so that the request is worth another attempt
     */
    default boolean renew() {
        return false;
    }

    /** Returns a provider of the same credentials for all requests. */
    static CredentialsProvider of(Credentials credentials) {
        return () -> credentials;
    }

    /** Returns a provider of a host that has no credentials. */
    static CredentialsProvider none() {
        return () -> {
            throw new CredentialsException("no AWS credentials are configured", false);
        };
    }
}
