package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.text.Utf8;
import org.teavm.interop.Export;

/**
 * What the host can call; {@code worker-js-shim/src/java/instance.ts} does. The exports are raw: no JavaScript stands between them and the host
 * functions, which is what lets a blocking call suspend them.
 */
public final class Worker {

    private Worker() {}

    /** TeaVM wants an entry point; everything here starts from the exports. */
    public static void main(String[] arguments) {}

    /** Where the transfer window of {@link Window#SIZE} bytes is in linear memory. */
    @Export(name = "windowAddress")
    public static int windowAddress() {
        return Window.address();
    }

    /** Reads the configuration. The host keeps the result and passes it to the other entries. */
    @Export(name = "configure")
    public static Application configure(HostRequest request) {
        return Application.configure(request);
    }

    /** Serves a request: by the time it returns, the host has its answer. To be called as a promise, since it blocks. */
    @Export(name = "serve")
    public static void serve(Application application, HostRequest request) {
        application.serve(request);
    }

    /** Answers a request that another instance could not answer because it broke down. Does not block. */
    @Export(name = "unavailable")
    public static void unavailable(Application application, HostRequest request) {
        application.unavailable(request);
    }

    /** The Java half of a Durable Object of a kind; see {@link ActorKinds}. Does not block. */
    @Export(name = "openObject")
    public static HostedActor openObject(Application application, int kind) {
        return application.open(ActorKinds.of(kind));
    }

    /**
     * Answers a message to a Durable Object. To be called as a promise, since it blocks.
     *
     * @param length of the message in the inbox
     */
    @Export(name = "callObject")
    public static void callObject(HostedActor object, HostRequest request, int length) {
        object.call(request, length);
    }

    /** Does what a Durable Object's alarm is for. To be called as a promise, since it blocks. */
    @Export(name = "alarmOf")
    public static void alarmOf(HostedActor object, HostRequest request) {
        object.alarm(request);
    }

    /** Breaks in one of the ways in which a program can; see {@link Fault}. No route leads here: tests of the host call it. */
    @Export(name = "fault")
    public static int fault(int kind) {
        return Fault.happen(kind);
    }

    /**
     * Throws a {@link HostFailure}. A host function calls it when it fails, and lets what it throws pass: so it arrives in Java where the host
     * function was called.
     *
     * @param messageLength of the message in the window
     */
    @Export(name = "throwHostFailure")
    public static void throwHostFailure(int kind, int messageLength) {
        throw new HostFailure(kind, Utf8.decode(Window.read(messageLength)));
    }
}
