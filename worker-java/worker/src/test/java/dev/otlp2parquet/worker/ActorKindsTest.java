package dev.otlp2parquet.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.platform.actor.ActorKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's numbers of kinds of actors. */
class ActorKindsTest {

    @ParameterizedTest
    @EnumSource(ActorKind.class)
    void aKindComesBack(ActorKind kind) {
        assertEquals(kind, ActorKinds.of(ActorKinds.number(kind)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aNumberWithoutAKindIsRefused(int number) {
        assertEquals(
                "no kind of object has the number " + number,
                assertThrows(IllegalArgumentException.class, () -> ActorKinds.of(number))
                        .getMessage());
    }

    @Test
    void theHostHasTheSameNumbers() throws Exception {
        String numbers = Arrays.stream(ActorKind.values())
                .map(kind -> kind + ": " + ActorKinds.number(kind))
                .collect(Collectors.joining(", ", "ObjectKind = { ", " }"));
        String host = Files.readString(Path.of("../../worker-js-shim/src/object-kind.ts"));
        assertTrue(host.contains(numbers), () -> numbers + " is not in\n" + host);
    }
}
