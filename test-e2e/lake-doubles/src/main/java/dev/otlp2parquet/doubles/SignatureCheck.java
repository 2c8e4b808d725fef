package dev.otlp2parquet.doubles;

import dev.otlp2parquet.doubles.Refusal.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4CanonicalRequest;

/**
 * Verifies Signature Version 4 in headers, as a service does ("Signature Version 4 for API requests" in the IAM User Guide). The AWS SDK for
 * Java makes the canonical request. The order in which AWS checks is a guess.
 *
 * @param service the signing name: {@code s3tables}, {@code s3}
 * @param skew the largest difference between the client's clock and ours: 5 minutes at most services, 15 at S3
 */
record SignatureCheck(KeyStore keys, String service, String region, Duration skew) {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/ ]+)/(\\d{8})/([^/]+)/"
                    + "([^/]+)/aws4_request, ?SignedHeaders=([a-z0-9;.-]+), ?Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What an accepted request shows: who sent it, and what the signatures of its chunks follow from. */
    record Accepted(Keys keys, String amzDate, String credentialScope, String signature) {}

    /** Finds the keys of a request and verifies that they signed it. */
    Accepted accept(SignedRequest request) throws Refusal {
        String authorization = request.header("authorization");
        if (authorization == null) {
            throw new Refusal(Kind.MISSING, "Missing Authentication Token");
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        String amzDate = request.header("x-amz-date");
        if (!parts.matches() || amzDate == null) {
            throw new Refusal(
                    Kind.MALFORMED,
                    "expected AWS4-HMAC-SHA256 with Credential, SignedHeaders, Signature, and"
                            + " the header x-amz-date");
        }
        String day = parts.group(2);
        requireScope(parts.group(3), parts.group(4));
        requireDate(amzDate, day);
        Keys signer = requireKeys(parts.group(1), request.header("x-amz-security-token"));
        List<String> signed = List.of(parts.group(5).split(";", -1));
        requireSigned(request, signed);
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String stringToSign = "AWS4-HMAC-SHA256\n" + amzDate + "\n" + scope + "\n"
                + Sigv4.sha256(canonicalRequest(request, signed).getBytes(StandardCharsets.UTF_8));
        String expected =
                Sigv4.signature(Sigv4.signingKey(signer.secretAccessKey(), day, region, service), stringToSign);
        if (!Sigv4.same(expected, parts.group(6))) {
            throw new Refusal(
                    Kind.WRONG_SIGNATURE,
                    "The request signature we calculated does not match the signature you provided. Check your AWS"
                            + " Secret Access Key and signing method. Consult the service documentation for details.");
        }
        if (signer.expired()) {
            throw new Refusal(Kind.EXPIRED_TOKEN, "The security token included in the request is expired");
        }
        return new Accepted(signer, amzDate, scope, expected);
    }

    private void requireScope(String usedRegion, String usedService) throws Refusal {
        if (!usedRegion.equals(region)) {
            throw new Refusal(
                    Kind.WRONG_SCOPE,
                    "Credential should be scoped to a valid region: expected " + region + ", found " + usedRegion);
        }
        if (!usedService.equals(service)) {
            throw new Refusal(
                    Kind.WRONG_SCOPE,
                    "Credential should be scoped to correct service: expected " + service + ", found " + usedService);
        }
    }

    private void requireDate(String amzDate, String day) throws Refusal {
        Instant signedAt;
        try {
            signedAt = AMZ_DATE.parse(amzDate, Instant::from);
        } catch (DateTimeParseException e) {
            throw new Refusal(Kind.MALFORMED, "expected x-amz-date as 20261128T235959Z, found " + amzDate);
        }
        if (!amzDate.startsWith(day)) {
            throw new Refusal(
                    Kind.WRONG_SIGNATURE,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601" + " version of date from HTTP");
        }
        Instant now = Instant.now();
        String minutes = " - " + skew.toMinutes() + " min.)";
        if (signedAt.isBefore(now.minus(skew))) {
            throw new Refusal(
                    Kind.SKEWED,
                    "Signature expired: " + amzDate + " is now earlier than " + AMZ_DATE.format(now.minus(skew)) + " ("
                            + AMZ_DATE.format(now) + minutes);
        }
        if (signedAt.isAfter(now.plus(skew))) {
            throw new Refusal(
                    Kind.SKEWED,
                    "Signature not yet current: " + amzDate + " is still later than " + AMZ_DATE.format(now.plus(skew))
                            + " (" + AMZ_DATE.format(now) + minutes.replace('-', '+'));
        }
    }

    private Keys requireKeys(String accessKeyId, String token) throws Refusal {
        Keys found = keys.find(accessKeyId);
        if (found == null || (token == null && !found.sessionToken().isEmpty())) {
            throw new Refusal(Kind.UNKNOWN_KEY, "The security token included in the request is invalid.");
        }
        if (token != null && !Sigv4.same(found.sessionToken(), token)) {
            throw new Refusal(Kind.WRONG_TOKEN, "The security token included in the request is invalid.");
        }
        return found;
    }

    /** The host and each header of AWS must be signed. */
    private static void requireSigned(SignedRequest request, List<String> signed) throws Refusal {
        TreeSet<String> missing = new TreeSet<>();
        for (String name : request.headers().keySet()) {
            if ((name.equals("host") || name.startsWith("x-amz-")) && !signed.contains(name)) {
                missing.add(name);
            }
        }
        for (String name : signed) {
            if (!request.headers().containsKey(name)) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new Refusal(
                    Kind.WRONG_SIGNATURE,
                    "There were headers present in the request which were not signed: " + missing);
        }
    }

    private String canonicalRequest(SignedRequest request, List<String> signed) throws Refusal {
        boolean s3 = service.equals("s3");
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : signed) {
            headers.put(name, request.headers().get(name));
        }
        URI uri;
        try {
            uri = URI.create("http://" + request.header("host") + request.rawTarget());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Kind.MALFORMED, "a malformed target: " + e.getMessage());
        }
        SdkHttpRequest asSent = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(uri)
                .headers(headers)
                .build();
        // Of all services only S3 signs the path as it was sent.
        return new V4CanonicalRequest(asSent, contentHash(request, s3), new V4CanonicalRequest.Options(!s3, !s3))
                .getCanonicalRequestString();
    }

    private static String contentHash(SignedRequest request, boolean s3) throws Refusal {
        String claimed = request.header("x-amz-content-sha256");
        if (claimed == null && s3) {
            throw new Refusal(Kind.NO_HASH, "Missing required header for this request: x-amz-content-sha256");
        }
        if (s3 && (claimed.equals("UNSIGNED-PAYLOAD") || claimed.startsWith("STREAMING-"))) {
            return claimed;
        }
        String actual = Sigv4.sha256(request.body());
        // Iceberg's Java library sends it in base 64, and AWS lets it pass; what is signed is in base 16.
        boolean base64 = !s3
                && Base64.getEncoder()
                        .encodeToString(HexFormat.of().parseHex(actual))
                        .equals(claimed);
        if (claimed != null && !claimed.equals(actual) && !base64) {
            throw new Refusal(
                    Kind.WRONG_HASH,
                    "The provided 'x-amz-content-sha256' header does not match what was" + " computed.");
        }
        return actual;
    }
}
