package dev.otlp2parquet.aws.sign;

import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Ascii;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.platform.text.UrlEncoding;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Signs requests to one service in one region (AWS General Reference, "Signature Version 4", in the Authorization
 * header). S3 gets the path signed as it is sent, and the hash of the body in a header. All other services get the path
 * signed with every segment encoded a second time.
 *
 * <p>Several threads may share a signer. What it learns is kept in immutable objects; a thread that does not see
 * another's yet computes its own.
 */
public final class Signer {

    /** The name of S3 in signatures, and of the stores that speak its protocol. */
    public static final String S3 = "s3";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    /** Proxies and clients add or change these. The signature is one of them. */
    private static final Set<String> UNSIGNED = Set.of(
            "authorization",
            "connection",
            "expect",
            "host",
            "transfer-encoding",
            "user-agent",
            "x-amzn-trace-id",
            "x-forwarded-for");

    /** A key for one day, region and service: four HMACs that all requests of that day share. */
    private record SigningKey(String day, Credentials credentials, Binary key) {}

    /** How far the server's clock is ahead of ours. */
    private record Skew(long millis) {}

    private final Digest digest;
    private final HmacSha256 hmac;
    private final Clock clock;
    private final CredentialsProvider provider;
    private final String service;
    private final String region;
    private SigningKey lastKey;
    private Skew skew = new Skew(0);

    /**
     * Makes a signer. Asks for no credentials yet.
     *
     * @param service name of the service in signatures, such as {@link #S3}, {@code s3tables} or {@code glue}
     * @param region such as {@code eu-central-1}; R2 has {@code auto}
     */
    public Signer(Digest digest, Clock clock, CredentialsProvider provider, String service, String region) {
        this.digest = digest;
        this.hmac = new HmacSha256(digest);
        this.clock = clock;
        this.provider = provider;
        this.service = service;
        this.region = region;
    }

    /** Returns the hash of a body as {@link #sign(HttpRequest, String)} wants it: digits in lower case. */
    public String hash(byte[] data, int offset, int length) {
        return Hex.of(digest.sha256(data, offset, length));
    }

    /**
     * Returns the request with a signature that is valid for some minutes.
     *
     * @param request its path and query are encoded; the host is in lower case; headers that the client adds by itself
     *     are not signed
     * @throws CredentialsException if there are no credentials
     */
    public HttpRequest sign(HttpRequest request) throws CredentialsException {
        byte[] body = request.body() == null ? new byte[0] : request.body().array();
        return sign(request, hash(body, 0, body.length));
    }

    /**
     * As {@link #sign(HttpRequest)}, for a body whose hash is known.
     *
     * @param bodyHash from {@link #hash}
     * @throws CredentialsException if there are no credentials
     */
    public HttpRequest sign(HttpRequest request, String bodyHash) throws CredentialsException {
        Credentials credentials = provider.credentials();
        String time = Dates.basic(now());
        RequestUrl url = RequestUrl.parse(request.url());

        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> signed = new TreeMap<>();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            String name = Ascii.lowerCase(header.getKey());
            if (!UNSIGNED.contains(name)) {
                signed.put(name, folded(header.getValue()));
            }
            if (!name.equals("authorization")) {
                headers.put(name, header.getValue());
            }
        }
        add("x-amz-date", time, headers, signed);
        if (service.equals(S3)) {
            add(CONTENT_HASH, bodyHash, headers, signed);
        }
        if (!credentials.sessionToken().isEmpty()) {
            add("x-amz-security-token", credentials.sessionToken(), headers, signed);
        }
        signed.put("host", url.host());

        String names = String.join(";", signed.keySet());
        String canonical = canonicalRequest(request.method(), url, signed, names, bodyHash);
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        byte[] bytes = Utf8.encode(canonical);
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hash(bytes, 0, bytes.length);
        byte[] signature = hmac.of(key(time.substring(0, 8), credentials), toSign);
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + Hex.of(signature));
        return new HttpRequest(
                request.method(),
                request.url(),
                headers,
                request.body(),
                request.timeoutMillis(),
                request.maxAnswerBytes());
    }

    /**
     * Takes the time from a server that finds ours wrong. Later signatures have the corrected time.
     *
     * @return how far the server's clock is ahead of the time in our signatures so far, in milliseconds; 0 if the
     *     answer has no date
     */
    public long learnTime(HttpResponse response) {
        String date = response.headers().get("date");
        long server = date == null ? -1 : Dates.imfFixdate(Ascii.trim(date));
        if (server < 0) {
            return 0;
        }
        long ahead = server - now();
        skew = new Skew(server - clock.unixMillis());
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
        return clock.unixMillis() + skew.millis();
    }

    private String canonicalRequest(
            String method, RequestUrl url, Map<String, String> signed, String names, String bodyHash) {
        String path = service.equals(S3) ? url.path() : UrlEncoding.encodePath(url.path());
        StringBuilder out = new StringBuilder();
        out.append(method).append('\n');
        out.append(path).append('\n');
        out.append(url.canonicalQuery()).append('\n');
        for (Map.Entry<String, String> header : signed.entrySet()) {
            out.append(header.getKey()).append(':').append(header.getValue()).append('\n');
        }
        return out.append('\n').append(names).append('\n').append(bodyHash).toString();
    }

    private byte[] key(String day, Credentials credentials) {
        SigningKey last = lastKey;
        if (last == null || !last.day().equals(day) || !last.credentials().equals(credentials)) {
            byte[] key = hmac.of(Utf8.encode("AWS4" + credentials.secretAccessKey()), day);
            key = hmac.of(key, region);
            key = hmac.of(key, service);
            last = new SigningKey(day, credentials, Binary.of(hmac.of(key, "aws4_request")));
            lastKey = last;
        }
        return last.key().array();
    }

    private static void add(String name, String value, Map<String, String> headers, Map<String, String> signed) {
        headers.put(name, value);
        signed.put(name, value);
    }

    /** Returns a header's value without spaces at its ends, and with one in place of several. */
    private static String folded(String value) {
        String trimmed = Ascii.trim(value);
        StringBuilder out = new StringBuilder(trimmed.length());
        boolean afterBlank = false;
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            boolean blank = c == ' ' || c == '\t';
            if (!blank) {
                out.append(c);
            } else if (!afterBlank) {
                out.append(' ');
            }
            afterBlank = blank;
        }
        return out.toString();
    }
}
