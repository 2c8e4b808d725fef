package dev.otlp2parquet.worker;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.client.Actors;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.config.Platform;
import dev.otlp2parquet.ingest.config.Storage;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogSink;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pipeline behind the host's calls. Each instance of the Wasm has one. Immutable. */
final class Application {

    private final Gateway gateway;
    private final Actors actors;

    private Application(Gateway gateway) {
        this.gateway = gateway;
        this.actors = gateway.actors();
    }

    /**
     * Reads the Worker's variables and secrets. An invalid one is logged here and named in the answer to each request.
     */
    static Application configure(HostRequest request) {
        List<String> fields = Fields.decode(Window.takeInbox(request, Host.settings(request)));
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            variables.put(fields.get(i), fields.get(i + 1));
        }
        variables.put(Platform.WORKER_VARIABLE, "true");
        Gateway gateway = Gateway.configure(variables, new HostRandomness(request));
        gateway.report(log(request));
        return new Application(gateway);
    }

    /** Answers a request. Blocks while the body arrives and while rows are stored. */
    void serve(HostRequest request) {
        Admission admission = gateway.admit(head(request), log(request));
        send(request, admission.complete(new HostedRest(this, request)));
    }

    /** Answers a request whose processing broke down. Does not block. */
    void unavailable(HostRequest request) {
        send(request, gateway.unavailable(head(request)));
    }

    /** Makes the Java half of a Durable Object. */
    HostedActor open(ActorKind kind) {
        return new HostedActor(this, actors.open(kind));
    }

    /** Returns the ports of one request. */
    BatchingPorts ports(HostRequest request) {
        Storage storage = gateway.config().storage();
        LakePorts lake = new LakePorts(
                new HostObjectStore(request),
                HostCompressor.of(request, gateway.config().lake().compression()),
                (data, offset, length) -> sha256(request, data, offset, length),
                new HostClock(request),
                new HostRandomness(request),
                log(request),
                new HostHttpClient(request),
                new HostBlockCodecs(request),
                storage.keysOr(CredentialsProvider.none()),
                null);
        return new BatchingPorts(
                storage.over(lake),
                Host.hasObjects(request) == 0 ? ActorCalls.NONE : new HostActorCalls(request),
                new HostBodyCodec(request),
                new HostAnswerWatch(request));
    }

    private static LogSink log(HostRequest request) {
        return (level, json) -> {
            byte[] line = Utf8.encode(json);
            Window.fillOutbox(request, line, 0, line.length);
            Host.log(request, number(level));
        };
    }

    private static int number(LogLevel level) {
        return switch (level) {
            case DEBUG -> 0;
            case INFO -> 1;
            case WARN -> 2;
            case ERROR -> 3;
        };
    }

    private static byte[] sha256(HostRequest request, byte[] data, int offset, int length) {
        Window.fillOutbox(request, data, offset, length);
        return Window.takeInbox(request, Host.sha256(request));
    }

    private static RequestHead head(HostRequest request) {
        List<String> fields = Fields.decode(Window.takeInbox(request, Host.head(request)));
        List<Header> headers = new ArrayList<>();
        for (int i = 3; i + 1 < fields.size(); i += 2) {
            headers.add(new Header(fields.get(i), fields.get(i + 1)));
        }
        return new RequestHead(fields.get(1), fields.get(2), headers, fields.get(0));
    }

    private static void send(HostRequest request, HttpAnswer response) {
        List<String> fields = new ArrayList<>();
        for (Header header : response.headers()) {
            fields.add(header.name());
            fields.add(header.value());
        }
        byte[] head = Fields.encode(fields);
        byte[] body = response.body();
        Host.openOutbox(request, head.length + body.length);
        Window.appendOutbox(request, 0, head, 0, head.length);
        Window.appendOutbox(request, head.length, body, 0, body.length);
        Host.answer(request, response.status(), head.length);
    }
}
