package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.encoding.RleBitPackingHybridEncoder;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import java.util.Arrays;

/**
 * Where the data pages of a chunk end. Pages hold whole rows, as the offset index requires (PageIndex.md), and at most the
 * given number of bytes before compression unless one row takes more; sizes are estimated from above.
 */
final class PageSplit {

    /** Two lengths of levels, the width of indexes, rounding, and the header of DELTA_BINARY_PACKED. */
    private static final int FIXED_BYTES = 64;

    /** DELTA_BINARY_PACKED fills its last miniblock up: as many as 31 values of 64 bits that are none. */
    private static final int DELTA_PADDING = 31 * 8;

    private int[] rowEnds = new int[8];
    private int pages;

    int pages() {
        return pages;
    }

    /** Row behind the last of a page. */
    int rowEnd(int page) {
        return rowEnds[page];
    }

    void split(
            LeafColumn column,
            Stripe stripe,
            LeafValues values,
            ValueEncoding encoding,
            int indexWidth,
            int pageBytes) {
        pages = 0;
        int levelBits = RleBitPackingHybridEncoder.width(column.maxDefinitionLevel())
                + RleBitPackingHybridEncoder.width(column.maxRepetitionLevel());
        int padding = switch (encoding) {
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> DELTA_PADDING;
            case DELTA_BYTE_ARRAY -> 2 * DELTA_PADDING;
            case PLAIN, RLE_DICTIONARY, BYTE_STREAM_SPLIT -> 0;
        };
        long limit = Math.max(0, pageBytes - FIXED_BYTES - padding) * 8L;
        if (chunkBits(stripe, levelBits, values, encoding, indexWidth) <= limit) {
            end(stripe.rows());
            return;
        }
        long size = 0;
        int entry = 0;
        int value = 0;
        for (int row = 0; row < stripe.rows(); row++) {
            long rowBits = (long) (stripe.entryEnd(row) - entry) * levelBits;
            entry = stripe.entryEnd(row);
            for (; value < stripe.valueEnd(row); value++) {
                rowBits += valueBits(values, encoding, indexWidth, value);
            }
            // The headers of bit-packed runs: 8 bits for each 63 groups.
            rowBits += rowBits / 63;
            if (size > 0 && size + rowBits > limit) {
                end(row);
                size = 0;
            }
            size += rowBits;
        }
        end(stripe.rows());
    }

    /** The whole chunk from above, without a look at each value: most chunks are one page. */
    private static long chunkBits(
            Stripe stripe, int levelBits, LeafValues values, ValueEncoding encoding, int indexWidth) {
        long levels = (long) stripe.entries() * levelBits;
        long plain = values.plainBytes() * 8;
        long bits = levels
                + switch (encoding) {
                    case PLAIN, BYTE_STREAM_SPLIT -> plain;
                    case RLE_DICTIONARY -> (long) values.count() * indexWidth;
                    case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> plain + plain / 32;
                    case DELTA_BYTE_ARRAY -> plain + plain / 32 + values.count() * 34L;
                };
        return bits + bits / 63;
    }

    private static long valueBits(LeafValues values, ValueEncoding encoding, int indexWidth, int value) {
        return encoding == ValueEncoding.RLE_DICTIONARY ? indexWidth : values.bits(value, encoding);
    }

    private void end(int row) {
        if (pages == rowEnds.length) {
            rowEnds = Arrays.copyOf(rowEnds, pages * 2);
        }
        rowEnds[pages++] = row;
    }
}
