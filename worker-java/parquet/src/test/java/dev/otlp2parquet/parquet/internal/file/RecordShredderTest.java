package dev.otlp2parquet.parquet.internal.file;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REPEATED;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.column.RepeatedColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.column.StructColumn;
import dev.otlp2parquet.parquet.internal.encoding.RleBitPackingHybridEncoder;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.platform.text.Utf8;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two records and the columns of figures 2 and 3 of the Dremel paper (Melnik et al., VLDB 2010). */
class RecordShredderTest {

    private static final Schema DOCUMENT = new Schema(
            "Document",
            List.of(
                    Field.int64("DocId", REQUIRED, Field.NO_ID),
                    Field.struct(
                            "Links",
                            OPTIONAL,
                            Field.NO_ID,
                            Field.int64("Backward", REPEATED, Field.NO_ID),
                            Field.int64("Forward", REPEATED, Field.NO_ID)),
                    Field.struct(
                            "Name",
                            REPEATED,
                            Field.NO_ID,
                            Field.struct(
                                    "Language",
                                    REPEATED,
                                    Field.NO_ID,
                                    Field.string("Code", REQUIRED, Field.NO_ID),
                                    Field.string("Country", OPTIONAL, Field.NO_ID)),
                            Field.string("Url", OPTIONAL, Field.NO_ID))));

    private final RowBatch batch = new RowBatch(DOCUMENT);

    @BeforeEach
    void appendTheTwoRecords() {
        batch.column(0).asLong().append(10);
        appendLinks(List.of(), List.of(20L, 40L, 60L));
        RepeatedColumn names = batch.column(2).asRepeated();
        names.begin();
        appendName("http://A", "en-us", "us", "en", null);
        appendName("http://B");
        appendName(null, "en-gb", "gb");
        names.end();

        batch.column(0).asLong().append(20);
        appendLinks(List.of(10L, 30L), List.of(80L));
        names.begin();
        appendName("http://C");
        names.end();
    }

    @Test
    void docIdHasNoLevels() throws IOException {
        assertEquals(List.of("10 r0 d0", "20 r0 d0"), shred(0));
    }

    @Test
    void linksBackward() throws IOException {
        assertEquals(List.of("NULL r0 d1", "10 r0 d2", "30 r1 d2"), shred(1));
    }

    @Test
    void linksForward() throws IOException {
        assertEquals(List.of("20 r0 d2", "40 r1 d2", "60 r1 d2", "80 r0 d2"), shred(2));
    }

    @Test
    void nameLanguageCode() throws IOException {
        assertEquals(List.of("en-us r0 d2", "en r2 d2", "NULL r1 d1", "en-gb r1 d2", "NULL r0 d1"), shred(3));
    }

    @Test
    void nameLanguageCountry() throws IOException {
        assertEquals(List.of("us r0 d3", "NULL r2 d2", "NULL r1 d1", "gb r1 d3", "NULL r0 d1"), shred(4));
    }

    @Test
    void nameUrl() throws IOException {
        assertEquals(List.of("http://A r0 d2", "http://B r1 d2", "NULL r1 d1", "http://C r0 d2"), shred(5));
    }

    private void appendLinks(List<Long> backward, List<Long> forward) {
        StructColumn links = batch.column(1).asStruct();
        links.begin();
        for (int child = 0; child < 2; child++) {
            RepeatedColumn column = links.child(child).asRepeated();
            column.begin();
            for (long value : child == 0 ? backward : forward) {
                column.occurrence().asLong().append(value);
            }
            column.end();
        }
        links.end();
    }

    /** Languages are pairs of code and country. */
    private void appendName(String url, String... languages) {
        StructColumn name = batch.column(2).asRepeated().occurrence().asStruct();
        name.begin();
        RepeatedColumn language = name.child(0).asRepeated();
        language.begin();
        for (int i = 0; i < languages.length; i += 2) {
            StructColumn one = language.occurrence().asStruct();
            one.begin();
            one.child(0).asBinary().append(languages[i]);
            appendText(one.child(1), languages[i + 1]);
            one.end();
        }
        language.end();
        appendText(name.child(1), url);
        name.end();
    }

    private static void appendText(ColumnBuilder column, String text) {
        if (text == null) {
            column.appendNull();
        } else {
            column.asBinary().append(text);
        }
    }

    /** Each entry of a leaf as its value and levels. */
    private List<String> shred(int leafIndex) throws IOException {
        List<RecordShredder> shredders = new ArrayList<>();
        for (int i = 0; i < batch.columnCount(); i++) {
            shredders.addAll(RecordShredder.of(batch.column(i)));
        }
        RecordShredder shredder = shredders.get(leafIndex);
        LeafColumn leaf = DOCUMENT.leaves().get(leafIndex);
        Stripe stripe = new Stripe();
        shredder.shred(RowSelection.all(batch), 0, 2, stripe);
        int[] repetition = levels(stripe.repetitionLevels(), leaf.maxRepetitionLevel(), stripe.entries());
        int[] definition = levels(stripe.definitionLevels(), leaf.maxDefinitionLevel(), stripe.entries());
        List<String> entries = new ArrayList<>();
        int value = 0;
        for (int i = 0; i < stripe.entries(); i++) {
            String text =
                    definition[i] < leaf.maxDefinitionLevel() ? "NULL" : text(shredder.leaf(), stripe.slots()[value++]);
            entries.add(text + " r" + repetition[i] + " d" + definition[i]);
        }
        assertEquals(stripe.values(), value);
        return entries;
    }

    private static String text(ColumnBuilder leaf, int slot) {
        if (leaf instanceof LongColumn longs) {
            return Long.toString(longs.value(slot));
        }
        BinaryColumn binary = leaf.asBinary();
        int entry = binary.entry(slot);
        return Utf8.decode(binary.entryBytes(), binary.entryStart(entry), binary.entryLength(entry));
    }

    private static int[] levels(LevelRuns runs, int max, int entries) throws IOException {
        int[] levels = new int[entries];
        if (max > 0) {
            int width = RleBitPackingHybridEncoder.width(max);
            ByteSink sink = new ByteSink(64);
            RleBitPackingHybridEncoder encoder = new RleBitPackingHybridEncoder();
            encoder.begin(sink, width);
            runs.write(entries, encoder);
            encoder.finish();
            RunLengthBitPackingHybridDecoder decoder =
                    new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(sink.toByteArray()));
            for (int i = 0; i < entries; i++) {
                levels[i] = decoder.readInt();
            }
        }
        return levels;
    }
}
