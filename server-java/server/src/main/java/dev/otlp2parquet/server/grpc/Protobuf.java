package dev.otlp2parquet.server.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The few fields of protobuf messages that gRPC itself has: varints and length-delimited ones. */
final class Protobuf {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private Protobuf() {}

    /** Gets the top-level fields of a message in their order. */
    interface FieldVisitor {

        /** A field of wire type 0. */
        void varint(int field, long value);

        /** A field of wire type 2: bytes of the visited array. */
        void bytes(int field, int offset, int length);
    }

    /** Visits the fields of a message. Returns false at the first malformed one. Fields of other wire types are skipped. */
    static boolean visit(byte[] message, FieldVisitor visitor) {
        Cursor cursor = new Cursor(message);
        while (cursor.position < message.length) {
            long tag = cursor.varint();
            int field = (int) (tag >>> 3);
            if (cursor.failed || field <= 0) {
                return false;
            }
            switch ((int) tag & 7) {
                case VARINT -> {
                    long value = cursor.varint();
                    if (!cursor.failed) {
                        visitor.varint(field, value);
                    }
                }
                case LENGTH_DELIMITED -> {
                    int length = cursor.length();
                    if (!cursor.failed) {
                        visitor.bytes(field, cursor.position, length);
                        cursor.position += length;
                    }
                }
                case FIXED_64 -> cursor.skip(Long.BYTES);
                case FIXED_32 -> cursor.skip(Integer.BYTES);
                default -> cursor.failed = true;
            }
            if (cursor.failed) {
                return false;
            }
        }
        return true;
    }

    /** Appends a field of wire type 0. The default of proto3, 0, is left out. */
    static void varint(ByteArrayOutputStream out, int field, long value) {
        if (value != 0) {
            raw(out, ((long) field << 3) | VARINT);
            raw(out, value);
        }
    }

    /** Appends a field of wire type 2. */
    static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        raw(out, ((long) field << 3) | LENGTH_DELIMITED);
        raw(out, value.length);
        out.writeBytes(value);
    }

    /** Appends a string. */
    static void string(ByteArrayOutputStream out, int field, String value) {
        bytes(out, field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void raw(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static final class Cursor {

        private final byte[] bytes;
        private int position;
        private boolean failed;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE && position < bytes.length; shift += 7) {
                byte b = bytes[position++];
                value |= (b & 0x7FL) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            failed = true;
            return 0;
        }

        int length() {
            long length = varint();
            if (length < 0 || length > bytes.length - position) {
                failed = true;
                return 0;
            }
            return (int) length;
        }

        void skip(int count) {
            if (count > bytes.length - position) {
                failed = true;
            } else {
                position += count;
            }
        }
    }
}
