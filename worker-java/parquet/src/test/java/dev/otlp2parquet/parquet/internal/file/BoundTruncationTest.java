package dev.otlp2parquet.parquet.internal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundTruncationTest {

    @Test
    void whatFitsStaysAsItIs() {
        byte[] value = utf8("abcd");
        assertSame(value, BoundTruncation.lower(value, 4, true));
        assertSame(value, BoundTruncation.upper(value, 4, true));
    }

    @Test
    void aLowerBoundIsAPrefixThatEndsBetweenCharacters() {
        assertArrayEquals(utf8("abc"), BoundTruncation.lower(utf8("abcé!"), 4, true));
        assertArrayEquals(utf8("abé"), BoundTruncation.lower(utf8("abé!"), 4, true));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, BoundTruncation.lower(new byte[] {1, 2, 3, 4, 5}, 4, false));
    }

    @Test
    void anUpperBoundHasItsLastCharacterRaised() {
        assertArrayEquals(utf8("abce"), BoundTruncation.upper(utf8("abcde"), 4, true));
        assertArrayEquals(utf8("abê"), BoundTruncation.upper(utf8("abé!"), 4, true));
    }

    @Test
    void aCharacterThatWouldBecomeLongerThanThereIsRoomGivesWayToTheOneBefore() {
        assertArrayEquals(utf8("abd"), BoundTruncation.upper(utf8("abc\u007Fx"), 4, true));
        assertArrayEquals(utf8("ab\u0080"), BoundTruncation.upper(utf8("ab\u007F\u007F\u007F"), 4, true));
    }

    @Test
    void theCharacterAfterTheLastBeforeTheSurrogatesIsTheFirstBehindThem() {
        assertArrayEquals(utf8("\uE000"), BoundTruncation.upper(utf8("\uD7FFxyz"), 3, true));
    }

    @Test
    void theLastCharacterOfAllCannotBeRaised() {
        String last = new String(Character.toChars(0x10FFFF));
        assertArrayEquals(utf8("b"), BoundTruncation.upper(utf8("a" + last + last), 5, true));
        assertNull(BoundTruncation.upper(utf8(last + last), 4, true));
    }

    @Test
    void bytesAreRaisedWithoutCarry() {
        assertArrayEquals(new byte[] {1, 3}, BoundTruncation.upper(new byte[] {1, 2, -1, -1, 0}, 4, false));
        assertArrayEquals(new byte[] {(byte) 0x80}, BoundTruncation.upper(new byte[] {0x7F, -1, 0}, 2, false));
        assertNull(BoundTruncation.upper(new byte[] {-1, -1, -1}, 2, false));
    }

    @Test
    void textThatIsNotUtf8IsTreatedAsBytes() {
        byte[] value = {'a', (byte) 0xC3, 'b', 'c', 'd'};
        assertArrayEquals(new byte[] {'a', (byte) 0xC3, 'b', 'd'}, BoundTruncation.upper(value, 4, true));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
