package dev.otlp2parquet.signvectors;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.aws.sign.Signer;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;

/** A request with everything that its signature depends on. {@code signing-case.ts} has it in JSON. */
record SigningCase(String service, String region, Credentials credentials, long unixSeconds, HttpRequest request) {

    static SigningCase parse(byte[] json) {
        JsonObject object = JsonValue.parseObject(json);
        return new SigningCase(
                object.string("service"),
                object.string("region"),
                new Credentials(
                        object.string("accessKeyId"), object.string("secretAccessKey"), object.string("sessionToken")),
                object.int64("unixSeconds"),
                new HttpRequest(
                        object.string("method"),
                        object.string("url"),
                        object.strings("headers"),
                        object.has("body") ? Binary.of(Utf8.encode(object.string("body"))) : null,
                        1,
                        1));
    }

    /** Returns the header {@code Authorization} of the signed request. */
    String authorization(Digest digest) throws CredentialsException {
        Signer signer = new Signer(digest, clock(), CredentialsProvider.of(credentials), service, region);
        return signer.sign(request).headers().get("authorization");
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public long unixNanos() {
                return unixSeconds * 1_000_000_000L;
            }

            @Override
            public void sleep(long millis) {
                throw new UnsupportedOperationException("a signer does not sleep");
            }
        };
    }
}
