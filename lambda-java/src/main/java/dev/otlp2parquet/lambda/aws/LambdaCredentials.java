package dev.otlp2parquet.lambda.aws;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.http.HttpClient;
import java.util.Map;

/**
 * The credentials of a function's role. Without SnapStart they are environment variables, and live as long as the process. With
 * SnapStart the process outlives any credentials, so Lambda serves them at a local address (AWS SDKs and Tools Reference, "Container
 * credential provider").
 *
 * <p>This replaces the credentials module of the AWS SDK: docs/lambda.md has its size and time, which a function pays at each cold
 * start for sources that it never has.
 */
public final class LambdaCredentials {

    private static final String ADDRESS = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

    private LambdaCredentials() {}

    /**
     * Returns the credentials that the environment names.
     *
     * @param http for the local address, within the time of the invocation
     * @throws ConfigException if there are none, or their values are malformed
     */
    public static CredentialsProvider of(Map<String, String> environment, HttpClient http, Clock clock)
            throws ConfigException {
        // Keys beside an address would be those of the time when the snapshot was made.
        String address = environment.getOrDefault(ADDRESS, "");
        if (!address.isEmpty()) {
            return new ContainerCredentials(address, environment.getOrDefault(TOKEN, ""), http, clock);
        }
        String keyId = environment.getOrDefault(KEY_ID, "");
        String secretKey = environment.getOrDefault(SECRET_KEY, "");
        if (keyId.isEmpty() || secretKey.isEmpty()) {
            throw new ConfigException(
                    "there are no AWS credentials: Lambda sets " + KEY_ID + " and " + SECRET_KEY + ", or " + ADDRESS
                            + " with SnapStart; give the function a role, or set these variables elsewhere");
        }
        try {
            return CredentialsProvider.of(
                    new Credentials(keyId, secretKey, environment.getOrDefault(SESSION_TOKEN, "")));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("the AWS credentials in the environment are malformed: " + e.getMessage());
        }
    }
}
