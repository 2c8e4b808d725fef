package dev.otlp2parquet.worker;

import org.teavm.interop.Address;
import org.teavm.runtime.heap.Heap;

/**
 * 64 KiB of linear memory. All bytes between Java's heap and the host pass through it, in pieces. It is allocated once
 * and never grows, because linear memory does not shrink. Its content does not survive a call: nothing else runs
 * between filling and emptying it.
 */
final class Window {

    static final int SIZE = 1 << 16;

    private static final int ADDRESS = Heap.alloc(SIZE).toInt();

    private Window() {}

    static int address() {
        return ADDRESS;
    }

    /** Copies the first {@code length} bytes of the window into a new array. */
    static byte[] read(int length) {
        byte[] bytes = new byte[checked(length)];
        load(bytes, 0, length);
        return bytes;
    }

    /** Copies bytes to the start of the window. */
    static void write(byte[] bytes) {
        checked(bytes.length);
        store(bytes, 0, bytes.length);
    }

    /** Takes the inbox of a request: {@code length} bytes, the result of the call that filled it. */
    static byte[] takeInbox(HostRequest request, int length) {
        byte[] bytes = new byte[length];
        takeInbox(request, bytes, 0, length);
        return bytes;
    }

    /** As {@link #takeInbox(HostRequest, int)}, into {@code target[offset, offset + length)}. */
    static void takeInbox(HostRequest request, byte[] target, int offset, int length) {
        for (int at = 0; at < length; at += SIZE) {
            int piece = Math.min(SIZE, length - at);
            Host.inbox(request, at, piece);
            load(target, offset + at, piece);
        }
    }

    /** Makes {@code bytes[offset, offset + length)} the outbox of a request. */
    static void fillOutbox(HostRequest request, byte[] bytes, int offset, int length) {
        Host.openOutbox(request, length);
        appendOutbox(request, 0, bytes, offset, length);
    }

    /** Copies {@code bytes[offset, offset + length)} to position {@code at} of an open outbox. */
    static void appendOutbox(HostRequest request, int at, byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += SIZE) {
            int piece = Math.min(SIZE, length - done);
            store(bytes, offset + done, piece);
            Host.outbox(request, at + done, piece);
        }
    }

    private static int checked(int length) {
        if (length < 0 || length > SIZE) {
            throw new IllegalArgumentException("the transfer window holds " + SIZE + " bytes, not " + length);
        }
        return length;
    }

    /** Copies eight bytes at a time. A load from linear memory costs the same for a long as for a byte. */
    private static void load(byte[] bytes, int offset, int length) {
        Address from = Address.fromInt(ADDRESS);
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            long word = from.add(i).getLong();
            int low = (int) word;
            int high = (int) (word >>> 32);
            int to = offset + i;
            bytes[to] = (byte) low;
            bytes[to + 1] = (byte) (low >>> 8);
            bytes[to + 2] = (byte) (low >>> 16);
            bytes[to + 3] = (byte) (low >>> 24);
            bytes[to + 4] = (byte) high;
            bytes[to + 5] = (byte) (high >>> 8);
            bytes[to + 6] = (byte) (high >>> 16);
            bytes[to + 7] = (byte) (high >>> 24);
        }
        for (; i < length; i++) {
            bytes[offset + i] = from.add(i).getByte();
        }
    }

    private static void store(byte[] bytes, int offset, int length) {
        Address to = Address.fromInt(ADDRESS);
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            int from = offset + i;
            int low = (bytes[from] & 0xFF)
                    | ((bytes[from + 1] & 0xFF) << 8)
                    | ((bytes[from + 2] & 0xFF) << 16)
                    | (bytes[from + 3] << 24);
            int high = (bytes[from + 4] & 0xFF)
                    | ((bytes[from + 5] & 0xFF) << 8)
                    | ((bytes[from + 6] & 0xFF) << 16)
                    | (bytes[from + 7] << 24);
            to.add(i).putLong((low & 0xFFFF_FFFFL) | ((long) high << 32));
        }
        for (; i < length; i++) {
            to.add(i).putByte(bytes[offset + i]);
        }
    }
}
