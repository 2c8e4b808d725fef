package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.PayloadDecoder;
import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.Tables;
import dev.otlp2parquet.table.UnreadablePayloadException;
import java.util.ArrayList;
import java.util.List;

/** The export requests of one signal. */
public final class OtlpFeed implements Feed {
    private final Signal signal;
    private final Workspaces workspaces;
    private final Tables tables;

    private OtlpFeed(Signal signal, Workspaces workspaces) {
        this.signal = signal;
        this.workspaces = workspaces;
        this.tables = new Tables(workspaces.definitions().shapes(signal));
    }

    /** One for each signal, with the memory of an isolate. */
    public static List<OtlpFeed> all(Workspaces workspaces) {
        List<OtlpFeed> feeds = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            feeds.add(new OtlpFeed(signal, workspaces));
        }
        return feeds;
    }

    /** {@code logs}, {@code traces} or {@code metrics}. */
    public static String name(Signal signal) {
        return FileMetadata.signal(signal);
    }

    @Override
    public String name() {
        return name(signal);
    }

    @Override
    public Tables tables() {
        return tables;
    }

    @Override
    public String mediaType(int format) {
        RequestFormat known = RequestFormat.of(format);
        return known == null ? null : known.mediaType();
    }

    @Override
    public PayloadDecoder borrow() {
        return new Decoder(signal, workspaces);
    }

    /** Decodes into a borrowed workspace. */
    private static final class Decoder implements PayloadDecoder {
        private final Signal signal;
        private final Workspaces workspaces;
        private final Workspace workspace;
        private final CheckingSink checks;

        Decoder(Signal signal, Workspaces workspaces) {
            this.signal = signal;
            this.workspaces = workspaces;
            this.workspace = workspaces.borrow();
            this.checks = new CheckingSink(workspaces.definitions().options().timestampUnit());
        }

        @Override
        public void giveBack() {
            workspaces.giveBack(workspace);
        }

        @Override
        public RowBatches batches() {
            return workspace.batches();
        }

        @Override
        public Decoded decode(int format, byte[] body, int length, long from, long maxBufferedBytes, long maxRows)
                throws UnreadablePayloadException {
            RowWindow window = new RowWindow(workspace.batches(), checks, from, maxBufferedBytes, maxRows);
            try {
                DecodeResult result =
                        workspace.decoder().decode(signal, RequestFormat.of(format), body, 0, length, window);
                return new Decoded(result.accepted(), window.end(), result.firstRejection());
            } catch (InvalidRequestException e) {
                throw new UnreadablePayloadException(e.toString(), e);
            }
        }
    }
}
