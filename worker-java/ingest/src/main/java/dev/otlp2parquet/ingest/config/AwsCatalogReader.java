package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.iceberg.rest.RestOptions;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.platform.text.Ascii;

/** Reads the settings of the catalogs of AWS: S3 Tables and Glue. Their requests are signed. */
final class AwsCatalogReader {

    static final String ARN = "OTLP2PARQUET_S3_TABLES_ARN";
    static final String DATA_LOCATION = "OTLP2PARQUET_CATALOG_DATA_LOCATION";
    private static final String NAMESPACE = "OTLP2PARQUET_NAMESPACE";
    private static final String PREFIX = "OTLP2PARQUET_TABLE_PREFIX";
    private static final String EXPECTED_ARN =
            "the ARN of a table bucket, as" + " arn:aws:s3tables:eu-central-1:111122223333:bucket/telemetry";

    private final Settings settings;
    private final S3Reader s3;
    private final CatalogAddress address;

    AwsCatalogReader(Settings settings) {
        this.settings = settings;
        this.s3 = new S3Reader(settings);
        this.address = new CatalogAddress(settings);
    }

    Catalog s3Tables() throws ConfigException {
        if (!settings.has(ARN)) {
            throw new ConfigException(CatalogReader.MODE + "=s3tables needs " + ARN + ": " + EXPECTED_ARN);
        }
        String arn = settings.text(ARN, "");
        int partition = after(arn, 0, "arn:");
        int region = after(arn, arn.indexOf(':', Math.max(partition, 0)), ":s3tables:");
        int account = region < 0 ? -1 : arn.indexOf(':', region) + 1;
        int resource = account < 1 ? -1 : after(arn, arn.indexOf(':', account), ":bucket/");
        if (partition < 0
                || resource < 0
                || !isName(arn, partition, region - ":s3tables:".length(), "-")
                || !isName(arn, region, account - 1, "-")
                || !isName(arn, account, resource - ":bucket/".length(), "")
                || !isName(arn, resource, arn.length(), "-")) {
            throw settings.refused(ARN, EXPECTED_ARN);
        }
        lowerCase(NAMESPACE);
        lowerCase(PREFIX);
        s3.requireKeys(CatalogReader.MODE + "=s3tables");
        String place = arn.substring(region, account - 1);
        String uri = address.or("https://s3tables." + place + domain(place) + "/iceberg");
        return new Catalog(
                CatalogMode.S3_TABLES,
                CatalogAddress.patience(RestOptions.of(uri, arn)),
                "",
                null,
                new Catalog.SigningScope("s3tables", place),
                "",
                s3.access(place, true),
                "");
    }

    Catalog glue() throws ConfigException {
        String region = s3.region();
        if (region.isEmpty()) {
            throw new ConfigException(
                    CatalogReader.MODE + "=glue needs the region: set " + S3Reader.REGION + ", such as eu-central-1");
        }
        lowerCase(NAMESPACE);
        lowerCase(PREFIX);
        s3.requireKeys(CatalogReader.MODE + "=glue");
        String bucket = s3.bucket();
        String location = dataLocation();
        if (location.isEmpty() && !bucket.isEmpty()) {
            location = "s3://" + bucket;
        }
        if (location.isEmpty()) {
            throw new ConfigException(CatalogReader.MODE + "=glue needs " + DATA_LOCATION
                    + ": where new tables are stored, as s3://bucket/path, because Glue chooses no place");
        }
        String uri = address.or("https://glue." + region + domain(region) + "/iceberg");
        return new Catalog(
                CatalogMode.GLUE,
                CatalogAddress.patience(RestOptions.of(uri, settings.text(CatalogReader.WAREHOUSE, ""))),
                "",
                null,
                new Catalog.SigningScope("glue", region),
                bucket,
                s3.access(region, false),
                location);
    }

    /** Where new tables are stored, without a slash at its end; empty if that is not set. */
    String dataLocation() throws ConfigException {
        String location = settings.text(DATA_LOCATION, "");
        while (location.endsWith("/")) {
            location = location.substring(0, location.length() - 1);
        }
        if (location.isEmpty()) {
            return "";
        }
        int start = after(location, 0, "s3://");
        String path = start < 0 ? "" : location.substring(start);
        boolean plain = !path.isEmpty();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            plain &= Ascii.isLetterOrDigit(c) || "-_.=/".indexOf(c) >= 0;
        }
        if (!plain || path.contains("//") || path.contains("..") || path.startsWith("/")) {
            throw settings.refused(
                    DATA_LOCATION, "s3://bucket/path of letters, digits and -_.=, not s3a, without empty segments");
        }
        return location;
    }

    /** The services of AWS that read these tables show no others. */
    private void lowerCase(String name) throws ConfigException {
        String value = settings.text(name, "");
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 'A' && value.charAt(i) <= 'Z') {
                throw settings.refused(name, "lower-case letters, digits and underscores for this catalog");
            }
        }
    }

    private static String domain(String region) {
        return region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    }

    /** The index behind a part of a text that begins at {@code from}; -1 if it does not. */
    private static int after(String text, int from, String part) {
        return from >= 0 && text.startsWith(part, from) ? from + part.length() : -1;
    }

    private static boolean isName(String text, int from, int to, String alsoAllowed) {
        for (int i = from; i < to; i++) {
            if (!Ascii.isLetterOrDigit(text.charAt(i)) && alsoAllowed.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return from < to;
    }
}
