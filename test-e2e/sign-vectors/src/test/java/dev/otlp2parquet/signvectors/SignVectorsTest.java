package dev.otlp2parquet.signvectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JVM makes the signatures that are recorded; workerd is compared with the same record. */
class SignVectorsTest {
    private static final Path RECORD = Path.of("vectors.jsonl");

    /** A new line needs no signature: {@code -Dvectors.record=true} adds it. */
    @Test
    void theJvmSignsAsIsRecorded() throws Exception {
        List<String> lines = Files.readAllLines(RECORD);
        List<String> signed = new ArrayList<>();
        for (String line : lines) {
            signed.add(signed(line));
        }
        if (Boolean.getBoolean("vectors.record")) {
            Files.write(RECORD, signed);
            lines = signed;
        }
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(
                    lines.get(i),
                    signed.get(i),
                    "if the signer is meant to sign otherwise now: mvn -pl test-e2e/sign-vectors -am test -Dvectors.record=true"
                            + " -Dtest=SignVectorsTest -Dsurefire.failIfNoSpecifiedTests=false");
        }
    }

    private static String signed(String line) throws CredentialsException {
        byte[] json = Utf8.encode(line);
        String authorization = SigningCase.parse(json).authorization(SignVectorsTest::sha256);
        return JsonValue.parseObject(json).put("authorization", authorization).toJson();
    }

    private static byte[] sha256(byte[] data, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
