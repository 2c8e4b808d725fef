package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.client.Actors;
import dev.otlp2parquet.batching.client.Degradation;
import dev.otlp2parquet.batching.client.Health;
import dev.otlp2parquet.batching.client.Operations;
import dev.otlp2parquet.batching.client.UnansweredAttempts;
import dev.otlp2parquet.batching.committer.QueuedCommits;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.CorsPolicy;
import dev.otlp2parquet.ingest.config.Credentials;
import dev.otlp2parquet.ingest.config.Settings;
import dev.otlp2parquet.ingest.http.AnswerEncoding;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.ingest.http.ContentLength;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.MediaType;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.commit.Commits;
import dev.otlp2parquet.lake.commit.GroupCommit;
import dev.otlp2parquet.lake.file.FileStore;
import dev.otlp2parquet.lake.file.PlainLayouts;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.lake.table.TableLayouts;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import dev.otlp2parquet.otlp.table.OtlpFeed;
import dev.otlp2parquet.otlp.table.TableDefinitions;
import dev.otlp2parquet.otlp.table.Workspaces;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.platform.log.LogSink;
import dev.otlp2parquet.platform.text.Ascii;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.table.memory.IsolateMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The front door: decides by the head of a request alone what becomes of it, so that nothing is read or computed for a
 * request that will be refused. One serves all requests of an isolate; it holds what they share of the catalog, of the
 * isolate's memory and of attempts without an answer, and is immutable otherwise.
 *
 * <p>The order of its checks: the configuration, the path, CORS preflight, the method, the credentials, Content-Type,
 * Content-Encoding, Content-Length.
 */
public final class Gateway {

    private static final String HEALTH = "/health";
    private static final String STATUS = "/status";
    private static final String FLUSH = "/flush";
    private static final String WAIT = "wait=";

    /** A misconfigured Worker is mended by a person: there is no use in coming back at once. */
    private static final int RETRY_AFTER_MISCONFIGURED = 60;

    /** The host has made a new instance by now. */
    private static final int RETRY_AFTER_BREAKDOWN = 1;

    /** Two: more layers than that only multiply what a small body can cost to inflate. */
    private static final int MAX_CODINGS = 2;

    private static final int MAX_REQUEST_ID = 128;

    /** The longest that Chromium keeps a preflight. */
    private static final String CORS_MAX_AGE_SECS = "7200";

    private final Config config;
    private final Feeds feeds;
    private final Workspaces workspaces;
    private final LakeTables lakeTables;
    private final GroupCommit groupCommit;
    private final Health health = new Health();
    private final IsolateMemory memory = new IsolateMemory();
    private final UnansweredAttempts unanswered = new UnansweredAttempts();
    private final String problem;

    private Gateway(Config config, String problem, Randomness random) {
        this.config = config;
        AttributeLimits limits = config == null ? null : new AttributeLimits(config.maxAttributes(), random.nextLong());
        this.workspaces = config == null ? null : new Workspaces(new TableDefinitions(config.tables()), limits);
        this.feeds = config == null ? new Feeds(List.of()) : new Feeds(OtlpFeed.all(workspaces));
        boolean lake = config != null && config.catalog().enabled();
        this.lakeTables = lake ? new LakeTables(config.lake(), feeds.tables()) : null;
        this.groupCommit = lake ? new GroupCommit(config.lake(), lakeTables, feeds.tables()) : null;
        this.problem = problem;
    }

    /**
     * A gateway for the given variables. It never fails: with a configuration that cannot be used, it answers every
     * request but {@code GET /health} with what is wrong.
     *
     * @param variables environment or Worker variables and secrets; those that are not this program's are skipped
     * @param random asked once, for a seed of hashes that nobody outside can know; files do not depend on it
     */
    public static Gateway configure(Map<String, String> variables, Randomness random) {
        try {
            return new Gateway(Config.from(new Settings(variables)), null, random);
        } catch (ConfigException e) {
            return new Gateway(null, e.getMessage(), random);
        }
    }

    /** What is wrong with the configuration, to be logged once at start; null when nothing is. */
    public String problem() {
        return problem;
    }

    /**
     * The configuration in force.
     *
     * @throws IllegalStateException if there is a {@link #problem}
     */
    public Config config() {
        if (config == null) {
            throw new IllegalStateException(problem);
        }
        return config;
    }

    /**
     * The memory that requests and durable objects use one after the other; see {@link #config()}.
     *
     * @throws IllegalStateException if there is a {@link #problem}
     */
    public Workspaces workspaces() {
        config();
        return workspaces;
    }

    /** What requests and durable objects of this isolate may hold together. */
    public IsolateMemory memory() {
        return memory;
    }

    /** What takes the requests that this gateway admits, over one request's view of the host. */
    public Receiver receiver(BatchingPorts ports) {
        return new Receiver(config(), workspaces, ports, destination(ports), memory, unanswered);
    }

    private Destination destination(BatchingPorts ports) {
        LakePorts lake = ports.lake();
        if (lakeTables == null) {
            return Destination.files(new FileStore(lake, new PlainLayouts(config.lake(), lake)), ports.clock());
        }
        // Where there are committers, nobody else writes to their tables.
        Commits commits = ports.hasActors()
                ? new QueuedCommits(config.pipeline(), ports, lake.digest(), lakeTables)
                : groupCommit.over(lake);
        FileStore store = new FileStore(lake, new TableLayouts(config.lake(), lake, lakeTables));
        return Destination.tables(store, commits, ports.clock());
    }

    /** What requests become that buffers keep. */
    public Feeds feeds() {
        return feeds;
    }

    /** The actors of this isolate; with a {@link #problem()} they keep what they have. */
    public Actors actors() {
        return problem == null ? Actors.of(config.pipeline(), feeds, memory) : Actors.unconfigured(problem);
    }

    /**
     * The answer to a request that its host could not bring to an end: 503, so that the exporter sends it again. The
     * host has logged why.
     */
    public HttpAnswer unavailable(RequestHead head) {
        return new Answers(context(head))
                .unavailable("the request broke down; nothing is lost if it is sent again", RETRY_AFTER_BREAKDOWN);
    }

    /**
     * Decides about a request. Does not block and does not fail. A request that is answered here gets its log line
     * here; one whose body is to be read gets it from {@link Receiver}.
     */
    public Admission admit(RequestHead head, LogSink log) {
        RequestContext context = context(head);
        Admission admission = decide(head, context);
        if (admission instanceof Admission.Answer answer) {
            LogLevel lowest = config == null ? LogLevel.INFO : config.logLevel();
            GatewayLog.write(new Log(lowest, log), head, context, answer.response());
        }
        return admission;
    }

    private Admission decide(RequestHead head, RequestContext context) {
        Answers answers = new Answers(context);
        if (head.path().equals(HEALTH)) {
            return health(head, context, answers);
        }
        if (config == null) {
            return new Admission.Answer(
                    answers.unavailable("this otlp2parquet is not configured: " + problem, RETRY_AFTER_MISCONFIGURED));
        }
        if (head.path().equals(STATUS)) {
            return operation(Admission.Operation.STATUS, "GET", head, context, answers);
        }
        if (head.path().equals(FLUSH)) {
            return operation(Admission.Operation.FLUSH, "POST", head, context, answers);
        }
        QuarantinePath quarantine = QuarantinePath.of(head.path(), feeds);
        if (quarantine != null) {
            String methods = quarantine.takes(head.method()) ? head.method() : quarantine.methods();
            return operation(Admission.Operation.QUARANTINE, methods, head, context, answers);
        }
        Signal signal = SignalPath.signalAt(head.path());
        if (signal == null) {
            String message = "nothing is at " + head.path() + "; send to /v1/logs, /v1/traces or /v1/metrics"
                    + LikelyMistake.ofPath(SignalPath.canonical(head.path()));
            return new Admission.Answer(answers.refused(404, RpcCode.NOT_FOUND, message));
        }
        HttpAnswer refusal = refusalByMethod(head, context, answers);
        if (refusal == null) {
            refusal = refusalByCredentials(head, answers);
        }
        return refusal != null ? new Admission.Answer(refusal) : admitBody(head, signal, context, answers);
    }

    private Admission health(RequestHead head, RequestContext context, Answers answers) {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return new Admission.Answer(methodRefused(head, answers, "GET, HEAD"));
        }
        return config == null
                ? new Admission.Answer(healthAnswer(head, answers, List.of(Degradation.NOT_CONFIGURED)))
                : new Admission.Operate(Admission.Operation.HEALTH, head, context);
    }

    private static HttpAnswer healthAnswer(RequestHead head, Answers answers, List<Degradation> degradations) {
        HttpAnswer health = answers.json(200, Degradation.health(degradations));
        return head.method().equals("GET") ? health : new HttpAnswer(200, health.headers(), new byte[0]);
    }

    private Admission operation(
            Admission.Operation operation, String method, RequestHead head, RequestContext context, Answers answers) {
        if (!head.method().equals(method)) {
            return new Admission.Answer(methodRefused(head, answers, method));
        }
        HttpAnswer refusal = refusalByCredentials(head, answers);
        return refusal != null ? new Admission.Answer(refusal) : new Admission.Operate(operation, head, context);
    }

    /** Answers what an operator asks for. Blocks; never throws. */
    public HttpAnswer operate(Admission.Operate asked, BatchingPorts ports) {
        Answers answers = new Answers(asked.context());
        HttpAnswer answer;
        try {
            Operations operations = new Operations(config().pipeline(), feeds, ports);
            answer = switch (asked.operation()) {
                case HEALTH ->
                    healthAnswer(asked.head(), answers, health.degradations(config().pipeline(), feeds, ports));
                case STATUS -> answers.json(200, operations.status().json());
                case FLUSH -> {
                    Operations.Flushed flushed = operations.flush(flushSecs(asked.head()));
                    yield answers.json(flushed.problems().isEmpty() ? 200 : 503, flushed.json());
                }
                case QUARANTINE ->
                    new QuarantineOperations(feeds, ports, answers)
                            .answer(
                                    asked.head().method(),
                                    QuarantinePath.of(asked.head().path(), feeds),
                                    operations.buffers());
            };
        } catch (RuntimeException | Error e) {
            new Log(config().logLevel(), ports.lake().log())
                    .write(new LogLine(LogLevel.ERROR, "an operation failed").failure(e));
            answer = answers.unavailable("an internal error; the log has its cause", RETRY_AFTER_BREAKDOWN);
        }
        GatewayLog.write(new Log(config().logLevel(), ports.lake().log()), asked.head(), asked.context(), answer);
        return answer;
    }

    /** As RFC 7240, section 4.3, has it: {@code Prefer: wait=10}. What is not understood is no preference. */
    private static int flushSecs(RequestHead head) {
        String prefer = head.header("prefer");
        if (prefer == null || !prefer.startsWith(WAIT)) {
            return Operations.MAX_FLUSH_SECS;
        }
        long seconds = ContentLength.parse(prefer.substring(WAIT.length()));
        return seconds < 0 ? Operations.MAX_FLUSH_SECS : (int) Math.min(seconds, Operations.MAX_FLUSH_SECS);
    }

    private HttpAnswer refusalByMethod(RequestHead head, RequestContext context, Answers answers) {
        if (head.method().equals("POST")) {
            return null;
        }
        CorsPolicy cors = config.cors();
        if (!head.method().equals("OPTIONS") || !cors.enabled()) {
            return methodRefused(head, answers, cors.enabled() ? "POST, OPTIONS" : "POST");
        }
        String origin = head.header("origin");
        if (origin == null || head.header("access-control-request-method") == null) {
            return answers.noContent(new Header("allow", "POST, OPTIONS"));
        }
        if (context.corsOrigin() == null) {
            String message = "the origin " + origin + " is not among OTLP2PARQUET_CORS_ALLOWED_ORIGINS";
            return answers.refused(403, RpcCode.PERMISSION_DENIED, message);
        }
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("access-control-allow-methods", "POST"));
        String asked = head.header("access-control-request-headers");
        if (asked != null) {
            // Exporters are configured with headers of their own; none of them has a meaning here that would need
            // guarding.
            headers.add(new Header("access-control-allow-headers", asked));
        }
        headers.add(new Header("access-control-max-age", CORS_MAX_AGE_SECS));
        return answers.noContent(headers.toArray(new Header[0]));
    }

    private static HttpAnswer methodRefused(RequestHead head, Answers answers, String allow) {
        String message = head.path() + " takes " + allow + ", not " + head.method();
        return answers.refused(405, RpcCode.UNIMPLEMENTED, message, new Header("allow", allow));
    }

    private HttpAnswer refusalByCredentials(RequestHead head, Answers answers) {
        Credentials credentials = config.credentials();
        String authorization = head.header("authorization");
        if (credentials.accept(authorization)) {
            return null;
        }
        String message = (authorization == null
                        ? "credentials are missing: "
                        : "the Authorization header is not one that is accepted here: ")
                + credentials.cure(authorization);
        return answers.refused(
                401, RpcCode.UNAUTHENTICATED, message, new Header("www-authenticate", credentials.challenge()));
    }

    private Admission admitBody(RequestHead head, Signal signal, RequestContext context, Answers answers) {
        String contentType = head.header("content-type");
        RequestFormat format = MediaType.format(contentType);
        if (format == null) {
            String found = contentType == null ? "none" : "\"" + contentType + "\"";
            String message = "Content-Type: expected " + MediaType.ALLOWED + " (in UTF-8), found " + found
                    + LikelyMistake.ofContentType(contentType);
            return new Admission.Answer(answers.refused(415, RpcCode.INVALID_ARGUMENT, message));
        }
        String contentEncoding = head.header("content-encoding");
        List<ContentCoding> codings = ContentCoding.list(contentEncoding);
        if (codings == null || codings.size() > MAX_CODINGS) {
            String message = "Content-Encoding: expected " + ContentCoding.ALLOWED + ", at most " + MAX_CODINGS
                    + " of them, found \"" + contentEncoding + "\"";
            return new Admission.Answer(answers.refused(
                    415, RpcCode.INVALID_ARGUMENT, message, new Header("accept-encoding", ContentCoding.ACCEPTED)));
        }
        int maxBytes = config.maxPayloadBytes();
        int sentBytes = maxBytes;
        String contentLength = head.header("content-length");
        if (contentLength != null) {
            long length = ContentLength.parse(contentLength);
            if (length < 0) {
                String message = "Content-Length: expected a decimal number, found \"" + contentLength + "\"";
                return new Admission.Answer(answers.refused(400, RpcCode.INVALID_ARGUMENT, message));
            }
            if (length > maxBytes) {
                return new Admission.Answer(BodyRefusal.answer(answers, BodyFault.TOO_LARGE, contentLength, maxBytes));
            }
            sentBytes = (int) length;
        }
        String key = head.header("idempotency-key");
        return new Admission.ReadBody(
                signal, format, codings, maxBytes, sentBytes, key == null || key.isEmpty() ? null : key, context);
    }

    private RequestContext context(RequestHead head) {
        RequestFormat format = MediaType.format(head.header("content-type"));
        AnswerEncoding encoding = format == RequestFormat.PROTOBUF ? AnswerEncoding.PROTOBUF : AnswerEncoding.JSON;
        String given = head.header("x-request-id");
        String requestId = usableId(given) ? given : head.requestId();
        // Web pages send telemetry. What an operator asks for is for no page to read, whichever may send.
        boolean forPages =
                SignalPath.signalAt(head.path()) != null || head.path().equals(HEALTH);
        String origin = config == null || !forPages ? null : config.cors().allowedOrigin(head.header("origin"));
        return new RequestContext(requestId, encoding, origin);
    }

    /**
     * A client's own id is kept so that its logs and ours can be joined, unless it could spoil a log line or a header.
     */
    private static boolean usableId(String id) {
        if (id == null || id.isEmpty() || id.length() > MAX_REQUEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean usable = Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':';
            if (!usable) {
                return false;
            }
        }
        return true;
    }
}
