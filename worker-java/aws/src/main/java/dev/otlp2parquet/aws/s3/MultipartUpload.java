package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.UrlEncoding;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An object that is sent in parts (S3 User Guide, "Uploading and copying objects using multipart upload"). Readers see
 * it when it is complete. Made by {@link S3ObjectStore#beginUpload}. Not thread-safe.
 */
public final class MultipartUpload {

    /** The least size of a part. Only the last one may be smaller. R2 wants parts of the same size. */
    public static final int MIN_PART_BYTES = 5 << 20;

    /** The greatest number of parts. */
    public static final int MAX_PARTS = 10_000;

    /** The server may copy all parts before it answers. */
    private static final int COMPLETE_TIMEOUT_MILLIS = 300_000;

    private final S3ObjectStore store;
    private final S3Connection connection;
    private final String key;
    private final String url;
    private final List<String> tags = new ArrayList<>();
    private boolean smallPartSent;
    private boolean ended;

    MultipartUpload(S3ObjectStore store, S3Connection connection, String key, String objectUrl, String id) {
        this.store = store;
        this.connection = connection;
        this.key = key;
        this.url = objectUrl + "?" + UrlEncoding.pairs("uploadId", id);
    }

    /**
     * Sends the next part, and returns when the server has it.
     *
     * @param data the caller keeps the array
     * @param length at least {@link #MIN_PART_BYTES}, except in the last part
     * @throws StoreException if the server refuses it; the caller aborts the upload then
     */
    public void part(byte[] data, int offset, int length) throws StoreException {
        requireOpen();
        if (smallPartSent) {
            throw new IllegalStateException("a part that is not the last must have " + MIN_PART_BYTES + " bytes");
        }
        int number = tags.size() + 1;
        String action = "store part " + number + " of " + store.display(key);
        if (number > MAX_PARTS) {
            throw new StoreException("cannot " + action + ": an object has at most " + MAX_PARTS + " parts", false);
        }
        smallPartSent = length < MIN_PART_BYTES;
        boolean whole = offset == 0 && length == data.length;
        Binary body = Binary.of(whole ? data : Arrays.copyOfRange(data, offset, offset + length));
        HttpResponse response = connection
                .send(action, connection.request("PUT", url + "&partNumber=" + number, Map.of(), body))
                .orThrow();
        String tag = response.headers().get("etag");
        if (tag == null) {
            throw new StoreException("cannot " + action + ": the answer has no ETag", false);
        }
        tags.add(tag);
    }

    /**
     * Makes the object of all parts, if the key has none yet. When this returns, the object is durable.
     *
     * @return {@code EXISTED} if another object has the key, or if an answer was lost and the object is this one; the
     *     parts are removed then
     * @throws StoreException if that is not certain; the object may exist, and is whole then
     */
    public PutOutcome complete() throws StoreException {
        requireOpen();
        Binary parts = Binary.of(Utf8.encode(listOfParts()));
        S3Answer answer = new Completion(connection)
                .send(
                        "complete the upload of " + store.display(key),
                        connection
                                .request("POST", url, S3ObjectStore.ifAbsent(), parts)
                                .withTimeout(COMPLETE_TIMEOUT_MILLIS));
        if (answer.preconditionFailed() || answer.code().equals("PreconditionFailed")) {
            ended = true;
            removeParts();
            return PutOutcome.EXISTED;
        }
        if (answer.code().equals("NoSuchUpload")) {
            // An earlier attempt completed it, or somebody aborted it.
            if (store.exists(key)) {
                ended = true;
                return PutOutcome.EXISTED;
            }
            throw new StoreException(answer.failure().getMessage(), true);
        }
        answer.orThrow();
        ended = true;
        return PutOutcome.CREATED;
    }

    /**
     * Gives up the upload and removes its parts. Does nothing if it was aborted or completed before. After a completion
     * that failed, an object that exists nevertheless stays.
     *
     * @throws StoreException if parts may remain; readers do not see them
     */
    public void abort() throws StoreException {
        if (!ended) {
            ended = true;
            sendAbort();
        }
    }

    private void sendAbort() throws StoreException {
        S3Answer answer = connection.send(
                "abort the upload of " + store.display(key), connection.request("DELETE", url, Map.of(), null));
        if (answer.response().status() != 404) {
            answer.orThrow();
        }
    }

    private void removeParts() {
        try {
            sendAbort();
        } catch (StoreException e) {
            // The object exists. A lifecycle rule of the bucket removes such parts.
        }
    }

    private String listOfParts() {
        StringBuilder xml =
                new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (int i = 0; i < tags.size(); i++) {
            xml.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>");
            xml.append(XmlElement.escape(tags.get(i))).append("</ETag></Part>");
        }
        return xml.append("</CompleteMultipartUpload>").toString();
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the upload has ended");
        }
    }

    /** Completions, whose status is sent before their outcome is known (S3 API Reference, "CompleteMultipartUpload"). */
    private static final class Completion extends S3Connection {

        Completion(S3Connection other) {
            super(other);
        }

        @Override
        S3Answer answer(String cannot, HttpResponse response) {
            S3Answer answer = super.answer(cannot, response);
            if (answer.failure() != null) {
                return answer;
            }
            XmlElement root = XmlElement.root(response);
            if (root == null) {
                return refused(cannot, response, "ServiceUnavailable", "the answer ended early");
            }
            return root.name().equals("CompleteMultipartUploadResult") ? answer : refused(cannot, response);
        }
    }
}
