package dev.otlp2parquet.host.aws;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials of the AWS SDK, which keeps them and replaces temporary ones before they expire. Fixed keys need no SDK:
 * {@link CredentialsProvider#of}.
 */
public final class SdkCredentials implements CredentialsProvider, AutoCloseable {

    /** The SDK's message has a line for each place that it looked in. */
    private static final int MAX_MESSAGE = 2_000;

    private final AwsCredentialsProvider provider;
    private final String places;

    /**
     * Wraps a provider.
     *
     * @param places where the provider looks, for messages
     */
    public SdkCredentials(AwsCredentialsProvider provider, String places) {
        this.provider = provider;
        this.places = places;
    }

    /**
     * Returns credentials of the first place that has some: system properties, environment, web identity (Kubernetes),
     * profile, container (ECS, EKS Pod Identity) and instance (EC2). Looks for none yet.
     */
    public static SdkCredentials ofDefaultChain() {
        return new SdkCredentials(
                DefaultCredentialsProvider.builder().build(),
                "environment, web identity, profile, container and instance");
    }

    /**
     * Returns credentials that are valid now. May ask a metadata service or STS.
     *
     * @throws CredentialsException if there are none; retryable, because the service that has them may be away
     */
    @Override
    public Credentials credentials() throws CredentialsException {
        AwsCredentials found;
        try {
            found = provider.resolveCredentials();
        } catch (RuntimeException e) {
            // The SDK throws its own exceptions, and others for files that it cannot read.
            throw new CredentialsException(
                    "no AWS credentials, looked in " + places + ": " + line(e.getMessage()), true, e);
        }
        try {
            String token = found instanceof AwsSessionCredentials session ? session.sessionToken() : "";
            return new Credentials(found.accessKeyId(), found.secretAccessKey(), token);
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(
                    "AWS credentials from " + places + " are malformed: " + e.getMessage(), false, e);
        }
    }

    /** Stops what the SDK does in the background. */
    @Override
    public void close() {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    private static String line(String message) {
        String text = message == null ? "" : message.replace('\n', ' ').replace('\r', ' ');
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
    }
}
