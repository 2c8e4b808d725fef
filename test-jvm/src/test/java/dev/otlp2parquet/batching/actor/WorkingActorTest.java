package dev.otlp2parquet.batching.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.platform.actor.Alarm;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.log.LogLevel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A further kind of actor says what its work is and when it is due; the frame does the rest. */
class WorkingActorTest {

    /** Counts calls, and adds them up in the alarm a second later. */
    private static final class Counter extends WorkingActor<Counter.Facts> {

        private String fault;

        Counter() {
            super("a counter", "counter", 60_000, LogLevel.ERROR);
        }

        private record Facts(ActorMeta meta) implements ActorDatabase {}

        @Override
        protected Facts existing(ActorPorts ports) {
            ActorMeta meta = ActorMeta.existing(ports.sql(), 1);
            return meta == null ? null : new Facts(meta);
        }

        @Override
        protected byte[] answer(Operation operation, String name, MessageInput in, ActorPorts ports) {
            if (operation != Operation.COMMIT) {
                throw unknown(operation);
            }
            Facts facts = existing(ports);
            ActorMeta meta = facts == null ? ActorMeta.create(ports.sql(), 1, name, "i") : facts.meta();
            meta.put("open", meta.number("open", 0) + in.number());
            arm(ports, ports.unixMillis() + 1_000, ports.unixMillis());
            return MessageOutput.answer().toByteArray();
        }

        @Override
        protected void work(Facts facts, ActorPorts ports) {
            if (fault != null) {
                throw new IllegalStateException(fault);
            }
            facts.meta().put("sum", facts.meta().number("sum", 0) + facts.meta().number("open", 0));
            facts.meta().remove("open");
            condition().succeeded();
        }

        @Override
        protected Long next(ActorPorts ports) {
            boolean open = existing(ports).meta().number("open", 0) > 0;
            return open ? ports.unixMillis() + condition().backoffMillis(ports.random()) : null;
        }

        @Override
        protected Trouble describe(JsonWriter json, Facts facts, ActorPorts ports, long now) {
            json.field("sum", facts == null ? 0 : facts.meta().number("sum", 0));
            return null;
        }
    }

    private static final class OneAlarm implements Alarm {
        private Long due;

        @Override
        public Long get() {
            return due;
        }

        @Override
        public void set(long unixMillis) {
            due = unixMillis;
        }

        @Override
        public void delete() {
            due = null;
        }
    }

    @TempDir
    private Path folder;

    private final OneAlarm alarm = new OneAlarm();
    private final Counter counter = new Counter();
    private World world;
    private SqliteStorage sql;
    private ActorPorts ports;

    @BeforeEach
    void open() {
        world = new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(Map.of()));
        sql = new SqliteStorage();
        BatchingPorts host = world.workerPorts();
        ports = new ActorPorts(host, sql, alarm);
    }

    @AfterEach
    void close() {
        sql.close();
        world.close();
    }

    private void count(long number) {
        counter.call(MessageOutput.request(Operation.COMMIT, "c").number(number).toByteArray(), ports);
    }

    private StatusAnswer status() {
        return StatusAnswer.read(new MessageInput(
                counter.call(MessageOutput.request(Operation.STATUS, "c").toByteArray(), ports)));
    }

    @Test
    void anActorThatWasNeverCalledHasNothingToDoAndNoTrouble() {
        assertEquals(new StatusAnswer("{\"counter\":\"c\",\"sum\":0}", null), status());
        assertNull(alarm.due);
    }

    @Test
    void aCallArmsTheAlarmAndTheAlarmDoesTheWork() {
        count(2);
        count(3);
        assertEquals(ports.unixMillis() + 1_000, alarm.due);
        counter.alarm(ports);
        assertNull(alarm.due, "nothing is left to do");
        assertEquals("{\"counter\":\"c\",\"sum\":5}", status().json());
    }

    @Test
    void aFailureIsLoggedReportedAndRepeatedUntilItIsFixed() {
        count(2);
        counter.fault = "out of order";
        counter.alarm(ports);
        assertTrue(alarm.due > ports.unixMillis(), "again after the backoff");
        assertEquals(new Trouble(Trouble.FAILING, 0), status().trouble());
        assertTrue(status().json().contains("\"failure\":{\"reason\":\"out of order\""), status().json());
        assertTrue(
                world.log().toString().contains("a counter fails"), world.log().toString());
        counter.fault = null;
        counter.alarm(ports);
        assertNull(status().trouble());
        assertEquals("{\"counter\":\"c\",\"sum\":2}", status().json());
    }

    @Test
    void anOperationOfAnotherKindOfActorFailsTheCall() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> counter.call(MessageOutput.request(Operation.FLUSH, "c").toByteArray(), ports));
        assertEquals("a counter has no operation FLUSH", refusal.getMessage());
    }
}
