package dev.otlp2parquet.host;

import dev.otlp2parquet.platform.Binary;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Gathers the body of an answer; of a longer one than the limit nothing is kept, and reading stops there. */
final class BoundedBody implements BodySubscriber<Binary> {

    private static final int FIRST_BYTES = 8 << 10;

    private final int maxBytes;
    private final CompletableFuture<Binary> body = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private byte[] bytes = new byte[0];
    private int length;

    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<Binary> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int count = buffer.remaining();
            if (body.isDone()) {
                return;
            }
            if (count > maxBytes - length) {
                bytes = new byte[0];
                subscription.cancel();
                body.complete(null);
                return;
            }
            if (length + count > bytes.length) {
                long doubled = Math.max(FIRST_BYTES, 2L * bytes.length);
                bytes = Arrays.copyOf(bytes, (int) Math.max(length + count, Math.min(maxBytes, doubled)));
            }
            buffer.get(bytes, length, count);
            length += count;
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(Binary.of(Arrays.copyOf(bytes, length)));
    }
}
