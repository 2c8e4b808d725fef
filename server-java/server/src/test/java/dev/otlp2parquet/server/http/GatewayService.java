package dev.otlp2parquet.server.http;

import com.github.luben.zstd.ZstdInputStream;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.JvmCompressors;
import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.platform.actor.ActorCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** The real gateway over a directory, one request at a time, without batching. The token is {@code token}. */
final class GatewayService implements RequestService {

    private static final long NOW = 1_795_253_400_000_000_000L;

    private final FileObjectStore files;
    private final Gateway gateway;
    private final Random random = new Random(1);

    /** @param namesAndValues variables without their prefix */
    GatewayService(Path directory, String... namesAndValues) {
        files = new FileObjectStore(directory);
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_AUTH_TOKEN", "token");
        variables.put("OTLP2PARQUET_BATCHING_ENABLED", "false");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put("OTLP2PARQUET_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        gateway = Gateway.configure(variables, () -> 1);
    }

    /** The keys of the stored objects. */
    List<String> stored() throws IOException {
        return files.keys();
    }

    @Override
    public synchronized HttpAnswer answer(Exchange exchange) {
        return gateway.admit(exchange.head(), (level, line) -> {}).complete(new Admission.Rest() {
            @Override
            public BatchingPorts ports() {
                return GatewayService.this.ports();
            }

            @Override
            public RequestBody body(Admission.ReadBody admitted) {
                return new Body(exchange, admitted);
            }
        });
    }

    @Override
    public boolean isAuthorized(RequestHead head) {
        return gateway.config().credentials().accept(head.header("authorization"));
    }

    private BatchingPorts ports() {
        LakePorts lake = new LakePorts(
                files,
                JvmCompressors.of(gateway.config().lake().compression()),
                new JdkDigest(),
                new FixedClock(NOW),
                random::nextLong,
                (level, line) -> {},
                request -> {
                    throw new IllegalStateException("there is no catalog");
                },
                new JvmBlockCodecs(),
                CredentialsProvider.none());
        return new BatchingPorts(lake, ActorCalls.NONE, null, null);
    }

    private static final class Body implements RequestBody {

        private final Exchange exchange;
        private final Admission.ReadBody admitted;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private byte[] bytes;

        Body(Exchange exchange, Admission.ReadBody admitted) {
            this.exchange = exchange;
            this.admitted = admitted;
        }

        @Override
        public boolean arrive(int room) throws BodyRefusedException {
            byte[] piece = new byte[8192];
            try {
                while (sent.size() <= room) {
                    int count = exchange.read(piece, 0, piece.length);
                    if (count < 0) {
                        return true;
                    }
                    sent.write(piece, 0, count);
                    if (sent.size() > admitted.maxBytes()) {
                        throw new BodyRefusedException(BodyFault.TOO_LARGE, "");
                    }
                }
                return false;
            } catch (SocketTimeoutException e) {
                throw new BodyRefusedException(BodyFault.SLOW, e.getMessage());
            } catch (IOException e) {
                throw new BodyRefusedException(BodyFault.INCOMPLETE, "");
            }
        }

        @Override
        public int open() throws BodyRefusedException {
            bytes = sent.toByteArray();
            List<ContentCoding> codings = admitted.codings();
            for (int i = codings.size() - 1; i >= 0; i--) {
                try (InputStream in = decoded(codings.get(i), new ByteArrayInputStream(bytes))) {
                    bytes = in.readNBytes(admitted.maxBytes() + 1);
                } catch (IOException e) {
                    throw new BodyRefusedException(BodyFault.CORRUPT, String.valueOf(e.getMessage()));
                }
                if (bytes.length > admitted.maxBytes()) {
                    throw new BodyRefusedException(BodyFault.TOO_LARGE, "");
                }
            }
            return bytes.length;
        }

        private static InputStream decoded(ContentCoding coding, InputStream in) throws IOException {
            return switch (coding) {
                case GZIP -> new GZIPInputStream(in);
                case ZSTD -> new ZstdInputStream(in);
                case DEFLATE -> new InflaterInputStream(in);
            };
        }

        @Override
        public void take(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, bytes.length);
        }
    }
}
