package dev.otlp2parquet.doubles;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request under another path, whose body has been read already. */
final class Replayed extends HttpServletRequestWrapper {

    private final String path;
    private final ByteArrayInputStream body;

    Replayed(HttpServletRequest request, String path, byte[] body) {
        super(request);
        this.path = path;
        this.body = new ByteArrayInputStream(body);
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() {
        return new ServletInputStream() {
            @Override
            public int read() {
                return body.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return body.read(target, offset, length);
            }

            @Override
            public boolean isFinished() {
                return body.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("only blocking reads");
            }
        };
    }
}
