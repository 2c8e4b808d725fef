package dev.otlp2parquet.parquet.bytes;

/**
 * Compares and reads parts of byte arrays. The JDK's {@code Arrays.compareUnsigned} and views of arrays do not exist in
 * the Worker.
 */
public final class Slices {

    private Slices() {}

    /**
     * Compares slices in unsigned byte-wise lexicographic order, the order of BYTE_ARRAY columns (parquet.thrift,
     * {@code ColumnOrder}). A prefix comes first.
     *
     * @return negative, 0 or positive
     */
    public static int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
        int shared = Math.min(aLength, bLength);
        for (int i = 0; i < shared; i++) {
            byte left = a[aFrom + i];
            byte right = b[bFrom + i];
            if (left != right) {
                return (left & 0xFF) - (right & 0xFF);
            }
        }
        return aLength - bLength;
    }

    public static boolean equal(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
        if (aLength != bLength) {
            return false;
        }
        for (int i = 0; i < aLength; i++) {
            if (a[aFrom + i] != b[bFrom + i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads four bytes as a little-endian number. */
    public static int intAt(byte[] source, int at) {
        return (source[at] & 0xFF)
                | ((source[at + 1] & 0xFF) << 8)
                | ((source[at + 2] & 0xFF) << 16)
                | (source[at + 3] << 24);
    }

    /** Reads eight bytes as a little-endian number. */
    public static long longAt(byte[] source, int at) {
        return (intAt(source, at) & 0xFFFF_FFFFL) | ((long) intAt(source, at + 4) << 32);
    }
}
