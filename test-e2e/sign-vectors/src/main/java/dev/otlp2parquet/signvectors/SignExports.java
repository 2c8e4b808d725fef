package dev.otlp2parquet.signvectors;

import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.platform.text.Utf8;
import org.teavm.interop.Export;

/** What {@code index.ts} calls. */
public final class SignExports {

    private SignExports() {}

    /** TeaVM wants an entry point; everything here starts from the export. */
    public static void main(String[] arguments) {}

    /**
     * Signs the case in the inbox, a line of {@code vectors.jsonl}, and writes the header {@code Authorization} into the
     * outbox.
     */
    @Export(name = "sign")
    public static void sign() throws CredentialsException {
        byte[] answer = Utf8.encode(SigningCase.parse(takeInbox()).authorization(SignExports::sha256));
        fillOutbox(answer, 0, answer.length);
    }

    private static byte[] sha256(byte[] data, int offset, int length) {
        fillOutbox(data, offset, length);
        Host.sha256();
        return takeInbox();
    }

    private static byte[] takeInbox() {
        byte[] bytes = new byte[Host.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Host.read(i);
        }
        return bytes;
    }

    private static void fillOutbox(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            Host.write(bytes[i]);
        }
    }
}
