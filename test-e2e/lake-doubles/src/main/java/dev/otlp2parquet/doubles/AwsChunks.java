package dev.otlp2parquet.doubles;

import dev.otlp2parquet.doubles.Refusal.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bodies in the encoding {@code aws-chunked}, which the SDKs send ("Signature calculations for the Authorization header: Transferring payload
 * in multiple chunks" in S3's API reference). The signatures of chunks are verified; trailers are not looked at.
 */
final class AwsChunks {

    private final byte[] body;
    private final boolean signed;
    private final SignatureCheck.Accepted seed;
    private final byte[] key;
    private int position;

    private AwsChunks(byte[] body, boolean signed, SignatureCheck.Accepted seed) {
        this.body = body;
        this.signed = signed;
        this.seed = seed;
        String[] scope = seed.credentialScope().split("/", -1);
        this.key = Sigv4.signingKey(seed.keys().secretAccessKey(), scope[0], scope[1], scope[2]);
    }

    /** The data of a request: its body, or what the chunks of its body hold. */
    static byte[] data(SignedRequest request, SignatureCheck.Accepted seed) throws Refusal {
        String hash = request.header("x-amz-content-sha256");
        if (hash == null || !hash.startsWith("STREAMING-")) {
            return request.body();
        }
        return new AwsChunks(request.body(), !hash.startsWith("STREAMING-UNSIGNED-"), seed).decode();
    }

    private byte[] decode() throws Refusal {
        ByteArrayOutputStream data = new ByteArrayOutputStream(body.length);
        String previous = seed.signature();
        while (true) {
            String head = line();
            int semicolon = head.indexOf(';');
            int length = Integer.parseInt(semicolon < 0 ? head : head.substring(0, semicolon), 16);
            if (length > body.length - position) {
                throw malformed("a chunk of " + length + " bytes, of which " + (body.length - position) + " came");
            }
            if (signed) {
                String expected = Sigv4.signature(key, stringToSign(previous, length));
                if (semicolon < 0 || !head.endsWith(";chunk-signature=" + expected)) {
                    throw new Refusal(Kind.WRONG_SIGNATURE, "the signature of a chunk does not match");
                }
                previous = expected;
            }
            data.write(body, position, length);
            position += length;
            if (length == 0) {
                return data.toByteArray();
            }
            if (!line().isEmpty()) {
                throw malformed("expected the end of a chunk");
            }
        }
    }

    private String stringToSign(String previous, int length) {
        byte[] chunk = new byte[length];
        System.arraycopy(body, position, chunk, 0, length);
        return "AWS4-HMAC-SHA256-PAYLOAD\n" + seed.amzDate() + "\n" + seed.credentialScope() + "\n" + previous + "\n"
                + Sigv4.sha256(new byte[0]) + "\n" + Sigv4.sha256(chunk);
    }

    private String line() throws Refusal {
        int start = position;
        while (position + 1 < body.length && (body[position] != '\r' || body[position + 1] != '\n')) {
            position++;
        }
        if (position + 1 >= body.length) {
            throw malformed("expected a line at byte " + start);
        }
        position += 2;
        return new String(body, start, position - 2 - start, StandardCharsets.US_ASCII);
    }

    private static Refusal malformed(String message) {
        return new Refusal(Kind.MALFORMED, "aws-chunked: " + message);
    }
}
