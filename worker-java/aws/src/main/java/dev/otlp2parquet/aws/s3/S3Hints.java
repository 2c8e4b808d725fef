package dev.otlp2parquet.aws.s3;

/** What an operator can do about a refusal. */
final class S3Hints {

    private static final String NO_CONDITIONS = "the store must implement If-None-Match for writes";

    private final S3Options options;

    S3Hints(S3Options options) {
        this.options = options;
    }

    /**
     * Returns a sentence, or an empty text.
     *
     * @param secondsAhead how far the server's clock is ahead of ours, if it says that the time is wrong
     */
    String hint(S3Error error, long secondsAhead) {
        boolean redirected = error.status() == 301 || error.status() == 307 || error.status() == 400;
        if (redirected && !error.region().isEmpty() && !error.region().equals(options.region())) {
            return "the bucket is in the region " + error.region() + ", and the configured region is "
                    + options.region();
        }
        return switch (error.code()) {
            case S3Error.NO_SUCH_BUCKET ->
                "there is no bucket " + options.bucket() + " at " + server() + ": create it, or correct its name";
            case "InvalidAccessKeyId" -> "the access key id is not known at " + server();
            case "SignatureDoesNotMatch" ->
                "the secret access key does not belong to the access key id, or a proxy" + " changed the request";
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                "the session token is expired or wrong: get" + " new credentials";
            case "AccessDenied", "AllAccessDisabled", "AccountProblem" ->
                "the credentials are not allowed to do this:"
                        + " check the policies of the user or role and of the bucket; without s3:ListBucket, S3 answers so"
                        + " for a missing object too";
            case "RequestTimeTooSkewed" ->
                "the server's clock is " + secondsAhead + " s ahead of this machine's: set the clock";
            case "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect" ->
                "the" + " bucket is in another region than " + options.region();
            case "NotImplemented" -> NO_CONDITIONS;
            case "EntityTooLarge" -> "an object of one put has at most 5 GiB; the store may allow less";
            default -> byStatus(error.status());
        };
    }

    private String byStatus(int status) {
        return switch (status) {
            case 301, 302, 307, 308 ->
                "is " + server() + " the address of an S3 API, and " + options.region() + " the bucket's region?";
            case 401, 403 -> "the credentials are wrong, or not allowed to do this";
            case 404, 405 -> "is " + server() + " the address of an S3 API?";
            case 501 -> NO_CONDITIONS;
            default -> "";
        };
    }

    private String server() {
        return options.endpoint().isEmpty() ? "AWS in " + options.region() : options.endpoint();
    }
}
