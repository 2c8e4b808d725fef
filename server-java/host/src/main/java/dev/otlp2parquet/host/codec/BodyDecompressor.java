package dev.otlp2parquet.host.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.platform.Binary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes the content codings of a request's body (RFC 9110, section 8.4.1) within limits. The limits are those of the Worker. */
public final class BodyDecompressor {

    /** Frames of zstd, members of gzip. Each takes time however few bytes it has. Exporters send one. */
    static final int MAX_FRAMES = 1_000;

    /** 8 MiB: what RFC 8878, section 3.1.1.1.2, asks of a decoder. A frame may ask for far more memory than its content needs. */
    private static final int MAX_WINDOW_LOG = 23;

    /** Between two codings are compressed data, which are hardly larger than what was sent. */
    private static final int MAX_GROWTH_BETWEEN = 4;

    private static final int ROOM_BETWEEN = 256 << 10;

    private static final int FIRST_BYTES = 64 << 10;

    /** OTLP usually compresses to a sixth. */
    private static final int USUAL_GROWTH = 6;

    private BodyDecompressor() {}

    /**
     * Decompresses a body.
     *
     * @param codings in the order in which they were applied
     * @param maxBytes the most bytes of the result
     * @throws BodyRefusedException if the result is too large, or the data are damaged
     */
    public static Binary decompress(Binary sent, List<ContentCoding> codings, int maxBytes)
            throws BodyRefusedException {
        byte[] bytes = sent.array();
        for (int i = codings.size() - 1; i >= 0; i--) {
            bytes = i == 0 ? undone(bytes, codings.get(i), maxBytes) : undoneBetween(bytes, codings.get(i), maxBytes);
        }
        return Binary.of(bytes);
    }

    private static byte[] undoneBetween(byte[] bytes, ContentCoding coding, int maxBytes) throws BodyRefusedException {
        int limit = (int) Math.min(maxBytes, (long) MAX_GROWTH_BETWEEN * bytes.length + ROOM_BETWEEN);
        try {
            return undone(bytes, coding, limit);
        } catch (BodyRefusedException e) {
            if (e.fault() == BodyFault.TOO_LARGE) {
                throw new BodyRefusedException(
                        BodyFault.CORRUPT,
                        coding.token() + ": what it compresses is compressed itself, and has more than " + limit
                                + " bytes");
            }
            throw e;
        }
    }

    private static byte[] undone(byte[] bytes, ContentCoding coding, int maxBytes) throws BodyRefusedException {
        try (InputStream in = stream(bytes, coding)) {
            return read(in, (int) Math.min(maxBytes, (long) USUAL_GROWTH * bytes.length), maxBytes);
        } catch (IOException | ZstdException e) {
            throw new BodyRefusedException(BodyFault.CORRUPT, coding.token() + ": " + e.getMessage());
        }
    }

    private static InputStream stream(byte[] bytes, ContentCoding coding) throws IOException {
        return switch (coding) {
            case GZIP -> new GzipMembers(bytes, MAX_FRAMES);
            case ZSTD -> {
                checkFrames(bytes);
                yield new ZstdInputStream(new ByteArrayInputStream(bytes)).setLongMax(MAX_WINDOW_LOG);
            }
            case DEFLATE -> new Deflated(bytes);
        };
    }

    /** Ends its inflater, which otherwise keeps memory outside the heap until a collection. */
    private static final class Deflated extends InflaterInputStream {

        Deflated(byte[] bytes) {
            super(new ByteArrayInputStream(bytes), new Inflater(!hasZlibHeader(bytes)));
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    private static void checkFrames(byte[] bytes) throws IOException {
        int offset = 0;
        for (int frames = 0; offset < bytes.length; frames++) {
            if (frames == MAX_FRAMES) {
                throw new IOException("the body has more than " + MAX_FRAMES + " frames");
            }
            long length;
            try {
                length = Zstd.findFrameCompressedSize(bytes, offset);
            } catch (ZstdException e) {
                throw new IOException("the data are damaged at offset " + offset + ": " + e.getMessage(), e);
            }
            offset += (int) length;
        }
    }

    /** RFC 1950, section 2.2: compression method 8, and a check value that makes the two bytes a multiple of 31. */
    private static boolean hasZlibHeader(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & 0x0F) == 8 && (((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF)) % 31 == 0;
    }

    private static byte[] read(InputStream in, int expected, int maxBytes) throws IOException, BodyRefusedException {
        byte[] bytes = new byte[Math.max(1, Math.max(Math.min(FIRST_BYTES, maxBytes), expected))];
        int length = 0;
        while (true) {
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            }
            length += count;
            if (length > maxBytes) {
                throw new BodyRefusedException(BodyFault.TOO_LARGE, "");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes + 1L, 2L * length));
            }
        }
    }
}
