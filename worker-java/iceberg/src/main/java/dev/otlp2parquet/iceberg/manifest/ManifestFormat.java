package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.avro.BlockCodecs;

/**
 * The format of the manifests and manifest lists of a table.
 *
 * @param version format version of the table: 2 or 3
 * @param codecs compresses blocks, and decompresses those of other writers
 */
public record ManifestFormat(int version, BlockCodecs codecs) {

    public ManifestFormat {
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("the table has format version " + version
                    + "; versions 2 and 3 can be written: upgrade the table by setting its property format-version");
        }
    }
}
