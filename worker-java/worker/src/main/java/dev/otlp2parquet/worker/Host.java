package dev.otlp2parquet.worker;

import org.teavm.interop.Import;

/**
 * The raw calls into the host; {@code worker-js-shim/src/host} implements them.
 *
 * <p>Bytes for Java arrive in the request's inbox: a call fills it and returns its length, {@link #inbox} copies pieces into the transfer
 * window. Bytes from Java leave through the request's outbox: {@link #openOutbox} makes room, {@link #outbox} copies pieces out of the window,
 * and the next call consumes them. A request has one of each, which is enough because its calls come one after the other.
 *
 * <p>A call that fails throws {@link HostFailure}. Those marked as blocking suspend the caller; other requests run in the
 * meantime. Each of them ends within a limit of time, as a failure that can be repeated: what it asked for may come true later all the same.
 */
public final class Host {

    private static final String MODULE = "host";

    private Host() {}

    /** Copies {@code inbox[offset, offset + length)} to the start of the window. */
    @Import(module = MODULE, name = "inbox")
    static native void inbox(HostRequest request, int offset, int length);

    /** Empties the outbox and gives it room for {@code length} bytes. */
    @Import(module = MODULE, name = "openOutbox")
    static native void openOutbox(HostRequest request, int length);

    /** Copies the first {@code length} bytes of the window to {@code outbox[offset, offset + length)}. */
    @Import(module = MODULE, name = "outbox")
    static native void outbox(HostRequest request, int offset, int length);

    /** The Worker's variables and secrets into the inbox, as {@link Fields}: name, value, name, value and so on. */
    @Import(module = MODULE, name = "settings")
    static native int settings(HostRequest request);

    /** The head of the request into the inbox, as {@link Fields}: request id, method, path, then name and value of each header. */
    @Import(module = MODULE, name = "head")
    static native int head(HostRequest request);

    /**
     * Reads the body until it has ended or has more than {@code room} bytes; blocks.
     *
     * @param maxBytes the most bytes as sent
     * @return 1 when it has ended, 0 when there is more
     * @throws HostFailure of kind {@link HostFailure#BODY_TOO_LARGE}, {@link HostFailure#BODY_INCOMPLETE}, {@link HostFailure#BODY_SLOW}
     */
    @Import(module = MODULE, name = "readBody")
    static native int readBody(HostRequest request, int room, int maxBytes);

    /**
     * The body that was read, decompressed, into the inbox. To be asked for once.
     *
     * @param codings decimal digits from the last to be undone to the first, each one a coding; see {@link HostBody}
     * @param maxBytes the most bytes after each decompression
     * @throws HostFailure of kind {@link HostFailure#BODY_TOO_LARGE}, {@link HostFailure#BODY_CORRUPT}
     */
    @Import(module = MODULE, name = "openBody")
    static native int openBody(HostRequest request, int codings, int maxBytes);

    /** The answer: the outbox holds the headers as {@link Fields} (name, value and so on) in its first {@code headLength} bytes, and then the body. */
    @Import(module = MODULE, name = "answer")
    static native void answer(HostRequest request, int status, int headLength);

    /**
     * Begins to store the outbox as an object unless there is one of that name.
     *
     * @param keyLength the key is in the first bytes of the window
     * @return a number for {@link #awaitPut}; puts of one request are counted from 0
     */
    @Import(module = MODULE, name = "beginPut")
    static native int beginPut(HostRequest request, int keyLength);

    /**
     * Waits for the end of a put; blocks.
     *
     * @return 1 when the object was created, 0 when it existed
     * @throws HostFailure of kind {@link HostFailure#STORE_RETRYABLE}, {@link HostFailure#STORE_PERMANENT}
     */
    @Import(module = MODULE, name = "awaitPut")
    static native int awaitPut(HostRequest request, int put);

    /**
     * Reads an object, whole, into the inbox; blocks.
     *
     * @param keyLength the key is in the first bytes of the window
     * @return its length, or -1 when there is none
     * @throws HostFailure of kind {@link HostFailure#STORE_RETRYABLE}, {@link HostFailure#STORE_PERMANENT}
     */
    @Import(module = MODULE, name = "get")
    static native int get(HostRequest request, int keyLength);

    /**
     * Whether there is an object; blocks.
     *
     * @param keyLength the key is in the first bytes of the window
     * @return 1 or 0
     * @throws HostFailure of kind {@link HostFailure#STORE_RETRYABLE}, {@link HostFailure#STORE_PERMANENT}
     */
    @Import(module = MODULE, name = "exists")
    static native int exists(HostRequest request, int keyLength);

    /**
     * Sends a request to another server, once, and receives the answer; blocks. The outbox holds {@link Fields} (method, URL, then name
     * and value of each header) in its first {@code headLength} bytes, and then the body, if it has one. The head of the answer comes into the
     * inbox, as {@link Fields}: the status in decimal digits, then lower-case name and value of each header.
     *
     * @param hasBody 1 or 0: an empty body is not the same as none
     * @param timeoutMillis to the last byte of the answer
     * @param maxAnswerBytes of the answer's body, as it comes out of its content coding: a longer one is given up as soon as that is seen
     * @throws HostFailure of kind {@link HostFailure#NO_ANSWER}
     */
    @Import(module = MODULE, name = "fetch")
    static native int fetch(HostRequest request, int headLength, int hasBody, int timeoutMillis, int maxAnswerBytes);

    /** The body of what {@link #fetch} received, into the inbox; -1 if it was too long. To be asked for once. */
    @Import(module = MODULE, name = "fetchBody")
    static native int fetchBody(HostRequest request);

    /** The SHA-256 of the outbox into the inbox: 32 bytes. */
    @Import(module = MODULE, name = "sha256")
    static native int sha256(HostRequest request);

    /** 1 if the host can compress so. */
    @Import(module = MODULE, name = "canCompress")
    static native int canCompress(int codec);

    /** The outbox compressed into the inbox. */
    @Import(module = MODULE, name = "compress")
    static native int compress(HostRequest request, int codec);

    /**
     * The outbox decompressed into the inbox.
     *
     * @param maxBytes the most bytes to make
     * @throws HostFailure of kind {@link HostFailure#BODY_TOO_LARGE}, {@link HostFailure#BODY_CORRUPT}
     */
    @Import(module = MODULE, name = "decompress")
    static native int decompress(HostRequest request, int coding, int maxBytes);

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    @Import(module = MODULE, name = "now")
    static native double now();

    /** Waits; blocks. */
    @Import(module = MODULE, name = "sleep")
    static native void sleep(HostRequest request, double millis);

    /** As many random bytes into the inbox, fit for keys; at most 65,536. */
    @Import(module = MODULE, name = "random")
    static native int random(HostRequest request, int count);

    /** Writes the outbox as one line of the log; level 0 is debugging, 1 information, 2 a warning, 3 an error. */
    @Import(module = MODULE, name = "log")
    static native void log(HostRequest request, int level);

    /**
     * Runs a statement on the database of the durable object, to its end: the outbox holds {@link SqlValues}, its text first and then its
     * parameters. Into the inbox come the number of columns, in four bytes, and the values of its rows.
     *
     * @throws HostFailure of kind {@link HostFailure#SQL_REFUSED}
     */
    @Import(module = MODULE, name = "sql")
    static native int sql(HostRequest request);

    /** When the alarm of the durable object is due, in milliseconds since 1970-01-01T00:00:00Z, or -1 when none is set; blocks. */
    @Import(module = MODULE, name = "getAlarm")
    static native double getAlarm(HostRequest request);

    /** Sets the alarm of the durable object. */
    @Import(module = MODULE, name = "setAlarm")
    static native void setAlarm(HostRequest request, double unixMillis);

    /** Takes the alarm of the durable object away. */
    @Import(module = MODULE, name = "deleteAlarm")
    static native void deleteAlarm(HostRequest request);

    /** 1 if the durable objects are there to be called. */
    @Import(module = MODULE, name = "hasObjects")
    static native int hasObjects(HostRequest request);

    /**
     * Begins to call a durable object with the message in the outbox.
     *
     * @param kind as in {@link ActorKinds}
     * @param nameLength its name is in the first bytes of the window
     * @param timeoutMillis until its answer; 0 for as long as every call may take
     * @return a number for {@link #awaitCall}; from the same count as those of puts
     */
    @Import(module = MODULE, name = "beginCall")
    static native int beginCall(HostRequest request, int kind, int nameLength, int timeoutMillis);

    /**
     * Waits for the answer to a call, which comes into the inbox; blocks.
     *
     * @throws HostFailure of kind {@link HostFailure#OBJECT_FAILED}, {@link HostFailure#OBJECT_RETRYABLE}, {@link
     *     HostFailure#OBJECT_OVERLOADED}
     */
    @Import(module = MODULE, name = "awaitCall")
    static native int awaitCall(HostRequest request, int call);

    /**
     * Names what is sent to a durable object if this HTTP request ends without an answer that its client can see: because the client hangs
     * up, because Java breaks down, or because {@link #unanswered} says so. It is sent at most once, beside the request, and at once if the
     * client has hung up already. The message is in the outbox.
     *
     * @param kind as in {@link ActorKinds}
     * @param nameLength its name is in the first bytes of the window
     */
    @Import(module = MODULE, name = "ifUnanswered")
    static native void ifUnanswered(HostRequest request, int kind, int nameLength);

    /** Sends the message of {@link #ifUnanswered}, unless it was sent. */
    @Import(module = MODULE, name = "unanswered")
    static native void unanswered(HostRequest request);

    /** The durable object's answer to the message is in the outbox. */
    @Import(module = MODULE, name = "reply")
    static native void reply(HostRequest request);
}
