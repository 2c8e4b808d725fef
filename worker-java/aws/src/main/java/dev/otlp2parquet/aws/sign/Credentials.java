package dev.otlp2parquet.aws.sign;

/**
 * Keys of AWS or of a service that speaks its protocols. Never printed as a whole.
 *
 * @param accessKeyId names the secret; servers print it, so it is not secret itself
 * @param sessionToken of temporary credentials; empty for keys that do not expire
 */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {

    private static final String HIDDEN = "***";

    public Credentials {
        requirePrintable("access key id", accessKeyId, false);
        requirePrintable("secret access key", secretAccessKey, false);
        requirePrintable("session token", sessionToken, true);
    }

    /** Returns keys that do not expire. */
    public static Credentials of(String accessKeyId, String secretAccessKey) {
        return new Credentials(accessKeyId, secretAccessKey, "");
    }

    /** Returns the text without these credentials' secrets. */
    public String redact(String text) {
        String redacted = text.replace(secretAccessKey, HIDDEN);
        return sessionToken.isEmpty() ? redacted : redacted.replace(sessionToken, HIDDEN);
    }

    /** Returns the access key id only. */
    @Override
    public String toString() {
        return "credentials " + accessKeyId;
    }

    /** A line end or a space would end up in a header. It comes from copying, and the message must not repeat it. */
    private static void requirePrintable(String name, String value, boolean mayBeEmpty) {
        if (value.isEmpty() && !mayBeEmpty) {
            throw new IllegalArgumentException("the " + name + " is empty");
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException("the " + name + " has a character at position " + i
                        + " that is white space or not ASCII: expected none");
            }
        }
    }
}
