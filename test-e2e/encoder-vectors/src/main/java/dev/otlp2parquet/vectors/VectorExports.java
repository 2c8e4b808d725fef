package dev.otlp2parquet.vectors;

import dev.otlp2parquet.parquet.ParquetFile;
import org.teavm.interop.Export;

/** What {@code index.ts} calls: the files by their number, byte by byte, which is slow and does not matter here. */
public final class VectorExports {

    private VectorExports() {}

    /** TeaVM wants an entry point; everything here starts from the exports. */
    public static void main(String[] arguments) {}

    @Export(name = "vectorCount")
    public static int vectorCount() {
        return EncoderVectors.all().size();
    }

    /** Writes the file of a vector, which the host keeps and passes to the others. */
    @Export(name = "write")
    public static ParquetFile write(int vector) {
        return EncoderVectors.all().get(vector).writer().get();
    }

    @Export(name = "fileLength")
    public static int fileLength(ParquetFile file) {
        return file.length();
    }

    @Export(name = "fileByte")
    public static int fileByte(ParquetFile file, int offset) {
        return file.array()[offset];
    }
}
