package dev.otlp2parquet.worker;

import dev.otlp2parquet.parquet.bytes.Utf8;
import java.util.List;

/** STAND-IN until ingest lands. */
final class Application {
    interface Step {
        byte[] run(Application self, HostRequest request);
    }

    static Application configure(HostRequest request) {
        List<String> settings = Fields.decode(Window.takeInbox(request, Host.settings(request)));
        log(request, 2, "{\"level\":\"info\",\"settings\":" + settings.size() / 2 + "}");
        return new Application();
    }

    void serve(HostRequest request, Step step) {
        try {
            send(request, 200, step.run(this, request));
        } catch (RuntimeException | Error e) {
            StringBuilder b = new StringBuilder();
            for (Throwable t = e; t != null; t = t.getCause()) {
                b.append(t.getClass().getName())
                        .append(": ")
                        .append(t.getMessage())
                        .append('\n');
                b.append(Utf8.decode(Window.takeInbox(request, Host.stack(request, t))))
                        .append('\n');
            }
            log(request, 0, b.toString());
            send(request, 503, Utf8.encode("uncaught"));
        }
    }

    byte[] answer(HostRequest request) {
        List<String> head = Fields.decode(Window.takeInbox(request, Host.head(request)));
        if (head.get(1).equals("GET")) return Utf8.encode(head.toString());
        int codings = 0;
        for (int i = 3; i < head.size(); i += 2)
            if (head.get(i).equals("content-encoding"))
                codings = head.get(i + 1).equals("gzip") ? 1 : head.get(i + 1).equals("zstd") ? 2 : 3;
        byte[] body;
        try {
            body = Window.takeInbox(request, Host.body(request, codings, 10485760));
        } catch (HostFailure e) {
            return Utf8.encode("refused " + e.kind() + " " + e.getMessage());
        }
        Window.fillOutbox(request, body, 0, body.length);
        byte[] sha = Window.takeInbox(request, Host.sha256(request));
        StringBuilder hex = new StringBuilder();
        for (byte b : sha) hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
        byte[] key = Utf8.encode("raw/" + hex);
        String outcome;
        try {
            Window.fillOutbox(request, body, 0, body.length);
            Window.write(key);
            outcome = Host.putIfAbsent(request, key.length) == 1 ? "created" : "existed";
        } catch (HostFailure e) {
            outcome = "failed " + e.kind() + " " + e.getMessage();
        }
        return Utf8.encode(outcome + " " + body.length + " " + hex);
    }

    void unavailable(HostRequest request) {
        send(request, 503, Utf8.encode("unavailable"));
    }

    private static void send(HostRequest request, int status, byte[] body) {
        byte[] head = Fields.encode(List.of("content-type", "text/plain"));
        Host.openOutbox(request, head.length + body.length);
        Window.appendOutbox(request, 0, head, 0, head.length);
        Window.appendOutbox(request, head.length, body, 0, body.length);
        Host.answer(request, status, head.length);
    }

    private static void log(HostRequest request, int level, String line) {
        byte[] b = Utf8.encode(line);
        Window.fillOutbox(request, b, 0, b.length);
        Host.log(request, level);
    }
}
