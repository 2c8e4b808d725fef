package dev.otlp2parquet.batching.world;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.batching.buffer.RangeReader;
import dev.otlp2parquet.batching.client.Actors;
import dev.otlp2parquet.batching.world.Faults.Fault;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.JvmCompressors;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.platform.BodyCodec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.actor.Alarm;
import dev.otlp2parquet.platform.actor.AnswerWatch;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.testkit.Scheduler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A host of durable objects as Cloudflare's is: calls interleave at blocking calls, what an object writes between two of them
 * is durable together, nothing leaves it before that, alarms run at least once and one at a time, and an object that dies is
 * made anew over its database.
 */
public final class World implements AutoCloseable {

    /** Time runs fast here, and the catalog, which lives in real time, accepts no snapshot from the future. */
    private static final long BEHIND_MILLIS = 10 * 24 * 3_600_000L;

    private static final long ALARM_RETRY_MILLIS = 2_000;

    /** How long a host lets a call take, and how much later what was given up may still come true. */
    private static final int CALL_MILLIS = 30_000;

    private static final int LATE_MILLIS = 120_000;

    /** How long an object is told that an attempt has ended without an answer. */
    private static final int TELL_MILLIS = 25_000;

    private final Scheduler scheduler;
    private final Random random;
    private final Faults faults;
    private final FileObjectStore bucket;
    private final HttpClient http;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private Gateway gateway;
    private Feeds feeds;
    private boolean refusals;
    private boolean storeDown;
    private boolean catalogDown;
    private boolean storeHangs;
    private boolean storeNeverAnswers;
    private int putsBeforeSilence = -1;
    private int crashes;
    private long pieceBytes = RangeReader.PIECE_BYTES;
    private final List<Integer> callsOfAlarms = new ArrayList<>();
    private String deafCommitter = "";
    private Wire wire = new Wire() {};

    /** @param http of the catalog; null in plain mode */
    public World(long seed, Faults faults, Path bucketFolder, HttpClient http, Map<String, String> variables) {
        this.random = new Random(seed);
        this.scheduler = new Scheduler(new Random(seed + 1), System.currentTimeMillis() - BEHIND_MILLIS);
        this.faults = faults;
        this.bucket = new FileObjectStore(bucketFolder);
        this.http = http;
        configure(variables);
    }

    /** From now on objects that are made anew have this configuration. */
    public void configure(Map<String, String> variables) {
        gateway = Gateway.configure(variables, () -> 0x5EED);
        if (gateway.problem() != null) {
            throw new IllegalArgumentException(gateway.problem());
        }
    }

    /** From now on an actor may refuse a message that it cannot read. Without this such an exception is a fault that fails the test. */
    public void expectRefusals() {
        refusals = true;
    }

    /** New instances of actors know these feeds instead of those of the configuration. */
    public void feeds(Feeds others) {
        feeds = others;
    }

    private Actors actors() {
        return feeds == null ? gateway.actors() : Actors.of(gateway.config().pipeline(), feeds, gateway.memory());
    }

    /** Buffers that are made anew from now on decode so many bytes at once. */
    public void pieceBytes(long bytes) {
        pieceBytes = bytes;
    }

    /** Calls that left an object, for each alarm that ended well. */
    public List<Integer> callsOfAlarms() {
        return callsOfAlarms;
    }

    /** The committer of a table does not answer from now on; empty for none. */
    public void deafCommitter(String table) {
        deafCommitter = table;
    }

    /** Calls of actors go over this wire from now on. */
    public void wire(Wire other) {
        wire = other;
    }

    public Gateway gateway() {
        return gateway;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public FileObjectStore bucket() {
        return bucket;
    }

    public List<String> log() {
        return log;
    }

    public int crashes() {
        return crashes;
    }

    public void storeDown(boolean down) {
        storeDown = down;
    }

    /** Whether the bucket takes what it gets, but long after its callers have given it up. */
    public void storeHangs(boolean hangs) {
        storeHangs = hangs;
    }

    /** Whether calls of the bucket never settle, as if hosts had no time limit. */
    public void storeNeverAnswers(boolean never) {
        storeNeverAnswers = never;
    }

    /** After so many puts the calls of the bucket never settle. */
    public void storeNeverAnswersAfter(int puts) {
        putsBeforeSilence = puts;
    }

    public void catalogDown(boolean down) {
        catalogDown = down;
    }

    /** Thrown at whatever a dead object still tries. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
        private final transient Host host;

        Crash(Host host) {
            super("the object died");
            this.host = host;
        }
    }

    /** One durable object: what outlasts its instances. */
    public final class Host {
        private final ActorKind kind;
        private final SqliteStorage sql = new SqliteStorage();
        private Long alarm;
        private Long alarmDurable;
        private Long stuckAlarm;
        private boolean alarmRunning;
        private int lives;
        private Instance instance;

        private Host(ActorKind kind) {
            this.kind = kind;
        }

        private Instance instance() {
            if (instance == null) {
                instance = new Instance(this);
            }
            return instance;
        }

        public void crash() {
            crashes++;
            lives++;
            // Whatever its alarm still waits for: the next life runs the alarm again.
            alarmRunning = false;
            sql.rollback();
            alarm = alarmDurable;
            instance = null;
        }

        /** As the host does after six failures in a row, or never in theory. */
        public void loseAlarm() {
            crash();
            alarm = null;
            alarmDurable = null;
        }

        /** The host does not run the alarm that is set, until it is set anew. */
        public void overdueAlarm() {
            stuckAlarm = alarmDurable;
        }

        public SqliteStorage sql() {
            return sql;
        }

        public Long alarm() {
            return alarmDurable;
        }

        private void commit() {
            sql.commit();
            if (alarm != null && !alarm.equals(alarmDurable)) {
                scheduler.at(alarm, this::ring);
            }
            alarmDurable = alarm;
        }

        private void ring() {
            boolean isDue = alarmDurable != null && alarmDurable <= scheduler.now();
            if (isDue && !alarmDurable.equals(stuckAlarm) && !alarmRunning) {
                alarm = null;
                alarmDurable = null;
                alarmRunning = true;
                scheduler.start(this::runAlarm);
            }
        }

        private void runAlarm() {
            Instance running = instance();
            int life = lives;
            try {
                running.calls = 0;
                running.object.alarm(new ActorPorts(ports(running), sql, running));
                callsOfAlarms.add(running.calls);
                running.reply();
            } catch (Crash e) {
                if (alarmDurable == null) {
                    alarm = scheduler.now() + ALARM_RETRY_MILLIS;
                    commit();
                }
            } finally {
                alarmRunning &= life != lives;
            }
            if (alarmDurable != null) {
                scheduler.at(alarmDurable, this::ring);
            }
        }
    }

    /** One life of a durable object. */
    private final class Instance implements Alarm {
        private final Host host;
        private final Actor object;
        private int calls;

        private Instance(Host host) {
            this.host = host;
            this.object = actors().withPieces(pieceBytes).open(host.kind);
        }

        private void check() {
            if (host.instance != this) {
                throw new Crash(host);
            }
        }

        /** What was written becomes durable, then something leaves the object. */
        private void leave(Fault fault) {
            check();
            if (fault == Fault.CRASH_LOSING_WRITES) {
                host.crash();
                check();
            }
            host.commit();
            if (fault == Fault.CRASH_BEFORE) {
                host.crash();
                check();
            }
        }

        private void reply() {
            leave(faults.next());
        }

        @Override
        public Long get() {
            leave(faults.next());
            scheduler.pause(0);
            check();
            return host.alarm;
        }

        @Override
        public void set(long unixMillis) {
            check();
            host.alarm = unixMillis;
        }

        @Override
        public void delete() {
            check();
            host.alarm = null;
        }
    }

    public Host host(ActorKind kind, String name) {
        return hosts.computeIfAbsent(kind + " " + name, key -> new Host(kind));
    }

    /** As if the object had never been. */
    public void delete(ActorKind kind, String name) {
        host(kind, name).crash();
        hosts.remove(kind + " " + name).alarmDurable = null;
    }

    public List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    /** The host as something sees it that is no durable object: a Worker, which cannot die half way here. */
    public BatchingPorts workerPorts() {
        return ports(null, new Connection());
    }

    /** As {@link #workerPorts()}, for a request over a connection. */
    public BatchingPorts workerPorts(Connection connection) {
        return ports(null, connection);
    }

    public Connection connection() {
        return new Connection();
    }

    private BatchingPorts ports(Instance caller) {
        return ports(caller, NO_CLIENT);
    }

    private BatchingPorts ports(Instance caller, AnswerWatch answers) {
        Clock clock = new Clock() {
            @Override
            public long unixNanos() {
                return scheduler.now() * 1_000_000;
            }

            @Override
            public void sleep(long millis) {
                if (caller != null) {
                    caller.leave(Fault.NONE);
                }
                scheduler.pause(millis);
                if (caller != null) {
                    caller.check();
                }
            }
        };
        LakePorts lake = new LakePorts(
                new Bucket(caller),
                JvmCompressors.of(gateway.config().lake().compression()),
                new JdkDigest(),
                clock,
                random::nextLong,
                (level, json) -> note(level, json),
                request -> send(caller, request),
                CODECS,
                CredentialsProvider.none());
        return new BatchingPorts(lake, new Calls(caller), BODIES, answers);
    }

    /** An alarm, or a call of an object, has no client that waits for its answer. */
    private static final AnswerWatch NO_CLIENT = new AnswerWatch() {
        @Override
        public void ifUnanswered(ActorKind kind, String name, byte[] message) {
            throw new IllegalStateException("no HTTP request");
        }

        @Override
        public void unanswered() {
            throw new IllegalStateException("no HTTP request");
        }
    };

    /** From the client of one request, which may hang up before the answer is there. As the shim has it, what is to be told then is repeated for 25 s. */
    public final class Connection implements AnswerWatch {
        private ActorKind kind;
        private String name;
        private byte[] message;
        private boolean ended;
        private boolean sent;
        private boolean delivered;

        /** The client goes away; it will not see an answer that is not there yet. */
        void hangUp() {
            ended = true;
            send();
        }

        /** Whether the message was sent, or is being. */
        boolean sent() {
            return sent;
        }

        /** Whether the object has had the message. */
        boolean delivered() {
            return delivered;
        }

        @Override
        public void ifUnanswered(ActorKind to, String called, byte[] text) {
            if (message != null) {
                throw new IllegalStateException("called twice");
            }
            kind = to;
            name = called;
            message = text.clone();
            if (ended) {
                send();
            }
        }

        @Override
        public void unanswered() {
            send();
        }

        private void send() {
            if (message != null && !sent) {
                sent = true;
                scheduler.start(this::repeat);
            }
        }

        private void repeat() {
            long deadline = scheduler.now() + TELL_MILLIS;
            for (int pause = 100; scheduler.now() < deadline; pause *= 2) {
                try {
                    int left = (int) (deadline - scheduler.now());
                    new Calls(null).begin(kind, name, message, left).await();
                    delivered = true;
                    return;
                } catch (ActorCallException e) {
                    scheduler.pause(pause);
                }
            }
        }
    }

    private void note(LogLevel level, String json) {
        if (level == LogLevel.ERROR || level == LogLevel.WARN) {
            log.add(json);
        }
    }

    private interface Happening<T> {
        T happen();
    }

    /** A blocking call: others run before its effect and after it, and whatever the faults say happens. */
    private <T> T blocking(Instance caller, boolean alwaysFails, Happening<T> effect, Happening<T> failure) {
        Fault fault = faults.next();
        if (caller != null) {
            caller.calls++;
            caller.leave(fault);
        }
        scheduler.pause(fault == Fault.DELAY ? random.nextInt(20_000) : random.nextInt(5));
        if (fault == Fault.LATE) {
            return late(caller, effect, failure);
        }
        boolean dead = caller != null && caller.host.instance != caller;
        if (dead && random.nextBoolean()) {
            // It was on its way when its sender died.
            effect.happen();
        }
        if (caller != null) {
            caller.check();
        }
        if (alwaysFails || fault == Fault.FAIL_BEFORE) {
            return failure.happen();
        }
        T result = effect.happen();
        scheduler.pause(random.nextInt(5));
        if (caller != null) {
            caller.check();
            if (fault == Fault.CRASH_AFTER) {
                caller.host.crash();
                caller.check();
            }
        }
        return fault == Fault.FAIL_AFTER ? failure.happen() : result;
    }

    /** The caller has given up, and what it asked for happens all the same. */
    private <T> T late(Instance caller, Happening<T> effect, Happening<T> failure) {
        scheduler.at(
                scheduler.now() + CALL_MILLIS + random.nextInt(LATE_MILLIS),
                () -> scheduler.start(() -> {
                    try {
                        effect.happen();
                    } catch (Crash e) {
                        // Whoever it concerns is gone.
                    }
                }));
        scheduler.pause(CALL_MILLIS);
        if (caller != null) {
            caller.check();
        }
        return failure.happen();
    }

    /** Calls of a Worker go on beside each other; an object makes one at a time. */
    private final class Calls implements ActorCalls {
        private final Instance caller;

        private Calls(Instance caller) {
            this.caller = caller;
        }

        @Override
        public byte[] call(ActorKind kind, String name, byte[] message) throws ActorCallException {
            return World.this.call(caller, kind, name, message);
        }

        @Override
        public PendingCall begin(ActorKind kind, String name, byte[] message, int timeoutMillis) {
            if (caller != null) {
                return ActorCalls.super.begin(kind, name, message, timeoutMillis);
            }
            AtomicReference<Object> outcome = new AtomicReference<>();
            scheduler.start(() -> {
                try {
                    outcome.set(call(kind, name, message));
                } catch (ActorCallException e) {
                    outcome.set(e);
                }
            });
            long deadline = scheduler.now() + (timeoutMillis == 0 ? CALL_MILLIS : timeoutMillis);
            return () -> {
                while (outcome.get() == null) {
                    if (scheduler.now() >= deadline) {
                        throw new ActorCallException(name + ": no answer in time", false, true);
                    }
                    scheduler.pause(10);
                }
                if (outcome.get() instanceof ActorCallException e) {
                    throw e;
                }
                return (byte[]) outcome.get();
            };
        }
    }

    private byte[] call(Instance caller, ActorKind kind, String name, byte[] message) throws ActorCallException {
        Object result = blocking(
                caller,
                name.equals(deafCommitter),
                () -> {
                    Host host = host(kind, name);
                    Instance called = host.instance();
                    try {
                        byte[] answer = called.object.call(
                                wire.request(kind, Arrays.copyOf(message, message.length)),
                                new ActorPorts(ports(called), host.sql, called));
                        called.reply();
                        return (Object) wire.answer(kind, answer);
                    } catch (IllegalArgumentException e) {
                        if (!refusals) {
                            throw e;
                        }
                        // The actor cannot read the message. A host gives its exception to the caller.
                        return new ActorCallException(e.getMessage(), false, false);
                    } catch (Crash e) {
                        if (e.host != host) {
                            throw e;
                        }
                        return new ActorCallException("the object died", true, false);
                    }
                },
                () -> new ActorCallException("the connection was lost", true, false));
        if (result instanceof ActorCallException e) {
            throw e;
        }
        return (byte[]) result;
    }

    private dev.otlp2parquet.platform.http.HttpResponse send(
            Instance caller, dev.otlp2parquet.platform.http.HttpRequest request) {
        Object result = blocking(
                caller,
                catalogDown,
                () -> {
                    try {
                        return (Object) http.send(request);
                    } catch (HttpFailure e) {
                        return e;
                    }
                },
                () -> random.nextBoolean()
                        ? new HttpFailure("the connection was lost")
                        : new dev.otlp2parquet.platform.http.HttpResponse(
                                503, Map.of(), dev.otlp2parquet.platform.Binary.of(new byte[0])));
        if (result instanceof HttpFailure e) {
            throw e;
        }
        return (dev.otlp2parquet.platform.http.HttpResponse) result;
    }

    /** The bucket, as far away as everything else. */
    private final class Bucket implements ObjectStore {
        private final Instance caller;

        private Bucket(Instance caller) {
            this.caller = caller;
        }

        @Override
        public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
            byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
            Happening<Object> put = () -> {
                try {
                    return bucket.putIfAbsent(key, copy, 0, copy.length);
                } catch (StoreException e) {
                    return e;
                }
            };
            Happening<Object> failure = () -> new StoreException("the bucket does not answer", true);
            storeNeverAnswers |= putsBeforeSilence == 0;
            putsBeforeSilence--;
            if (storeHangs || storeNeverAnswers) {
                if (caller != null) {
                    caller.leave(Fault.NONE);
                }
                if (storeNeverAnswers) {
                    scheduler.pause(Long.MAX_VALUE / 2);
                }
                return (PutOutcome) unwrapped(late(caller, put, failure));
            }
            return (PutOutcome) unwrapped(blocking(caller, storeDown, put, failure));
        }

        @Override
        public PendingPut begin(String key, byte[] data, int offset, int length) {
            byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
            return () -> putIfAbsent(key, copy, 0, copy.length);
        }

        @Override
        public byte[] get(String key) throws StoreException {
            return (byte[]) unwrapped(blocking(
                    caller,
                    storeDown,
                    () -> {
                        try {
                            return (Object) bucket.get(key);
                        } catch (StoreException e) {
                            return e;
                        }
                    },
                    () -> new StoreException("the bucket does not answer", true)));
        }

        private static Object unwrapped(Object result) throws StoreException {
            if (result instanceof StoreException e) {
                throw e;
            }
            return result;
        }
    }

    private static final BodyCodec BODIES = new BodyCodec() {
        @Override
        public byte[] compress(byte[] data, int offset, int length) {
            return Zstd.compress(Arrays.copyOfRange(data, offset, offset + length), 1);
        }

        @Override
        public byte[] decompress(byte[] compressed, int length) {
            try {
                return Zstd.decompress(compressed, length);
            } catch (ZstdException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    };

    private static final BlockCodecs CODECS = new JvmBlockCodecs();

    @Override
    public void close() {
        scheduler.stop();
        hosts.values().forEach(host -> host.sql.close());
    }
}
