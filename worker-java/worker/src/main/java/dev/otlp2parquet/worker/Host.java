package dev.otlp2parquet.worker;

import org.teavm.interop.Import;

/**
 * The raw calls of the host, which {@code worker-js-shim/src/host} implements.
 *
 * <p>A call that has bytes for Java puts them into the request's inbox and returns their length; {@link #inbox} then
 * copies pieces of them into the transfer window. Bytes for the host go through the request's outbox:
 * {@link #openOutbox} makes room, {@link #outbox} copies pieces out of the window, and the next call consumes them. A
 * request has one inbox and one outbox. That is enough because its calls run one after the other.
 *
 * <p>A failed call throws {@link HostFailure}. Blocking calls suspend the caller, and other requests run meanwhile.
 * Each blocking call ends within a time limit, with a failure that can be retried. Its effect may still happen later.
 */
final class Host {

    private static final String MODULE = "host";

    private Host() {}

    /** Copies {@code inbox[offset, offset + length)} to the start of the window. */
    @Import(module = MODULE, name = "inbox")
    static native void inbox(HostRequest request, int offset, int length);

    /** Empties the outbox and makes room for {@code length} bytes. */
    @Import(module = MODULE, name = "openOutbox")
    static native void openOutbox(HostRequest request, int length);

    /** Copies the first {@code length} bytes of the window to {@code outbox[offset, offset + length)}. */
    @Import(module = MODULE, name = "outbox")
    static native void outbox(HostRequest request, int offset, int length);

    /**
     * Puts the Worker's variables and secrets into the inbox, as {@link Fields}: name, value, name, value and so on.
     */
    @Import(module = MODULE, name = "settings")
    static native int settings(HostRequest request);

    /**
     * Puts the head of the request into the inbox, as {@link Fields}: request id, method, path, then name and value of
     * each header.
     */
    @Import(module = MODULE, name = "head")
    static native int head(HostRequest request);

    /**
     * Reads the body until it ends or exceeds {@code room} bytes. Blocks.
     *
     * @param maxBytes limit of the bytes as sent
     * @return 1 if the body has ended, 0 if there is more
     * @throws HostFailure of kind {@link HostFailure#BODY_TOO_LARGE}, {@link HostFailure#BODY_INCOMPLETE},
     *     {@link HostFailure#BODY_SLOW}
     */
    @Import(module = MODULE, name = "readBody")
    static native int readBody(HostRequest request, int room, int maxBytes);

    /**
     * Puts the decompressed body into the inbox. Called once, after the body was read.
     *
     * @param codings two bits for each coding, the first to undo in the lowest; see {@link HostBody}
     * @param maxBytes limit of the bytes after each decompression
     * @throws HostFailure of kind {@link HostFailure#BODY_TOO_LARGE}, {@link HostFailure#BODY_CORRUPT}
     */
    @Import(module = MODULE, name = "openBody")
    static native int openBody(HostRequest request, int codings, int maxBytes);

    /**
     * Sends the answer. The outbox has the headers as {@link Fields} (name, value and so on) in its first
     * {@code headLength} bytes, and then the body.
     */
    @Import(module = MODULE, name = "answer")
    static native void answer(HostRequest request, int status, int headLength);

    /**
     * Begins to store the outbox as an object, unless the key has one.
     *
     * @param keyLength length of the key, which is at the start of the window
     * @return a number for {@link #awaitPut}; the puts of a request are counted from 0
     */
    @Import(module = MODULE, name = "beginPut")
    static native int beginPut(HostRequest request, int keyLength);

    /**
     * Waits for the end of a put. Blocks.
     *
     * @return 1 if the put created the object, 0 if it existed
     * @throws HostFailure of kind {@link HostFailure#STORE_RETRYABLE}, {@link HostFailure#STORE_PERMANENT}
     */
    @Import(module = MODULE, name = "awaitPut")
    static native int awaitPut(HostRequest request, int put);

    /**
     * Reads a whole object into the inbox. Blocks.
     *
     * @param keyLength length of the key, which is at the start of the window
     * @return the object's length, or -1 if there is none
     * @throws HostFailure of kind {@link HostFailure#STORE_RETRYABLE}, {@link HostFailure#STORE_PERMANENT}
     */
    @Import(module = MODULE, name = "get")
    static native int get(HostRequest request, int keyLength);

    /**
     * Returns whether an object exists. Blocks.
     *
     * @param keyLength length of the key, which is at the start of the window
     * @return 1 or 0
     * @throws HostFailure of kind {@link HostFailure#STORE_RETRYABLE}, {@link HostFailure#STORE_PERMANENT}
     */
    @Import(module = MODULE, name = "exists")
    static native int exists(HostRequest request, int keyLength);

    /**
     * Sends a request to another server, once, and receives the answer. Blocks. The outbox has {@link Fields} (method,
     * URL, then name and value of each header) in its first {@code headLength} bytes, and then the body, if there is
     * one. The head of the answer goes into the inbox as {@link Fields}: the status in decimal digits, then lower-case
     * name and value of each header.
     *
     * @param hasBody 1 or 0; an empty body differs from no body
     * @param timeoutMillis limit until the last byte of the answer
     * @param maxAnswerBytes limit of the answer's body after its content coding is undone; reading stops as soon as it
     *     is exceeded
     * @throws HostFailure of kind {@link HostFailure#NO_ANSWER}
     */
    @Import(module = MODULE, name = "fetch")
    static native int fetch(HostRequest request, int headLength, int hasBody, int timeoutMillis, int maxAnswerBytes);

    /** Puts the body that {@link #fetch} received into the inbox. Returns -1 if it was too long. Called once. */
    @Import(module = MODULE, name = "fetchBody")
    static native int fetchBody(HostRequest request);

    /** Puts the SHA-256 of the outbox into the inbox: 32 bytes. */
    @Import(module = MODULE, name = "sha256")
    static native int sha256(HostRequest request);

    /** Returns 1 if the host has the codec. */
    @Import(module = MODULE, name = "canCompress")
    static native int canCompress(int codec);

    /** Compresses the outbox into the inbox. */
    @Import(module = MODULE, name = "compress")
    static native int compress(HostRequest request, int codec);

    /**
     * Decompresses the outbox into the inbox.
     *
     * @param maxBytes limit of the result
     * @throws HostFailure of kind {@link HostFailure#BODY_TOO_LARGE}, {@link HostFailure#BODY_CORRUPT}
     */
    @Import(module = MODULE, name = "decompress")
    static native int decompress(HostRequest request, int coding, int maxBytes);

    /** Returns the milliseconds since 1970-01-01T00:00:00Z. */
    @Import(module = MODULE, name = "now")
    static native double now();

    /** Waits; blocks. */
    @Import(module = MODULE, name = "sleep")
    static native void sleep(HostRequest request, double millis);

    /** Puts {@code count} cryptographic random bytes into the inbox, at most 65,536. */
    @Import(module = MODULE, name = "random")
    static native int random(HostRequest request, int count);

    /** Writes the outbox as one log line. Level 0 is debug, 1 info, 2 warning, 3 error. */
    @Import(module = MODULE, name = "log")
    static native void log(HostRequest request, int level);

    /**
     * Runs a statement on the database of the Durable Object, to its end. The outbox has {@link SqlValues}: the
     * statement, then its parameters. The number of columns (four bytes) and the values of the rows go into the inbox.
     *
     * @throws HostFailure of kind {@link HostFailure#SQL_REFUSED}
     */
    @Import(module = MODULE, name = "sql")
    static native int sql(HostRequest request);

    /**
     * Returns the time of the Durable Object's alarm in milliseconds since 1970-01-01T00:00:00Z, or -1 if none is set.
     * Blocks.
     */
    @Import(module = MODULE, name = "getAlarm")
    static native double getAlarm(HostRequest request);

    /** Sets the alarm of the Durable Object. */
    @Import(module = MODULE, name = "setAlarm")
    static native void setAlarm(HostRequest request, double unixMillis);

    /** Removes the alarm of the Durable Object. */
    @Import(module = MODULE, name = "deleteAlarm")
    static native void deleteAlarm(HostRequest request);

    /** Returns 1 if the Durable Objects are bound. */
    @Import(module = MODULE, name = "hasObjects")
    static native int hasObjects(HostRequest request);

    /**
     * Begins to call a Durable Object with the message in the outbox.
     *
     * @param kind as in {@link ActorKinds}
     * @param nameLength length of its name, which is at the start of the window
     * @param timeoutMillis limit for the answer; 0 for the usual limit
     * @return a number for {@link #awaitCall}; calls and puts share one count
     */
    @Import(module = MODULE, name = "beginCall")
    static native int beginCall(HostRequest request, int kind, int nameLength, int timeoutMillis);

    /**
     * Waits for the answer to a call and puts it into the inbox. Blocks.
     *
     * @throws HostFailure of kind {@link HostFailure#OBJECT_FAILED}, {@link HostFailure#OBJECT_RETRYABLE},
     *     {@link HostFailure#OBJECT_OVERLOADED}
     */
    @Import(module = MODULE, name = "awaitCall")
    static native int awaitCall(HostRequest request, int call);

    /**
     * Sets the message that the host sends to a Durable Object if this HTTP request ends without an answer that its
     * client can see: because the client hangs up, because Java breaks down, or because of {@link #unanswered}. The
     * host sends it beside the request, and at once if the client has hung up already. The message is in the outbox.
     *
     * @param kind as in {@link ActorKinds}
     * @param nameLength length of its name, which is at the start of the window
     */
    @Import(module = MODULE, name = "ifUnanswered")
    static native void ifUnanswered(HostRequest request, int kind, int nameLength);

    /** Sends the message of {@link #ifUnanswered}, unless it was sent already. */
    @Import(module = MODULE, name = "unanswered")
    static native void unanswered(HostRequest request);

    /** Answers the message to the Durable Object with the outbox. */
    @Import(module = MODULE, name = "reply")
    static native void reply(HostRequest request);
}
