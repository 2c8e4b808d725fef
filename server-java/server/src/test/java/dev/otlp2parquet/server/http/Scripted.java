package dev.otlp2parquet.server.http;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Services that show what the server hands over, or keep it waiting. */
final class Scripted {

    private static final int MOST_SECONDS = 20;

    private Scripted() {}

    /** Answers with the method, the path and the body. */
    static HttpAnswer echo(Exchange exchange) {
        String body = new String(body(exchange), StandardCharsets.UTF_8);
        return text(exchange.head().method() + " " + exchange.head().path() + " " + body);
    }

    static HttpAnswer text(String text) {
        return new HttpAnswer(
                200, List.of(new Header("content-type", "text/plain")), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole body. */
    static byte[] body(Exchange exchange) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        try {
            for (int count; (count = exchange.read(piece, 0, piece.length)) >= 0; ) {
                body.write(piece, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened within " + MOST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes each body and answers when it is released; counts the clients that have gone without an answer. */
    static final class Held implements RequestService {

        final CountDownLatch taken = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        final CountDownLatch unanswered = new CountDownLatch(1);

        @Override
        public HttpAnswer answer(Exchange exchange) {
            exchange.whenUnanswered(unanswered::countDown);
            HttpAnswer answer = echo(exchange);
            taken.countDown();
            await(released);
            return answer;
        }
    }
}
