package dev.otlp2parquet.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP/1.1 by hand. */
final class RawClient implements AutoCloseable {

    private static final int MOST_MILLIS = 20_000;

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(MOST_MILLIS);
    }

    Socket socket() {
        return socket;
    }

    /** Sends text; a line feed becomes CRLF. */
    RawClient send(String text) throws IOException {
        return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads one answer with a Content-Length. */
    Answer answer() throws IOException {
        String head = head();
        int length = 0;
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        byte[] body = socket.getInputStream().readNBytes(length);
        return new Answer(head, new String(body, StandardCharsets.UTF_8));
    }

    /** Reads the head of an answer. */
    String head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0D0A0D0A) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.write(b);
            last = (last << 8) | b;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the server closes the connection without a further byte. */
    boolean ends() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(String head, String body) {

        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        boolean has(String header) {
            return head.toLowerCase(Locale.ROOT).contains("\r\n" + header + "\r\n");
        }
    }
}
