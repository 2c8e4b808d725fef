package dev.otlp2parquet.ingest;

import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.StructColumn;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.PayloadDecoder;
import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.Tables;
import dev.otlp2parquet.table.TimestampUnit;
import dev.otlp2parquet.table.UnreadablePayloadException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A kind of requests that is nothing like OTLP, to see that it is enough to bring a shape and a feed: lines of {@code
 * micros;courier;parcel;place/minutes,place/minutes}.
 */
final class Deliveries implements Feed {

    /** The code that bodies are kept with. */
    static final int LINES = 100;

    static final TableShape TABLE = TableShape.builder(
                    "deliveries",
                    new Schema(
                            "deliveries",
                            List.of(
                                    Field.timestampMicros("At", Repetition.REQUIRED, 1),
                                    Field.string("Courier", Repetition.REQUIRED, 2),
                                    Field.string("Parcel", Repetition.OPTIONAL, 3),
                                    Field.list(
                                            "Stops",
                                            Repetition.REQUIRED,
                                            4,
                                            Field.struct(
                                                    "element",
                                                    Repetition.REQUIRED,
                                                    5,
                                                    List.of(
                                                            Field.string("Place", Repetition.REQUIRED, 6),
                                                            Field.int32("Minutes", Repetition.OPTIONAL, 7)))))))
            .timestamp("At", TimestampUnit.MICROS)
            .key("Courier")
            .partitionBy("At", "day")
            .partitionBy("Courier", "bucket[4]")
            .sortBy(List.of("Parcel", "At"))
            .bloomFilters(List.of("Parcel"))
            .fileProperty("deliveries.version", "1")
            .build();

    private static final Tables TABLES = new Tables(List.of(TABLE));

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Tables tables() {
        return TABLES;
    }

    @Override
    public String mediaType(int format) {
        return format == LINES ? "text/plain" : null;
    }

    @Override
    public PayloadDecoder borrow() {
        return new Decoder();
    }

    private static final class Decoder implements PayloadDecoder {
        private final Rows rows = new Rows();

        @Override
        public RowBatches batches() {
            return rows;
        }

        @Override
        public Decoded decode(int format, byte[] body, int length, long from, long maxBufferedBytes, long maxRows)
                throws UnreadablePayloadException {
            int accepted = 0;
            long number = 0;
            long end = -1;
            String rejection = null;
            for (String line : new String(body, 0, length, StandardCharsets.UTF_8).split("\n", -1)) {
                String[] fields = line.split(";", -1);
                if (fields.length == 1) {
                    throw new UnreadablePayloadException("line " + number + " is no delivery", null);
                }
                if (fields.length != 4) {
                    rejection = "line " + number + ": expected 4 fields, found " + fields.length;
                } else {
                    accepted++;
                    boolean full = number >= from + maxRows || rows.bufferedBytes() > maxBufferedBytes;
                    if (end < 0 && number > from && full) {
                        end = number;
                    } else if (end < 0 && number >= from) {
                        rows.append(fields);
                    }
                }
                number++;
            }
            return new Decoded(accepted, end, rejection);
        }

        @Override
        public void giveBack() {
            // The next one gets a new decoder.
        }
    }

    private static final class Rows implements RowBatches {
        private final RowBatch batch = new RowBatch(TABLE.schema());
        private int requestStart;

        void append(String[] fields) {
            batch.column(0).asLong().append(Long.parseLong(fields[0]));
            batch.column(1).asBinary().append(fields[1]);
            ColumnBuilder parcel = batch.column(2);
            if (fields[2].isEmpty()) {
                parcel.appendNull();
            } else {
                parcel.asBinary().append(fields[2]);
            }
            ListColumn stops = batch.column(3).asList();
            StructColumn stop = stops.element().asStruct();
            stops.begin();
            for (String text : fields[3].isEmpty() ? new String[0] : fields[3].split(",")) {
                String[] parts = text.split("/", -1);
                stop.begin();
                stop.child(0).asBinary().append(parts[0]);
                if (parts.length == 1) {
                    stop.child(1).appendNull();
                } else {
                    stop.child(1).asInt().append(Integer.parseInt(parts[1]));
                }
                stop.end();
            }
            stops.end();
        }

        @Override
        public int rows(TableShape table) {
            return table.equals(TABLE) ? batch.rows() : 0;
        }

        @Override
        public RowBatch batch(TableShape table) {
            return table.equals(TABLE) ? batch : null;
        }

        @Override
        public int rows() {
            return batch.rows();
        }

        @Override
        public long bufferedBytes() {
            return batch.bufferedBytes();
        }

        @Override
        public long retainedBytes() {
            return batch.retainedBytes();
        }

        @Override
        public void beginRequest(long receivedUnixNanos) {
            requestStart = batch.rows();
        }

        @Override
        public void discardRequest() {
            batch.truncate(requestStart);
        }

        @Override
        public void reset() {
            batch.reset();
            requestStart = 0;
        }

        @Override
        public void release() {
            reset();
        }
    }
}
