package dev.otlp2parquet.bench.sender;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A logs request in protobuf, of which any number of different requests are made: each gets its own trace and span ids. The trace id
 * of the first record names the request: {@link #MARK} and its number. So the benchmark finds each acknowledged request in the files.
 */
final class Template {

    /** The first eight bytes of the trace id of the first record, {@code otlpmark}. */
    static final long MARK = 0x6f746c706d61726bL;

    private static final int RESOURCE_LOGS = 1;
    private static final int SCOPE_LOGS = 2;
    private static final int LOG_RECORDS = 2;
    private static final int TRACE_ID = 9;
    private static final int SPAN_ID = 10;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final byte[] body;
    private final int[] traceIds;
    private final int[] spanIds;

    private Template(byte[] body, int[] traceIds, int[] spanIds) {
        this.body = body;
        this.traceIds = traceIds;
        this.spanIds = spanIds;
    }

    /**
     * @param body of an ExportLogsServiceRequest whose records all have a trace and a span id; kept, and not changed
     * @throws IOException if it is not one
     */
    static Template of(byte[] body) throws IOException {
        List<Integer> traceIds = new ArrayList<>();
        List<Integer> spanIds = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(body);
        within(
                in,
                RESOURCE_LOGS,
                () -> within(
                        in,
                        SCOPE_LOGS,
                        () -> within(in, LOG_RECORDS, () -> {
                            int traceId = -1;
                            int spanId = -1;
                            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                                int field = WireFormat.getTagFieldNumber(tag);
                                if (field == TRACE_ID) {
                                    traceId = positionOf(in, TRACE_ID_BYTES);
                                } else if (field == SPAN_ID) {
                                    spanId = positionOf(in, SPAN_ID_BYTES);
                                } else {
                                    in.skipField(tag);
                                }
                            }
                            if (traceId < 0 || spanId < 0) {
                                throw new IOException("a record has no trace id or no span id");
                            }
                            traceIds.add(traceId);
                            spanIds.add(spanId);
                        })));
        if (traceIds.isEmpty()) {
            throw new IOException("a body without records");
        }
        return new Template(body, ints(traceIds), ints(spanIds));
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private interface Reader {
        void read() throws IOException;
    }

    /** Reads a message to its end, and gives each field with one number to a reader. */
    private static void within(CodedInputStream in, int number, Reader reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == number) {
                int limit = in.pushLimit(in.readRawVarint32());
                reader.read();
                in.popLimit(limit);
            } else {
                in.skipField(tag);
            }
        }
    }

    private static int positionOf(CodedInputStream in, int expected) throws IOException {
        int length = in.readRawVarint32();
        if (length != expected) {
            throw new IOException("an id of " + expected + " bytes has " + length);
        }
        int position = in.getTotalBytesRead();
        in.skipRawBytes(length);
        return position;
    }

    int rows() {
        return traceIds.length;
    }

    /** Returns the request of that number. It is the caller's. */
    byte[] request(long number) {
        byte[] request = body.clone();
        ByteBuffer bytes = ByteBuffer.wrap(request);
        SplittableRandom random = new SplittableRandom(number);
        for (int i = 0; i < traceIds.length; i++) {
            bytes.putLong(traceIds[i], random.nextLong());
            bytes.putLong(traceIds[i] + 8, random.nextLong());
            bytes.putLong(spanIds[i], random.nextLong());
        }
        bytes.putLong(traceIds[0], MARK);
        bytes.putLong(traceIds[0] + 8, number);
        return request;
    }
}
