package dev.otlp2parquet.iceberg.avro;

/** Decompresses Snappy's raw format (google/snappy, format_description.txt). */
final class Snappy {

    private Snappy() {}

    static byte[] decompress(byte[] source, int offset, int length, int maxLength) {
        int end = offset + length;
        int at = offset;
        long size = 0;
        int shift = 0;
        while (true) {
            if (at == end || shift > 28) {
                throw new AvroException("byte " + at + ": no length at the beginning of a snappy block");
            }
            byte b = source[at++];
            size |= (b & 0x7FL) << shift;
            shift += 7;
            if (b >= 0) {
                break;
            }
        }
        // A copy of 3 bytes yields 64 at most.
        if (size > maxLength || size > 64L * length) {
            throw new AvroException("a snappy block of " + length + " bytes claims to hold " + size);
        }
        byte[] out = new byte[(int) size];
        int to = 0;
        while (at < end) {
            int tag = source[at++] & 0xFF;
            int extra = extraBytes(tag);
            if (extra > end - at) {
                throw damaged(at);
            }
            int operand = 0;
            for (int i = 0; i < extra; i++) {
                operand |= (source[at + i] & 0xFF) << (8 * i);
            }
            at += extra;
            if ((tag & 3) == 0) {
                int count = (extra == 0 ? tag >> 2 : operand) + 1;
                if (count <= 0 || count > end - at || count > out.length - to) {
                    throw damaged(at);
                }
                System.arraycopy(source, at, out, to, count);
                at += count;
                to += count;
            } else {
                int count = (tag & 3) == 1 ? (tag >> 2 & 7) + 4 : (tag >> 2) + 1;
                int distance = (tag & 3) == 1 ? (tag >> 5) << 8 | operand : operand;
                if (distance <= 0 || distance > to || count > out.length - to) {
                    throw damaged(at);
                }
                // Byte by byte: source and target may overlap, which repeats a pattern.
                for (int i = 0; i < count; i++) {
                    out[to] = out[to - distance];
                    to++;
                }
            }
        }
        if (to != out.length) {
            throw damaged(at);
        }
        return out;
    }

    private static int extraBytes(int tag) {
        return switch (tag & 3) {
            case 0 -> tag >> 2 < 60 ? 0 : (tag >> 2) - 59;
            case 1 -> 1;
            case 2 -> 2;
            default -> 4;
        };
    }

    private static AvroException damaged(int at) {
        return new AvroException("byte " + at + ": the snappy block is damaged");
    }
}
