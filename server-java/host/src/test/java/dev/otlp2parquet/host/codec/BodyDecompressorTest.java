package dev.otlp2parquet.host.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies that strangers send. The JDK and zstd-jni write them. */
class BodyDecompressorTest {

    private static final int LIMIT = 100_000;

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] content, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate =
                new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
            deflate.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] content(int length) {
        Random random = new Random(Seeds.of("BodyDecompressorTest", 1)[0]);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (random.nextInt(8) + 'a');
        }
        return content;
    }

    private static byte[] decompress(byte[] sent, ContentCoding... codings) throws BodyRefusedException {
        return BodyDecompressor.decompress(Binary.of(sent), List.of(codings), LIMIT)
                .array();
    }

    private static void assertRefused(BodyFault fault, String message, byte[] sent, ContentCoding... codings) {
        BodyRefusedException refused = assertThrows(BodyRefusedException.class, () -> decompress(sent, codings));
        assertEquals(fault, refused.fault(), refused.getMessage());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void everyCodingAtEveryBoundary() throws Exception {
        for (int length : new int[] {0, 1, 63, 8_192, 65_535, 65_536, 65_537, LIMIT - 1, LIMIT}) {
            byte[] content = content(length);
            assertArrayEquals(content, decompress(gzip(content), ContentCoding.GZIP), "gzip, " + length);
            assertArrayEquals(content, decompress(Zstd.compress(content), ContentCoding.ZSTD), "zstd, " + length);
            assertArrayEquals(content, decompress(deflate(content, false), ContentCoding.DEFLATE), "zlib, " + length);
            assertArrayEquals(content, decompress(deflate(content, true), ContentCoding.DEFLATE), "deflate, " + length);
        }
    }

    @Test
    void oneByteTooMany() throws Exception {
        byte[] content = content(LIMIT + 1);
        assertRefused(BodyFault.TOO_LARGE, "", gzip(content), ContentCoding.GZIP);
        assertRefused(BodyFault.TOO_LARGE, "", Zstd.compress(content), ContentCoding.ZSTD);
        assertRefused(BodyFault.TOO_LARGE, "", deflate(content, false), ContentCoding.DEFLATE);
    }

    @Test
    void severalMembersAndFrames() throws Exception {
        byte[] first = content(10);
        byte[] second = content(20_000);
        byte[] both = joined(first, second);
        assertArrayEquals(both, decompress(joined(gzip(first), gzip(second)), ContentCoding.GZIP));
        assertArrayEquals(both, decompress(joined(Zstd.compress(first), Zstd.compress(second)), ContentCoding.ZSTD));
    }

    /** A million empty members compress to 20 kB; the JDK's own reader reads them by recursion. */
    @Test
    void manyEmptyMembersAndFrames() throws Exception {
        byte[] empty = gzip(new byte[0]);
        byte[][] members = new byte[BodyDecompressor.MAX_FRAMES + 1][];
        Arrays.fill(members, empty);
        assertRefused(BodyFault.CORRUPT, "more than 1000 members", joined(members), ContentCoding.GZIP);
        Arrays.fill(members, Zstd.compress(new byte[0]));
        assertRefused(BodyFault.CORRUPT, "more than 1000 frames", joined(members), ContentCoding.ZSTD);
        members = Arrays.copyOf(members, BodyDecompressor.MAX_FRAMES);
        Arrays.fill(members, empty);
        assertArrayEquals(new byte[0], decompress(joined(members), ContentCoding.GZIP));
    }

    @Test
    void whatEndsTooEarlyOrIsDamagedOrGoesOn() throws Exception {
        byte[] gzip = gzip(content(5_000));
        byte[] zstd = Zstd.compress(content(5_000));
        byte[] zlib = deflate(content(5_000), false);
        for (int length = 0; length < gzip.length; length += 7) {
            assertRefused(BodyFault.CORRUPT, "gzip: ", Arrays.copyOf(gzip, length), ContentCoding.GZIP);
        }
        for (int length = 1; length < zstd.length; length += 7) {
            assertRefused(BodyFault.CORRUPT, "zstd: ", Arrays.copyOf(zstd, length), ContentCoding.ZSTD);
        }
        for (int length = 0; length < zlib.length - 4; length += 7) {
            assertRefused(BodyFault.CORRUPT, "deflate: ", Arrays.copyOf(zlib, length), ContentCoding.DEFLATE);
        }
        byte[] damaged = gzip.clone();
        damaged[damaged.length - 5] ^= 1;
        assertRefused(BodyFault.CORRUPT, "checksum of member 1", damaged, ContentCoding.GZIP);
        assertRefused(
                BodyFault.CORRUPT,
                "expected the header of a gzip member at offset " + gzip.length,
                joined(gzip, content(20)),
                ContentCoding.GZIP);
        assertRefused(BodyFault.CORRUPT, "zstd: ", joined(zstd, content(20)), ContentCoding.ZSTD);
    }

    @Test
    void twoCodingsAreUndoneFromTheLast() throws Exception {
        byte[] content = content(3_000);
        assertArrayEquals(content, decompress(Zstd.compress(gzip(content)), ContentCoding.GZIP, ContentCoding.ZSTD));
    }

    /** A few bytes that would become megabytes of headers between the codings. */
    @Test
    void whatIsBetweenTwoCodingsIsHardlyLargerThanWhatWasSent() throws Exception {
        byte[] sent = gzip(gzip(new byte[LIMIT]));
        assertArrayEquals(new byte[LIMIT], decompress(sent, ContentCoding.GZIP, ContentCoding.GZIP));
        byte[][] members = new byte[900][];
        Arrays.fill(members, gzip(new byte[] {1}));
        byte[] between = joined(joined(members), new byte[2 << 20]);
        BodyRefusedException refused = assertThrows(
                BodyRefusedException.class,
                () -> BodyDecompressor.decompress(
                        Binary.of(gzip(between)), List.of(ContentCoding.GZIP, ContentCoding.GZIP), 100 << 20));
        assertEquals(BodyFault.CORRUPT, refused.fault());
        assertTrue(refused.getMessage().contains("is compressed itself"), refused.getMessage());
    }

    /** A frame may ask for more memory than its content needs: here 128 MiB for a few bytes. */
    @Test
    void aFrameWithAHugeWindow() {
        byte[] frame = {(byte) 0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x00, (byte) 0x88, 0x09, 0x00, 0x00, 'a'};
        assertRefused(BodyFault.CORRUPT, "zstd: ", frame, ContentCoding.ZSTD);
    }

    @Test
    void keptBodiesComeBackAndDamagedOnesAreRefused() throws Exception {
        ZstdBodies bodies = new ZstdBodies();
        byte[] content = content(50_000);
        byte[] padded = joined(new byte[3], content, new byte[5]);

        byte[] kept = bodies.compress(padded, 3, content.length);

        assertArrayEquals(content, bodies.decompress(kept, content.length));
        assertArrayEquals(content, bodies.decompress(gzip(content), content.length), "of a Worker without zstd");
        assertArrayEquals(new byte[0], bodies.decompress(bodies.compress(new byte[0], 0, 0), 0));
        for (int length : new int[] {content.length - 1, content.length + 1}) {
            assertThrows(IllegalArgumentException.class, () -> bodies.decompress(kept, length));
            assertThrows(IllegalArgumentException.class, () -> bodies.decompress(gzip(content), length));
        }
        assertThrows(IllegalArgumentException.class, () -> bodies.decompress(new byte[0], 5));
        assertThrows(
                IllegalArgumentException.class,
                () -> bodies.decompress(Arrays.copyOf(kept, kept.length - 1), content.length));
    }
}
