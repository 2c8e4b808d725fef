package dev.otlp2parquet.host;

import com.github.luben.zstd.ZstdInputStream;
import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Avro's codecs from the JDK and zstd-jni. */
public final class JvmBlockCodecs implements BlockCodecs {

    @Override
    public byte[] deflate(byte[] source, int offset, int length) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(source, offset, length);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    @Override
    public byte[] inflate(byte[] source, int offset, int length, int maxLength) {
        Inflater inflater = new Inflater(true);
        inflater.setInput(source, offset, length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new AvroException("the DEFLATE stream is cut off");
                }
                out.write(buffer, 0, count);
                if (out.size() > maxLength) {
                    throw new AvroException("the DEFLATE stream is longer than " + maxLength + " bytes");
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AvroException("the DEFLATE stream is damaged", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public byte[] unzstd(byte[] source, int offset, int length, int maxLength) {
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(source, offset, length))) {
            byte[] bytes = in.readNBytes(maxLength);
            if (in.read() >= 0) {
                throw new AvroException("the zstd frame is longer than " + maxLength + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new AvroException("the zstd frame is damaged", e);
        }
    }
}
