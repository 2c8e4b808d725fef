package dev.otlp2parquet.host.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of gzip members one after the other (RFC 1952, section 2.2). {@link java.util.zip.GZIPInputStream} reads empty members by
 * recursion, so a small body could exhaust the stack, and it takes what follows a member for the end.
 */
final class GzipMembers extends InputStream {

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private final byte[] bytes;
    private final int maxMembers;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int position;
    private int members;
    private boolean inMember;

    GzipMembers(byte[] bytes, int maxMembers) {
        this.bytes = bytes;
        this.maxMembers = maxMembers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (length > 0) {
            if (!inMember) {
                if (position == bytes.length && members > 0) {
                    return -1;
                }
                begin();
            }
            int count;
            try {
                count = inflater.inflate(target, offset, length);
            } catch (DataFormatException e) {
                throw new IOException("the data are damaged: " + e.getMessage(), e);
            }
            crc.update(target, offset, count);
            if (inflater.finished()) {
                end();
            } else if (count == 0) {
                throw new EOFException("the data end within a member");
            }
            if (count > 0) {
                return count;
            }
        }
        return 0;
    }

    private void begin() throws IOException {
        if (members == maxMembers) {
            throw new IOException("the body has more than " + maxMembers + " members");
        }
        need(HEADER_BYTES);
        if ((bytes[position] & 0xFF) != 0x1F || (bytes[position + 1] & 0xFF) != 0x8B || bytes[position + 2] != 8) {
            throw new IOException("expected the header of a gzip member at offset " + position);
        }
        int flags = bytes[position + 3];
        position += HEADER_BYTES;
        if ((flags & FEXTRA) != 0) {
            need(2);
            int extra = (bytes[position] & 0xFF) | ((bytes[position + 1] & 0xFF) << 8);
            position += 2;
            need(extra);
            position += extra;
        }
        if ((flags & FNAME) != 0) {
            skipText();
        }
        if ((flags & FCOMMENT) != 0) {
            skipText();
        }
        if ((flags & FHCRC) != 0) {
            need(2);
            position += 2;
        }
        members++;
        inMember = true;
        crc.reset();
        inflater.reset();
        inflater.setInput(bytes, position, bytes.length - position);
    }

    private void skipText() throws IOException {
        do {
            need(1);
        } while (bytes[position++] != 0);
    }

    private void end() throws IOException {
        position = bytes.length - inflater.getRemaining();
        need(TRAILER_BYTES);
        if (number(position) != (int) crc.getValue()) {
            throw new IOException("the checksum of member " + members + " does not match");
        }
        if (number(position + 4) != (int) inflater.getBytesWritten()) {
            throw new IOException("the length of member " + members + " does not match");
        }
        position += TRAILER_BYTES;
        inMember = false;
    }

    private int number(int at) {
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | ((bytes[at + 3] & 0xFF) << 24);
    }

    private void need(int count) throws EOFException {
        if (bytes.length - position < count) {
            throw new EOFException("the data end within a member");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
