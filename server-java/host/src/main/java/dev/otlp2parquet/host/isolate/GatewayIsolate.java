package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.client.Operations;
import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.host.actor.ActorHosts;
import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.host.turn.Effect;
import dev.otlp2parquet.host.turn.NoClient;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.host.turn.Turn;
import dev.otlp2parquet.host.turn.TurnPorts;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import java.util.List;

/** One gateway and its turn. */
final class GatewayIsolate implements Blocking {

    private final Gateway gateway;
    private final ProcessPorts process;
    private final ActorHosts actors;
    private final Turn turn;

    GatewayIsolate(String name, Gateway gateway, ProcessPorts process, ActorHosts actors) {
        this.gateway = gateway;
        this.process = process;
        this.actors = actors;
        this.turn = new Turn(name);
    }

    int load() {
        return turn.load();
    }

    HttpAnswer answer(Exchange exchange) {
        turn.take();
        try {
            Admission admission = gateway.admit(exchange.head(), process.log());
            return admission.complete(new Rest(exchange));
        } catch (RuntimeException | Error e) {
            LogLine line = new LogLine(LogLevel.ERROR, "a request broke down").failure(e);
            process.log().line(LogLevel.ERROR, line.json());
            return gateway.unavailable(exchange.head());
        } finally {
            turn.give();
        }
    }

    List<String> flush(int waitSecs) {
        turn.take();
        try {
            BatchingPorts ports = TurnPorts.of(process, this, actors.calls(this), new NoClient());
            return new Operations(gateway.config().pipeline(), gateway.feeds(), ports)
                    .flush(waitSecs)
                    .problems();
        } finally {
            turn.give();
        }
    }

    private final class Rest implements Admission.Rest {

        private final Exchange exchange;

        private Rest(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public BatchingPorts ports() {
            ExchangeWatch watch = new ExchangeWatch(
                    exchange, actors.calls(Blocking.WITHOUT_TURN), process.threads(), process.clock());
            return TurnPorts.of(process, GatewayIsolate.this, actors.calls(GatewayIsolate.this), watch);
        }

        @Override
        public RequestBody body(Admission.ReadBody admitted) {
            return new ExchangeBody(exchange, admitted, GatewayIsolate.this);
        }
    }

    @Override
    public <T, E extends Exception> T during(Effect<T, E> effect) throws E {
        turn.give();
        try {
            return effect.run();
        } finally {
            turn.take();
        }
    }

    @Override
    public void leaving() {
        turn.check();
    }

    /** Keeps the turn: nothing that a request computes takes as long as the wait for another turn under load. */
    @Override
    public <T> T computing(int keptBytes, Effect<T, RuntimeException> computation) {
        turn.check();
        return computation.run();
    }
}
