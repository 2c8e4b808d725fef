package dev.otlp2parquet.aws.sign;

import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Ascii;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.platform.text.UrlEncoding;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs requests to one service in one region (AWS General Reference, "Signature Version 4", in the Authorization
 * header). S3 gets the path signed as it is sent, and the hash of the body in a header. All other services get the path
 * signed with every segment encoded a second time.
 *
 * <p>Several threads may share a signer. A thread that does not see yet what another has learnt learns it itself.
 */
public final class Signer {

    /** The name of S3 in signatures, and of the stores that speak its protocol. */
    public static final String S3 = "s3";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TERMINATOR = "aws4_request";
    /** Proxies and clients add or change these. The signature is one of them. */
    private static final String UNSIGNED =
            ";authorization;connection;expect;transfer-encoding;user-agent;x-amzn-trace-id;x-forwarded-for;";

    private final Digest digest;
    private final Clock clock;
    private final CredentialsProvider provider;
    private final String service;
    private final String region;
    /** How far the server's clock is ahead of ours. */
    private volatile long aheadMillis;

    /**
     * Makes a signer. Asks for no credentials yet.
     *
     * @param service name of the service in signatures, such as {@link #S3}, {@code s3tables} or {@code glue}
     * @param region such as {@code eu-central-1}; R2 has {@code auto}
     */
    public Signer(Digest digest, Clock clock, CredentialsProvider provider, String service, String region) {
        this.digest = digest;
        this.clock = clock;
        this.provider = provider;
        this.service = service;
        this.region = region;
    }

    /**
     * Returns the request with a signature that is valid for some minutes.
     *
     * @param request its path and query are encoded; the host is in lower case; headers that the client adds by itself
     *     are not signed
     * @throws CredentialsException if there are no credentials
     */
    public HttpRequest sign(HttpRequest request) throws CredentialsException {
        Credentials credentials = provider.credentials();
        String time = Dates.basic(now());
        String url = request.url();
        String bodyHash =
                hash(request.body() == null ? new byte[0] : request.body().array());

        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            headers.put(Ascii.lowerCase(header.getKey()), header.getValue());
        }
        headers.put("host", RequestUrl.host(url));
        headers.put("x-amz-date", time);
        if (service.equals(S3)) {
            headers.put("x-amz-content-sha256", bodyHash);
        }
        if (!credentials.sessionToken().isEmpty()) {
            headers.put("x-amz-security-token", credentials.sessionToken());
        }
        List<String> signed = new ArrayList<>();
        for (String name : headers.keySet()) {
            if (!UNSIGNED.contains(";" + name + ";")) {
                signed.add(name);
            }
        }
        signed.sort(null);

        String names = String.join(";", signed);
        StringBuilder canonical = new StringBuilder(request.method()).append('\n');
        String path = RequestUrl.path(url);
        canonical
                .append(service.equals(S3) ? path : UrlEncoding.encodePath(path))
                .append('\n');
        canonical.append(RequestUrl.canonicalQuery(url)).append('\n');
        for (String name : signed) {
            String value = OneLine.of(headers.get(name), Integer.MAX_VALUE);
            canonical.append(name).append(':').append(value).append('\n');
        }
        canonical.append('\n').append(names).append('\n').append(bodyHash);
        // The client sends it itself.
        headers.remove("host");

        String day = time.substring(0, 8);
        String scope = day + "/" + region + "/" + service + "/" + TERMINATOR;
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hash(Utf8.encode(canonical.toString()));
        byte[] key = HmacSha256.of(digest, Utf8.encode("AWS4" + credentials.secretAccessKey()), day);
        key = HmacSha256.of(digest, key, region);
        key = HmacSha256.of(digest, key, service);
        key = HmacSha256.of(digest, key, TERMINATOR);
        String signature = Hex.of(HmacSha256.of(digest, key, toSign));
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return new HttpRequest(
                request.method(), url, headers, request.body(), request.timeoutMillis(), request.maxAnswerBytes());
    }

    /**
     * Takes the time from a server that finds ours wrong. Later signatures have the corrected time.
     *
     * @return how far the server's clock is ahead of the time in our signatures so far, in milliseconds; 0 if the
     *     answer has no date
     */
    public long learnTime(HttpResponse response) {
        String date = response.headers().get("date");
        long server = date == null ? -1 : Dates.imfFixdate(date);
        if (server < 0) {
            return 0;
        }
        long ahead = server - now();
        aheadMillis = server - clock.unixMillis();
        return ahead;
    }

    /** Asks for other credentials, because a server refused these as expired. Returns whether there may be some. */
    public boolean renew() {
        return provider.renew();
    }

    /** Returns the text without the secrets of the current credentials. */
    public String redact(String text) {
        try {
            return provider.credentials().redact(text);
        } catch (CredentialsException e) {
            return text;
        }
    }

    private long now() {
        return clock.unixMillis() + aheadMillis;
    }

    private String hash(byte[] data) {
        return Hex.of(digest.sha256(data, 0, data.length));
    }
}
