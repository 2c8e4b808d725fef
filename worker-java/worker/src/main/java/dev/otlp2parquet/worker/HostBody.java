package dev.otlp2parquet.worker;

import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.ingest.http.RequestBody;
import java.util.List;

/** The body of a request. The host reads and decompresses it under the limit. */
final class HostBody implements RequestBody {

    private static final int BITS_PER_CODING = 2;

    private final HostRequest request;
    private final Admission.ReadBody admitted;
    private int length;

    HostBody(HostRequest request, Admission.ReadBody admitted) {
        this.request = request;
        this.admitted = admitted;
    }

    @Override
    public boolean arrive(int room) throws BodyRefusedException {
        try {
            return Host.readBody(request, room, admitted.maxBytes()) == 1;
        } catch (HostFailure e) {
            throw new BodyRefusedException(fault(e), e.getMessage());
        }
    }

    @Override
    public int open() throws BodyRefusedException {
        try {
            length = Host.openBody(request, codings(admitted.codings()), admitted.maxBytes());
        } catch (HostFailure e) {
            throw new BodyRefusedException(fault(e), e.getMessage());
        }
        return length;
    }

    @Override
    public void take(byte[] target) {
        Window.takeInbox(request, target, 0, length);
    }

    /**
     * Packs codings: two bits for each, the first to undo in the lowest bits. That one was applied last. 0 ends the
     * list.
     */
    private static int codings(List<ContentCoding> applied) {
        int packed = 0;
        for (ContentCoding coding : applied) {
            packed = (packed << BITS_PER_CODING) | number(coding);
        }
        return packed;
    }

    private static int number(ContentCoding coding) {
        return switch (coding) {
            case GZIP -> 1;
            case ZSTD -> 2;
            case DEFLATE -> 3;
        };
    }

    private static BodyFault fault(HostFailure failure) {
        return switch (failure.kind()) {
            case HostFailure.BODY_TOO_LARGE -> BodyFault.TOO_LARGE;
            case HostFailure.BODY_CORRUPT -> BodyFault.CORRUPT;
            case HostFailure.BODY_INCOMPLETE -> BodyFault.INCOMPLETE;
            case HostFailure.BODY_SLOW -> BodyFault.SLOW;
            default -> throw failure;
        };
    }
}
