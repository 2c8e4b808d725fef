package dev.otlp2parquet.doubles;

import dev.otlp2parquet.testkit.Versitygw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Sends requests on to versitygw, signed again by its own key, which clients do not know. */
final class Backend {

    /** versitygw is started with it. */
    private static final String REGION = "us-east-1";

    /** What belongs to the connection or to the client's signature. */
    private static final Set<String> NOT_SENT_ON = Set.of(
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "expect",
            "host",
            "te",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-amz-content-sha256",
            "x-amz-date",
            "x-amz-decoded-content-length",
            "x-amz-sdk-checksum-algorithm",
            "x-amz-security-token",
            "x-amz-trailer");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    Backend(String endpoint) {
        this.endpoint = URI.create(endpoint);
    }

    /**
     * The answer of versitygw.
     *
     * @param data the body without its encoding
     */
    HttpResponse<byte[]> send(SignedRequest request, byte[] data) throws IOException {
        URI target = URI.create(endpoint + request.rawTarget());
        HttpRequest.Builder copy = HttpRequest.newBuilder(target)
                .method(
                        request.method(),
                        data.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(data));
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(target);
        request.headers().forEach((name, values) -> {
            if (!NOT_SENT_ON.contains(name) && !(name.equals("content-encoding") && values.contains("aws-chunked"))) {
                unsigned.putHeader(name, values);
            }
        });
        ContentStreamProvider payload = ContentStreamProvider.fromByteArray(data);
        Map<String, List<String>> signed = signer.sign(
                        sign -> sign.identity(AwsCredentialsIdentity.create(Versitygw.ACCESS_KEY, Versitygw.SECRET_KEY))
                                .request(unsigned.build())
                                .payload(payload)
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                                .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
                .request()
                .headers();
        signed.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("host") && !lower.equals("content-length")) {
                values.forEach(value -> copy.header(name, value));
            }
        });
        try {
            return http.send(copy.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
