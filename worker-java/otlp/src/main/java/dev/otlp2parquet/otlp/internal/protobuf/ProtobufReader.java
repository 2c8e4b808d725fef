package dev.otlp2parquet.otlp.internal.protobuf;

import com.google.protobuf.CodedInputStream;
import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.HexDigits;
import dev.otlp2parquet.otlp.internal.decode.Limits;
import dev.otlp2parquet.otlp.internal.decode.TextRepair;
import dev.otlp2parquet.otlp.model.DoubleList;
import dev.otlp2parquet.otlp.model.LongList;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.platform.text.Utf8;
import java.io.IOException;

/**
 * A body read by {@link CodedInputStream}, with what that class lacks: strings as slices, ids, and limits on repeated
 * fields. What is no protobuf throws an {@link IOException}; what breaks OTLP, a semantic {@link Fault}.
 *
 * <p>Messages are walked by
 * <pre>
 * int outer = in.enter();
 * for (int tag = in.tag(); tag != 0; tag = in.tag()) {
 *     switch (tag) { case ...: read the value; default: in.skip(tag) }
 * }
 * in.leave(outer);
 * </pre>
 */
final class ProtobufReader {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final byte[] body;
    private final int begin;
    private final TextRepair repair;
    private final CodedInputStream in;

    ProtobufReader(byte[] array, int offset, int length, TextRepair repair) {
        this.repair = repair;
        body = array;
        begin = offset;
        in = CodedInputStream.newInstance(array, offset, length);
        // Of unknown groups, the only thing that recurses in the library.
        in.setRecursionLimit(Limits.MAX_DEPTH);
    }

    /** Bytes from the beginning of the body. */
    int offset() {
        return in.getTotalBytesRead();
    }

    /** The next tag, or 0 at the end of the message. */
    int tag() throws IOException {
        return in.readTag();
    }

    /** Passes the value of an unknown field. */
    void skip(int tag) throws IOException, Fault {
        if (!in.skipField(tag)) {
            throw Fault.malformed("expected a field, found the end of a group that did not begin", offset());
        }
    }

    /**
     * Enters a message field.
     *
     * @return what to give to {@link #leave} at its end
     */
    int enter() throws IOException {
        return in.pushLimit(in.readRawVarint32());
    }

    /** Leaves the message at its end. */
    void leave(int outer) {
        in.popLimit(outer);
    }

    /** Where the message that was entered last ends, as an {@link #offset}. */
    int messageEnd() {
        return in.getTotalBytesRead() + in.getBytesUntilLimit();
    }

    /** Leaves, after a fault, a message from wherever in it, or in messages inside it, the reader is. */
    void abandon(int outer, int messageEnd) throws IOException {
        in.popLimit(outer);
        in.skipRawBytes(messageEnd - in.getTotalBytesRead());
    }

    long readFixed64() throws IOException {
        return in.readFixed64();
    }

    int readFixed32() throws IOException {
        return in.readFixed32();
    }

    double readDouble() throws IOException {
        return in.readDouble();
    }

    /** Of uint32, int32 and enums: the low 32 bits of the number. */
    int readVarint32() throws IOException {
        return in.readRawVarint32();
    }

    long readVarint64() throws IOException {
        return in.readRawVarint64();
    }

    int readSint32() throws IOException {
        return in.readSInt32();
    }

    boolean readBoolean() throws IOException {
        return in.readBool();
    }

    /** Has {@code bytes} refer to the value of a bytes field. */
    void readBytes(Slice bytes) throws IOException {
        int length = in.readRawVarint32();
        int from = begin + in.getTotalBytesRead();
        in.skipRawBytes(length);
        bytes.set(body, from, length);
    }

    /** Has {@code text} refer to the value of a string field, repaired if it is no valid UTF-8. */
    void readString(Slice text) throws IOException, Fault {
        int length = in.readRawVarint32();
        int from = begin + in.getTotalBytesRead();
        in.skipRawBytes(length);
        int bad = Utf8.firstMalformed(body, from, length);
        if (bad < 0) {
            text.set(body, from, length);
        } else {
            repair.count(bad - begin);
            repair.repair(body, from, length, text);
        }
    }

    /**
     * Reads a trace id as lower-case hex; empty when there are no bytes, or only zeros.
     *
     * @param arena takes the text
     */
    void readTraceId(Slice id, Arena arena) throws IOException, Fault {
        readId(id, TRACE_ID_BYTES, arena);
    }

    /** Reads a span id; see {@link #readTraceId}. */
    void readSpanId(Slice id, Arena arena) throws IOException, Fault {
        readId(id, SPAN_ID_BYTES, arena);
    }

    private void readId(Slice id, int size, Arena arena) throws IOException, Fault {
        readBytes(id);
        if (id.length == size) {
            HexDigits.encodeId(id.array, id.offset, size, arena, id);
        } else if (id.length != 0) {
            throw Fault.semantic("expected " + size + " bytes, found " + id.length, offset() - id.length);
        }
    }

    /** Reads one element of a repeated fixed64 field that is not packed. */
    void addFixed64(LongList list) throws IOException, Fault {
        checkRoom(list.size());
        list.add(in.readFixed64());
    }

    void addPackedFixed64(LongList list) throws IOException, Fault {
        int outer = enter();
        while (in.getBytesUntilLimit() > 0) {
            addFixed64(list);
        }
        leave(outer);
    }

    /** Reads one element of a repeated uint64 field that is not packed. */
    void addVarint64(LongList list) throws IOException, Fault {
        checkRoom(list.size());
        list.add(in.readRawVarint64());
    }

    void addPackedVarint64(LongList list) throws IOException, Fault {
        int outer = enter();
        while (in.getBytesUntilLimit() > 0) {
            addVarint64(list);
        }
        leave(outer);
    }

    /** Reads one element of a repeated double field that is not packed. */
    void addDouble(DoubleList list) throws IOException, Fault {
        checkRoom(list.size());
        list.add(in.readDouble());
    }

    void addPackedDouble(DoubleList list) throws IOException, Fault {
        int outer = enter();
        while (in.getBytesUntilLimit() > 0) {
            addDouble(list);
        }
        leave(outer);
    }

    /** Checks that a repeated field inside a record may get one more element. */
    void checkRoom(int size) throws Fault {
        if (size >= Limits.MAX_ELEMENTS) {
            throw Fault.semantic("expected at most " + Limits.MAX_ELEMENTS + " elements, found more", offset());
        }
    }
}
