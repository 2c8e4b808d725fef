package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.http.HttpResponse;

/** Hints for hosts where the size of code does not matter. The Worker has none, only the server's code and message. */
public final class S3Hints implements RefusalHints {

    private static final int MAX_REGION = 64;

    private static final String NO_CONDITIONS = "the store must implement If-None-Match for writes";

    @Override
    public String hint(S3Options options, HttpResponse response, String code) {
        String hint = sentence(options, response, code);
        return hint.isEmpty() ? "" : " (" + hint + ")";
    }

    private static String sentence(S3Options options, HttpResponse response, String code) {
        int status = response.status();
        boolean redirected = status == 301 || status == 307 || status == 400;
        String region = redirected ? region(response) : "";
        if (!region.isEmpty() && !region.equals(options.region())) {
            return "the bucket is in the region " + region + ", and the configured region is " + options.region();
        }
        String server = options.endpoint().isEmpty() ? "AWS in " + options.region() : options.endpoint();
        return switch (code) {
            case "NoSuchBucket" ->
                "there is no bucket " + options.bucket() + " at " + server + ": create it, or correct its name";
            case "InvalidAccessKeyId" -> "the access key id is not known at " + server;
            case "SignatureDoesNotMatch" ->
                "the secret access key does not belong to the access key id, or a proxy" + " changed the request";
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                "the session token is expired or wrong: get" + " new credentials";
            case "AccessDenied", "AllAccessDisabled", "AccountProblem" ->
                "the credentials are not allowed to do this:"
                        + " check the policies of the user or role and of the bucket; without s3:ListBucket, S3 answers so"
                        + " for a missing object too";
            case "RequestTimeTooSkewed" -> "the server finds the time of this machine wrong: set the clock";
            case "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect" ->
                "the" + " bucket is in another region than " + options.region();
            case "NotImplemented" -> NO_CONDITIONS;
            case "EntityTooLarge" -> "an object of one put has at most 5 GiB; the store may allow less";
            default -> byStatus(options, server, status);
        };
    }

    private static String byStatus(S3Options options, String server, int status) {
        return switch (status) {
            case 301, 302, 307, 308 ->
                "is " + server + " the address of an S3 API, and " + options.region() + " the bucket's region?";
            case 401, 403 -> "the credentials are wrong, or not allowed to do this";
            case 404, 405 -> "is " + server + " the address of an S3 API?";
            case 501 -> NO_CONDITIONS;
            default -> "";
        };
    }

    /** Returns the region that the bucket is in, if the server tells; else an empty text. */
    private static String region(HttpResponse response) {
        String region = response.headers().get("x-amz-bucket-region");
        if (region == null) {
            XmlElement root = XmlElement.root(response);
            region = root == null ? "" : root.text("Region");
        }
        return region.length() <= MAX_REGION && S3Options.isName(region, "-_") ? region : "";
    }
}
