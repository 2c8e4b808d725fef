package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** DEFLATE by the JDK. */
final class JvmBlockCodecs implements BlockCodecs {

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
        byte[] out = new byte[maxLength];
        try {
            int count = inflater.inflate(out);
            if (!inflater.finished()) {
                throw new AvroException("the DEFLATE stream is longer than " + maxLength + " bytes, or cut off");
            }
            return Arrays.copyOf(out, count);
        } catch (DataFormatException e) {
            throw new AvroException("the DEFLATE stream is damaged", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public byte[] unzstd(byte[] source, int offset, int length, int maxLength) {
        throw new AvroException("nobody writes zstd here");
    }
}
