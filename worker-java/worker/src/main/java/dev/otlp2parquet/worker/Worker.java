package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.text.Utf8;
import org.teavm.interop.Export;

/**
 * The functions that the host calls, from {@code worker-js-shim/src/java/instance.ts}. The exports are raw: no
 * JavaScript stands between them and the host functions. So a blocking call can suspend them.
 */
public final class Worker {

    private Worker() {}

    /** TeaVM requires an entry point. The program starts from the exports. */
    public static void main(String[] arguments) {}

    /** Returns the address of the transfer window, of {@link Window#SIZE} bytes, in linear memory. */
    @Export(name = "windowAddress")
    public static int windowAddress() {
        return Window.address();
    }

    /** Reads the configuration. The host keeps the result and passes it to the other exports. */
    @Export(name = "configure")
    public static Application configure(HostRequest request) {
        return Application.configure(request);
    }

    /** Serves a request. When it returns, the host has the answer. Blocks, so the host calls it as a promise. */
    @Export(name = "serve")
    public static void serve(Application application, HostRequest request) {
        application.serve(request);
    }

    /** Answers a request whose processing broke down in another instance. Does not block. */
    @Export(name = "unavailable")
    public static void unavailable(Application application, HostRequest request) {
        application.unavailable(request);
    }

    /** Makes the Java half of a Durable Object of a kind; see {@link ActorKinds}. Does not block. */
    @Export(name = "openObject")
    public static HostedActor openObject(Application application, int kind) {
        return application.open(ActorKinds.of(kind));
    }

    /**
     * Answers a message to a Durable Object. Blocks, so the host calls it as a promise.
     *
     * @param length of the message in the inbox
     */
    @Export(name = "callObject")
    public static void callObject(HostedActor object, HostRequest request, int length) {
        object.call(request, length);
    }

    /** Runs the alarm of a Durable Object. Blocks, so the host calls it as a promise. */
    @Export(name = "alarmOf")
    public static void alarmOf(HostedActor object, HostRequest request) {
        object.alarm(request);
    }

    /** Breaks down in one of the ways of {@link Fault}. No route leads here; tests of the host call it. */
    @Export(name = "fault")
    public static int fault(int kind) {
        return Fault.happen(kind);
    }

    /**
     * Throws a {@link HostFailure}. A host function that fails calls it and lets the exception pass, so it reaches Java
     * at the call of the host function.
     *
     * @param messageLength of the message in the window
     */
    @Export(name = "throwHostFailure")
    public static void throwHostFailure(int kind, int messageLength) {
        throw new HostFailure(kind, Utf8.decode(Window.read(messageLength)));
    }
}
