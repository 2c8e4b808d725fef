package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.aws.sign.Signer;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.UrlEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bucket of S3, or of a store with its protocol, that knows {@code If-None-Match: *} (S3 User Guide, "Conditional
 * requests"). Failures that may pass are retried with jittered backoff. If the answer to a put is lost, the retry finds
 * its object, and the outcome is {@link ObjectStore.PutOutcome#EXISTED}.
 *
 * <p>Messages of exceptions have the server's code and text, and perhaps a hint for the operator. Several threads may use a
 * store at the same time, if the client may be used so.
 */
public final class S3ObjectStore implements ObjectStore {

    /** At most 1,000 keys of 1,024 bytes, each byte of which may take three characters. */
    private static final int MAX_LIST_BYTES = 8 << 20;

    private final S3Connection connection;
    private final S3Options options;
    private final S3Address address;

    /**
     * Makes a store with hints. Sends nothing yet.
     *
     * @param credentials asked for each request
     * @param clock its time may be wrong; the server's corrects it
     */
    public S3ObjectStore(
            S3Options options,
            CredentialsProvider credentials,
            HttpClient http,
            Digest digest,
            Clock clock,
            Randomness random) {
        this(options, credentials, http, digest, clock, random, new S3Hints());
    }

    /**
     * Makes a store. Sends nothing yet.
     *
     * @param credentials asked for each request
     * @param clock its time may be wrong; the server's corrects it
     * @param hints null for none
     */
    public S3ObjectStore(
            S3Options options,
            CredentialsProvider credentials,
            HttpClient http,
            Digest digest,
            Clock clock,
            Randomness random,
            RefusalHints hints) {
        Signer signer = new Signer(digest, clock, credentials, Signer.S3, options.region());
        this.connection = new S3Connection(http, signer, options, hints, clock, random);
        this.options = options;
        this.address = new S3Address(options);
    }

    @Override
    public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
        boolean whole = offset == 0 && length == data.length;
        Binary body = Binary.of(whole ? data : Arrays.copyOfRange(data, offset, offset + length));
        S3Answer answer = send("store ", "PUT", key, ifAbsent(), body, S3Connection.SMALL_ANSWER_BYTES);
        if (answer.preconditionFailed()) {
            return PutOutcome.EXISTED;
        }
        if (options.plainPuts() && answer.conditionNotImplemented()) {
            send("store ", "PUT", key, Map.of(), body, S3Connection.SMALL_ANSWER_BYTES)
                    .orThrow();
            // Nobody knows whether there was one, so the caller looks as if there was.
            return PutOutcome.EXISTED;
        }
        answer.orThrow();
        return PutOutcome.CREATED;
    }

    /**
     * Reads a whole object.
     *
     * @return its bytes, or null if the key has no object
     * @throws StoreException if the object cannot be read, the bucket does not exist, or the object is larger than
     *     {@link S3Options#maxObjectBytes()}
     */
    @Override
    public byte[] get(String key) throws StoreException {
        int maxBytes = options.maxObjectBytes();
        S3Answer answer =
                send("read ", "GET", key, Map.of(), null, Math.max(maxBytes, S3Connection.SMALL_ANSWER_BYTES));
        if (answer.missing()) {
            return null;
        }
        HttpResponse response = answer.orThrow();
        if (response.cut() || response.body().length() > maxBytes) {
            throw new StoreException("cannot read " + display(key) + ": larger than " + maxBytes + " bytes", false);
        }
        return response.body().array();
    }

    /**
     * Returns whether the key has an object. A bucket that does not exist has none: the answer to a HEAD does not tell
     * the two cases apart.
     */
    @Override
    public boolean exists(String key) throws StoreException {
        S3Answer answer = send("look for ", "HEAD", key, Map.of(), null, S3Connection.SMALL_ANSWER_BYTES);
        if (answer.response().status() == 404) {
            return false;
        }
        answer.orThrow();
        return true;
    }

    /** Removes an object. Does nothing if the key has none. */
    public void delete(String key) throws StoreException {
        S3Answer answer = send("delete ", "DELETE", key, Map.of(), null, S3Connection.SMALL_ANSWER_BYTES);
        if (!answer.missing()) {
            answer.orThrow();
        }
    }

    /**
     * A part of a listing.
     *
     * @param objects in the order of their keys
     * @param next for {@link #listPage}; empty after the last page
     */
    public record Page(List<StoredObject> objects, String next) {}

    /**
     * Lists at most 1,000 objects (S3 API Reference, "ListObjectsV2").
     *
     * @param prefix beginning of keys, not always a whole segment; empty for all
     * @param next from the page before; empty for the first
     */
    public Page listPage(String prefix, String next) throws StoreException {
        String query = UrlEncoding.pairs("encoding-type", "url", "list-type", "2", "prefix", address.key(prefix))
                + (next.isEmpty() ? "" : "&" + UrlEncoding.pairs("continuation-token", next));
        HttpRequest request = connection.request("GET", address.bucket() + "?" + query, Map.of(), null, MAX_LIST_BYTES);
        XmlElement result = XmlElement.root(
                connection.send("list " + display(prefix), request).orThrow());
        if (result == null || !result.name().equals("ListBucketResult")) {
            throw new StoreException("cannot list " + display(prefix) + ": the answer is no listing", false);
        }
        boolean encoded = result.text("EncodingType").equals("url");
        List<StoredObject> objects = new ArrayList<>();
        for (XmlElement object : result.children("Contents")) {
            String key = encoded ? UrlEncoding.decodeForm(object.text("Key")) : object.text("Key");
            objects.add(new StoredObject(address.belowPrefix(key), size(prefix, object.text("Size"))));
        }
        boolean more = result.text("IsTruncated").equals("true");
        return new Page(objects, more ? result.text("NextContinuationToken") : "");
    }

    /** Lists all objects whose keys begin with a prefix. For tests and small folders: all keys are in memory. */
    public List<StoredObject> list(String prefix) throws StoreException {
        List<StoredObject> objects = new ArrayList<>();
        String next = "";
        do {
            Page page = listPage(prefix, next);
            objects.addAll(page.objects());
            next = page.next();
        } while (!next.isEmpty());
        return objects;
    }

    /**
     * Begins an object that is sent in parts. If the answer is lost, the server keeps an upload that nobody ends: a
     * lifecycle rule of the bucket should abort such uploads.
     *
     * @return the upload; the caller ends it with {@code complete} or {@code abort}
     */
    public MultipartUpload beginUpload(String key) throws StoreException {
        String url = address.object(key);
        String action = "begin an upload to " + display(key);
        HttpRequest request = connection.request("POST", url + "?uploads=", Map.of(), null);
        XmlElement result = XmlElement.root(connection.send(action, request).orThrow());
        String id = result == null ? "" : result.text("UploadId");
        if (id.isEmpty()) {
            throw new StoreException("cannot " + action + ": the answer has no upload id", false);
        }
        return new MultipartUpload(this, connection, key, url, id);
    }

    /** Returns the address of a key as people write it: {@code s3://bucket/prefix/key}. */
    public String display(String key) {
        return address.display(key);
    }

    @Override
    public String toString() {
        return options.toString();
    }

    /** Returns the header of a put that leaves an object which exists as it is. */
    static Map<String, String> ifAbsent() {
        // Not Map.of, whose entries are classes that the Worker has no other use for.
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("if-none-match", "*");
        return headers;
    }

    private S3Answer send(
            String verb, String method, String key, Map<String, String> headers, Binary body, int maxAnswerBytes)
            throws StoreException {
        HttpRequest request = connection.request(method, address.object(key), headers, body, maxAnswerBytes);
        return connection.send(verb + display(key), request);
    }

    private long size(String prefix, String text) throws StoreException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new StoreException(
                    "cannot list " + display(prefix) + ": expected a size, found \"" + text + "\"", false, e);
        }
    }
}
