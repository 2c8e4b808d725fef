package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.ingest.http.ContentLength;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;
import java.util.List;

/** Admits a body by the headers that say how it is sent: Content-Encoding, then Content-Length. */
final class BodyAdmission {

    /** Two: more layers only multiply the cost of inflating a small body. */
    private static final int MAX_CODINGS = 2;

    private BodyAdmission() {}

    /** {@link Admission.ReadBody} for the receiver, or the refusal. */
    static Admission of(RequestHead head, RequestContext context, int maxBytes, Admission.BodyReceiver receiver) {
        Answers answers = new Answers(context);
        String contentEncoding = head.header("content-encoding");
        List<ContentCoding> codings = ContentCoding.list(contentEncoding);
        if (codings == null || codings.size() > MAX_CODINGS) {
            String message = "Content-Encoding: expected " + ContentCoding.ALLOWED + ", at most " + MAX_CODINGS
                    + " of them, found \"" + contentEncoding + "\"";
            return new Admission.Answer(answers.refused(
                    415, RpcCode.INVALID_ARGUMENT, message, new Header("accept-encoding", ContentCoding.ACCEPTED)));
        }
        int sentBytes = maxBytes;
        String contentLength = head.header("content-length");
        if (contentLength != null) {
            long length = ContentLength.parse(contentLength);
            if (length < 0) {
                String message = "Content-Length: expected a decimal number, found \"" + contentLength + "\"";
                return new Admission.Answer(answers.refused(400, RpcCode.INVALID_ARGUMENT, message));
            }
            if (length > maxBytes) {
                return new Admission.Answer(BodyRefusal.answer(answers, BodyFault.TOO_LARGE, contentLength, maxBytes));
            }
            sentBytes = (int) length;
        }
        return new Admission.ReadBody(codings, maxBytes, sentBytes, context, receiver);
    }
}
