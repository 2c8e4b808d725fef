package dev.otlp2parquet.doubles;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * One request, signed by the AWS SDK and sent.
 *
 * @param clockError of the client; positive: its clock is fast
 */
record SignedCall(String service, String region, Keys keys, Duration clockError) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static SignedCall s3Tables(Keys keys) {
        return new SignedCall("s3tables", "us-east-1", keys, Duration.ZERO);
    }

    static SignedCall s3(Keys keys) {
        return new SignedCall("s3", "us-east-1", keys, Duration.ZERO);
    }

    HttpResponse<String> get(String uri) throws Exception {
        return send("GET", uri, "", "", Map.of());
    }

    HttpResponse<String> put(String uri, String body, Map<String, String> headers) throws Exception {
        return send("PUT", uri, body, body, headers);
    }

    /** @param sentBody what is sent in the place of the body that was signed */
    HttpResponse<String> send(
            String method, String uri, String signedBody, String sentBody, Map<String, String> headers)
            throws IOException, InterruptedException {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(URI.create(uri));
        headers.forEach(unsigned::putHeader);
        AwsCredentialsIdentity identity = keys.sessionToken().isEmpty()
                ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
        Map<String, List<String>> signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromUtf8String(signedBody))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), clockError)))
                .request()
                .headers();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
                .method(
                        method,
                        sentBody.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(sentBody, StandardCharsets.UTF_8));
        signed.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("host") && !lower.equals("content-length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
