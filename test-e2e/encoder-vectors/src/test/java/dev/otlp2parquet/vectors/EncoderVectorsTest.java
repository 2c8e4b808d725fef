package dev.otlp2parquet.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.ParquetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JVM writes the files that are recorded; workerd is compared with the same record. */
class EncoderVectorsTest {
    private static final Path RECORD = Path.of("vectors.txt");

    /** A change of the encoder that is meant to change files is recorded by {@code -Dvectors.record=true}. */
    @Test
    void theJvmWritesWhatIsRecorded() throws IOException {
        List<String> lines = new ArrayList<>();
        for (EncoderVector vector : EncoderVectors.all()) {
            ParquetFile file = vector.writer().get();
            lines.add(vector.name() + " " + file.length() + " " + sha256(file));
        }
        if (Boolean.getBoolean("vectors.record")) {
            Files.write(RECORD, lines);
        }
        assertEquals(
                String.join("\n", Files.readAllLines(RECORD)),
                String.join("\n", lines),
                "if the encoder is meant to write other bytes now: mvn -pl test-e2e/encoder-vectors -am test -Dvectors.record=true"
                        + " -Dtest=EncoderVectorsTest -Dsurefire.failIfNoSpecifiedTests=false");
    }

    @Test
    void writingAVectorAgainGivesTheSameBytes() {
        for (EncoderVector vector : EncoderVectors.all()) {
            assertEquals(sha256(vector.writer().get()), sha256(vector.writer().get()), vector.name());
        }
    }

    private static String sha256(ParquetFile file) {
        try {
            byte[] bytes = Arrays.copyOf(file.array(), file.length());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
