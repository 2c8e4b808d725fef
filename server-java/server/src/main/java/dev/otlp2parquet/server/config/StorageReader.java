package dev.otlp2parquet.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads where objects are stored, and refuses what contradicts it. */
final class StorageReader {

    static final String BACKEND = "OTLP2PARQUET_STORAGE_BACKEND";
    private static final String PATH = "OTLP2PARQUET_STORAGE_PATH";
    private static final String BASE_PATH = "OTLP2PARQUET_BASE_PATH";
    private static final String BUCKET = "OTLP2PARQUET_S3_BUCKET";
    private static final String REGION = "OTLP2PARQUET_S3_REGION";
    private static final String ENDPOINT = "OTLP2PARQUET_S3_ENDPOINT";
    private static final String PATH_STYLE = "OTLP2PARQUET_S3_FORCE_PATH_STYLE";
    private static final String KEY_ID = "OTLP2PARQUET_S3_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "OTLP2PARQUET_S3_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "OTLP2PARQUET_S3_SESSION_TOKEN";
    private static final String ACCOUNT_ID = "OTLP2PARQUET_R2_ACCOUNT_ID";
    static final String R2_BUCKET = "OTLP2PARQUET_R2_BUCKET_NAME";
    static final List<String> OF_S3 = List.of(BUCKET, REGION, ENDPOINT, PATH_STYLE, KEY_ID, SECRET_KEY, SESSION_TOKEN);

    private static final String S3_SCHEME = "s3://";
    private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Fa-f]{32}");

    private final Effective effective;
    private final Findings findings;
    private final Map<String, String> environment;
    private final boolean catalogReachesS3;
    private S3Credentials credentials;
    private boolean credentialsRead;

    /**
     * Makes a reader.
     *
     * @param environment in which AWS regions are looked up
     * @param catalogReachesS3 whether the settings of S3 are for the catalog's tables, even if there is no bucket
     */
    StorageReader(Effective effective, Map<String, String> environment, boolean catalogReachesS3, Findings findings) {
        this.catalogReachesS3 = catalogReachesS3;
        this.effective = effective;
        this.environment = environment;
        this.findings = findings;
    }

    /** The storage. If there are problems it is a guess that must not be used. */
    Storage read(Path dataDir, Path directory) {
        bucketOfBasePath();
        int choice = effective.choice(BACKEND, "fs", "s3", "r2");
        if (choice < 0) {
            boolean r2 = effective.isGiven(ACCOUNT_ID) && effective.isGiven(R2_BUCKET);
            choice = effective.isGiven(BUCKET) ? 1 : r2 ? 2 : 0;
            if (!effective.isGiven(BACKEND)) {
                effective.byDefault(BACKEND, List.of("fs", "s3", "r2").get(choice), "default");
            }
        }
        return switch (choice) {
            case 0 -> files(dataDir, directory);
            case 1 -> s3();
            default -> r2();
        };
    }

    /** {@code s3://bucket/prefix} stands for a bucket and a prefix. */
    private void bucketOfBasePath() {
        String path = effective.text(BASE_PATH);
        if (!path.startsWith(S3_SCHEME)) {
            return;
        }
        int slash = path.indexOf('/', S3_SCHEME.length());
        String bucket = path.substring(S3_SCHEME.length(), slash < 0 ? path.length() : slash);
        if (!BUCKET_NAME.matcher(bucket).matches()) {
            findings.problem(
                    effective.named(BASE_PATH) + " (not shown): expected s3://bucket/prefix, where the bucket has"
                            + " 3 to 63 lower-case letters, digits, - and .");
            effective.replace(BASE_PATH, "/");
            return;
        }
        if (effective.isGiven(BUCKET) && !effective.text(BUCKET).equals(bucket)) {
            findings.problem(effective.named(BASE_PATH) + " names the bucket " + bucket + ", but "
                    + effective.named(BUCKET) + " names " + effective.text(BUCKET) + "; remove one of the two");
        } else if (!effective.isGiven(BUCKET)) {
            effective.give(BUCKET, bucket, effective.named(BASE_PATH));
        }
        String prefix = slash < 0 ? "" : path.substring(slash + 1);
        effective.replace(BASE_PATH, prefix.isEmpty() ? "/" : prefix);
    }

    private Storage files(Path dataDir, Path directory) {
        for (String name : OF_S3) {
            if (effective.isGiven(name) && !catalogReachesS3) {
                findings.problem(
                        effective.isGiven(BACKEND)
                                ? effective.named(BACKEND) + "=fs contradicts " + effective.named(name)
                                        + "; remove one of the two"
                                : effective.named(name) + " is set, but " + BUCKET + " is not; set " + BUCKET
                                        + " to store in S3, or remove " + name);
                break;
            }
        }
        if (!effective.isGiven(PATH)) {
            effective.byDefault(PATH, dataDir.resolve("bucket").normalize().toString(), "default");
        }
        return new Storage.Files(directory.resolve(effective.text(PATH)).normalize());
    }

    private Storage s3() {
        refusePath();
        String bucket = effective.text(BUCKET);
        if (bucket.isEmpty()) {
            findings.problem(effective.named(BACKEND) + "=s3 needs " + BUCKET + ": the name of the bucket");
        } else {
            checkBucket(BUCKET, bucket);
        }
        URI endpoint = endpoint();
        if (!effective.isGiven(REGION)) {
            String name = environment.getOrDefault("AWS_REGION", "").isBlank() ? "AWS_DEFAULT_REGION" : "AWS_REGION";
            String region = environment.getOrDefault(name, "");
            String fallback = endpoint == null ? "" : "us-east-1";
            String value = region.isBlank() ? fallback : region.strip();
            if (value.isEmpty()) {
                findings.problem("the region of the bucket is not known: set " + REGION + ", such as us-east-1");
            } else {
                effective.byDefault(REGION, value, region.isBlank() ? "default" : name + " of the environment");
            }
        }
        boolean pathStyle = pathStyle(endpoint != null);
        return new Storage.S3(bucket, effective.text(REGION), endpoint, pathStyle, credentials());
    }

    private Storage r2() {
        refusePath();
        String account = effective.text(ACCOUNT_ID);
        if (account.isEmpty()) {
            findings.problem(effective.named(BACKEND) + "=r2 needs " + ACCOUNT_ID
                    + ": the id of the Cloudflare account, 32 hexadecimal digits");
        } else if (!ACCOUNT.matcher(account).matches()) {
            findings.problem(effective.named(ACCOUNT_ID) + "=" + account
                    + ": expected the id of the Cloudflare account, 32 hexadecimal digits");
        }
        String name = effective.isGiven(BUCKET) ? BUCKET : R2_BUCKET;
        if (!effective.isGiven(name)) {
            findings.problem(effective.named(BACKEND) + "=r2 needs " + R2_BUCKET + ": the name of the bucket");
        } else {
            checkBucket(name, effective.text(name));
            if (effective.isGiven(R2_BUCKET) && !effective.text(R2_BUCKET).equals(effective.text(name))) {
                findings.problem(effective.named(BUCKET) + " and " + effective.named(R2_BUCKET)
                        + " name different buckets; remove one of the two");
            }
        }
        URI endpoint = endpoint();
        if (endpoint == null && ACCOUNT.matcher(account).matches()) {
            endpoint = URI.create("https://" + account + ".r2.cloudflarestorage.com");
            effective.byDefault(ENDPOINT, endpoint.toString(), "default");
        }
        if (!effective.isGiven(REGION)) {
            effective.byDefault(REGION, "auto", "default");
        }
        S3Credentials credentials = credentials();
        boolean awsKeys = !environment.getOrDefault("AWS_ACCESS_KEY_ID", "").isBlank();
        if (credentials == null && !awsKeys && !effective.isGiven(KEY_ID) && !effective.isGiven(SECRET_KEY)) {
            findings.problem("R2 storage needs the secrets " + KEY_ID + " and " + SECRET_KEY
                    + ": make an R2 API token in the Cloudflare dashboard, which shows both");
        }
        return new Storage.S3(effective.text(name), effective.text(REGION), endpoint, pathStyle(true), credentials);
    }

    private void refusePath() {
        if (effective.isGiven(PATH)) {
            findings.problem(effective.named(PATH) + " is for files on disk, but objects go to a bucket ("
                    + (effective.isGiven(BACKEND)
                            ? effective.named(BACKEND)
                            : effective.isGiven(BUCKET) ? effective.named(BUCKET) : effective.named(R2_BUCKET))
                    + "); remove one of the two");
        }
    }

    private void checkBucket(String name, String bucket) {
        if (!BUCKET_NAME.matcher(bucket).matches()) {
            // A mistaken address may hold a password.
            String shown = bucket.indexOf('@') < 0 ? "=" + bucket : " (not shown)";
            findings.problem(effective.named(name) + shown
                    + ": expected the name of a bucket: 3 to 63 lower-case letters, digits, - and .");
        }
    }

    private boolean pathStyle(boolean fallback) {
        effective.byDefault(PATH_STYLE, Boolean.toString(fallback), "default");
        return effective.flag(PATH_STYLE);
    }

    private URI endpoint() {
        String text = effective.text(ENDPOINT);
        if (text.isEmpty()) {
            return null;
        }
        URI uri = null;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Refused below.
        }
        boolean http = uri != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        boolean bare = http
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        if (!bare) {
            // It may hold a password.
            findings.problem(effective.named(ENDPOINT) + " (not shown): expected scheme, host and port only, such as"
                    + " https://s3.example.com or http://127.0.0.1:9000");
            return null;
        }
        String end = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + end);
    }

    /** The keys that are configured, or null. */
    S3Credentials credentials() {
        if (credentialsRead) {
            return credentials;
        }
        credentialsRead = true;
        boolean id = effective.isGiven(KEY_ID);
        boolean secret = effective.isGiven(SECRET_KEY);
        if (id != secret) {
            findings.problem(effective.named(id ? KEY_ID : SECRET_KEY) + " is set, but " + (id ? SECRET_KEY : KEY_ID)
                    + " is not; set both secrets or neither");
            return null;
        }
        boolean session = effective.isGiven(SESSION_TOKEN);
        if (session && !id) {
            findings.problem(effective.named(SESSION_TOKEN) + " is set, but " + KEY_ID + " and " + SECRET_KEY
                    + " are not; set all three secrets or none");
        }
        if (id) {
            credentials = new S3Credentials(
                    effective.text(KEY_ID), effective.text(SECRET_KEY), session ? effective.text(SESSION_TOKEN) : null);
        }
        return credentials;
    }
}
