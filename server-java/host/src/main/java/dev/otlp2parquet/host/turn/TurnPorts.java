package dev.otlp2parquet.host.turn;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.BodyCodec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.AnswerWatch;

/** The ports of a process as one isolate or actor sees them: each blocking call gives the turn away. */
public final class TurnPorts {

    private TurnPorts() {}

    /**
     * Returns the ports.
     *
     * @param actors calls that give the turn away themselves
     */
    public static BatchingPorts of(ProcessPorts process, Blocking blocking, ActorCalls actors, AnswerWatch answers) {
        LakePorts lake = new LakePorts(
                new TurnStore(process.store(), process.threads(), blocking),
                new LongCompressor(process.compressor(), blocking),
                process.digest(),
                new TurnClock(process.clock(), blocking),
                process.random(),
                process.log(),
                request -> blocking.during(() -> process.http().send(request)),
                process.codecs(),
                new TurnKeys(process.keys(), blocking));
        return new BatchingPorts(lake, actors, new LongBodyCodec(process.bodies(), blocking), answers);
    }

    /** Who has keys may ask a service for them. */
    private record TurnKeys(CredentialsProvider keys, Blocking blocking) implements CredentialsProvider {

        @Override
        public Credentials credentials() throws CredentialsException {
            return blocking.<Credentials, CredentialsException>during(keys::credentials);
        }

        @Override
        public boolean renew() {
            return keys.renew();
        }
    }

    private record TurnClock(Clock clock, Blocking blocking) implements Clock {

        @Override
        public long unixNanos() {
            return clock.unixNanos();
        }

        @Override
        public void sleep(long millis) {
            blocking.during(() -> {
                clock.sleep(millis);
                return null;
            });
        }
    }

    /** A page is compressed after its values were encoded: a natural end of a slice of a flush. */
    private record LongCompressor(Compressor compressor, Blocking blocking) implements Compressor {

        @Override
        public Codec codec() {
            return compressor.codec();
        }

        @Override
        public void compress(byte[] source, int offset, int length, ByteSink sink) {
            blocking.computing(0, () -> {
                compressor.compress(source, offset, length, sink);
                return null;
            });
        }
    }

    /** A flush decompresses one request after the other. */
    private record LongBodyCodec(BodyCodec codec, Blocking blocking) implements BodyCodec {

        @Override
        public byte[] compress(byte[] data, int offset, int length) {
            return blocking.computing(0, () -> codec.compress(data, offset, length));
        }

        @Override
        public byte[] decompress(byte[] compressed, int length) {
            return blocking.computing(compressed.length, () -> codec.decompress(compressed, length));
        }
    }
}
