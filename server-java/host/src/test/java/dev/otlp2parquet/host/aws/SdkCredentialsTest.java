package dev.otlp2parquet.host.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Credentials from where the SDK's chain looks. */
class SdkCredentialsTest {

    private final Map<String, String> earlier = new HashMap<>();

    @TempDir
    private Path folder;

    private void set(String property, String value) {
        earlier.put(property, System.getProperty(property));
        System.setProperty(property, value);
    }

    @AfterEach
    void restore() {
        earlier.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    /** Nothing of the machine that runs the test. */
    private void isolate() {
        set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
        set("aws.configFile", folder.resolve("config").toString());
        set("aws.disableEc2Metadata", "true");
        set("aws.region", "us-east-1");
    }

    @Test
    void aProfileWithASessionToken() throws Exception {
        isolate();
        Files.writeString(folder.resolve("credentials"), """
                [default]
                aws_access_key_id = AKIDPROFILE
                aws_secret_access_key = its/secret
                aws_session_token = its-token
                """);
        Files.writeString(folder.resolve("config"), "");
        try (SdkCredentials credentials = SdkCredentials.ofDefaultChain()) {
            assertEquals(new Credentials("AKIDPROFILE", "its/secret", "its-token"), credentials.credentials());
        }
    }

    /** Proves that STS and an HTTP client are on the class path. */
    @Test
    void aWebIdentityOfKubernetes() throws Exception {
        isolate();
        Files.writeString(folder.resolve("credentials"), "");
        Files.writeString(folder.resolve("config"), "");
        Files.writeString(folder.resolve("token"), "the.jwt.token");
        AtomicReference<String> asked = new AtomicReference<>();
        HttpServer sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", exchange -> {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ("<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>"
                            + "<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role/secret</SecretAccessKey>"
                            + "<SessionToken>role-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
                            + "</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        sts.start();
        set("aws.endpointUrlSts", "http://127.0.0.1:" + sts.getAddress().getPort());
        set("aws.roleArn", "arn:aws:iam::123456789012:role/writer");
        set("aws.webIdentityTokenFile", folder.resolve("token").toString());
        try (SdkCredentials credentials = SdkCredentials.ofDefaultChain()) {
            assertEquals(new Credentials("ASIAROLE", "role/secret", "role-token"), credentials.credentials());
            assertTrue(asked.get().contains("Action=AssumeRoleWithWebIdentity"), asked.get());
            assertTrue(asked.get().contains("the.jwt.token"), asked.get());
        } finally {
            sts.stop(0);
        }
    }

    @Test
    void aMachineWithoutAnySaysWhereItLooked() throws Exception {
        isolate();
        Files.writeString(folder.resolve("credentials"), "");
        Files.writeString(folder.resolve("config"), "");
        try (SdkCredentials credentials = SdkCredentials.ofDefaultChain()) {
            CredentialsException none = assertThrows(CredentialsException.class, credentials::credentials);
            assertTrue(none.retryable());
            assertTrue(
                    none.getMessage()
                            .startsWith("no AWS credentials, looked in environment, web identity, profile, container"),
                    none.getMessage());
        }
    }

    @Test
    void aSecretWithALineEndIsRefusedWithoutBeingShown() {
        SdkCredentials credentials = new SdkCredentials(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "the/se\ncret")), "a test");
        CredentialsException malformed = assertThrows(CredentialsException.class, credentials::credentials);
        assertFalse(malformed.retryable());
        assertEquals(
                "AWS credentials from a test are malformed: the secret access key has a character at position 6"
                        + " that is white space or not ASCII: expected none",
                malformed.getMessage());
    }
}
