package dev.otlp2parquet.otlp.internal.decode;

/**
 * Something wrong in a request. Semantic faults are contained by {@link Containment}; malformed input ends the request.
 *
 * <p>The field path grows while the exception travels outwards, so that nothing is spent on paths as long as all is well.
 * There is no stack trace: a hostile request can contain a fault every few bytes.
 */
public final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    /** No place in the body belongs to the fault. */
    private static final int NOWHERE = -1;

    /** What the message of {@link #tooDeep} begins with. */
    public static final String TOO_DEEP = "values are nested more than " + Limits.MAX_DEPTH + " deep";

    /** What stands before the path in the message of {@link #tooDeep}. */
    public static final String IN = ", in ";

    /** Characters of the path of a value that is nested too deep: as many as lead to where the nesting begins. */
    private static final int MAX_DEEP_PATH = 96;

    private final boolean malformed;
    private final int offset;
    private String path = "";

    private Fault(boolean malformed, String what, int offset) {
        super(what);
        this.malformed = malformed;
        this.offset = offset;
    }

    /** Keeps the trace empty. The constructor that can say so is missing in TeaVM's class library. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /**
     * A value that breaks the OTLP specification inside a message that can be read on.
     *
     * @param what what was expected and what was found
     * @param offset in bytes from the beginning of the body
     */
    public static Fault semantic(String what, int offset) {
        return new Fault(false, what, offset);
    }

    /** As {@link #semantic(String, int)}, of no particular byte. */
    public static Fault semantic(String what) {
        return new Fault(false, what, NOWHERE);
    }

    /** As {@link #semantic(String, int)}, of a value that is nested more than {@link Limits#MAX_DEPTH} deep. */
    public static Fault tooDeep(int offset) {
        return new Fault(false, TOO_DEEP, offset);
    }

    /** Input behind which nothing can be trusted. */
    public static Fault malformed(String what, int offset) {
        return new Fault(true, what, offset);
    }

    /** The same fault in a place where it cannot be contained. */
    public Fault asMalformed() {
        Fault fault = new Fault(true, getMessage(), offset);
        fault.path = path;
        return fault;
    }

    public boolean isMalformed() {
        return malformed;
    }

    /** Says that the fault, with the path it has, is inside a field; an empty name adds nothing. Returns this. */
    public Fault in(String field) {
        if (!field.isEmpty()) {
            path = path.isEmpty() || path.startsWith("[") ? field + path : field + "." + path;
        }
        return this;
    }

    /** Says that the fault is inside an element of the field whose name {@link #in} will add. Returns this. */
    public Fault at(int index) {
        path = path.isEmpty() ? "[" + index + "]" : "[" + index + "]." + path;
        return this;
    }

    /**
     * The whole message: {@code place.path: what at byte offset}. The path to a value that is nested too deep would hide the
     * reason, so that the reason comes first and only the beginning of the path follows.
     */
    public String describe(String place) {
        String where = in(place).path;
        String what = getMessage() + (offset == NOWHERE ? "" : " at byte " + offset);
        if (getMessage().equals(TOO_DEEP)) {
            int end = where.length() <= MAX_DEEP_PATH ? -1 : where.lastIndexOf('.', MAX_DEEP_PATH);
            return what + IN + (end < 0 ? where : where.substring(0, end) + "...");
        }
        return (where.isEmpty() ? "request" : where) + ": " + what;
    }
}
