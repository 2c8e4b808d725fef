package dev.otlp2parquet.aws.sign;

/** Dates of signatures and of HTTP, in UTC. TeaVM has no {@code java.time}. */
final class Dates {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final String MONTHS = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    private static final int IMF_FIXDATE_LENGTH = 29;

    private Dates() {}

    /** Returns a time after the year 1968 in ISO 8601's basic format, as {@code 20130524T000000Z}. */
    static String basic(long unixMillis) {
        long seconds = Math.floorDiv(unixMillis, 1000L);
        int days = (int) Math.floorDiv(seconds, SECONDS_PER_DAY);
        int second = (int) (seconds - days * SECONDS_PER_DAY);
        int year = 1969 + days / 366;
        while (days(year + 1, 1, 1) <= days) {
            year++;
        }
        int month = 1;
        while (days(year, month + 1, 1) <= days) {
            month++;
        }
        int date = year * 10_000 + month * 100 + days - days(year, month, 1) + 1;
        // The first digit keeps the zeros behind it.
        int clock = 1_000_000 + second / 3600 * 10_000 + second / 60 % 60 * 100 + second % 60;
        return date + "T" + Integer.toString(clock).substring(1) + "Z";
    }

    /**
     * Parses an {@code IMF-fixdate} (RFC 9110, section 5.6.7).
     *
     * @return milliseconds since 1970-01-01T00:00:00Z; negative if the text is anything else
     */
    static long imfFixdate(String text) {
        if (text.length() != IMF_FIXDATE_LENGTH || !text.endsWith(" GMT")) {
            return -1;
        }
        int day = number(text, 5, 2);
        int month = MONTHS.indexOf(text.substring(7, 11));
        int year = number(text, 12, 4);
        int hour = number(text, 17, 2);
        int minute = number(text, 20, 2);
        int second = number(text, 23, 2);
        if ((day | month | year | hour | minute | second) < 0) {
            return -1;
        }
        return (days(year, month / 4 + 1, day) * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second) * 1000;
    }

    /** Returns days since 1970-01-01. The month after December is January of the next year. */
    private static int days(int year, int month, int day) {
        // A year that begins in March has its leap day at its end.
        int yearFromMarch = month <= 2 ? year - 1 : year;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        int leapDays = yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400;
        return 365 * yearFromMarch + leapDays + (153 * monthFromMarch + 2) / 5 + day - 719469;
    }

    private static int number(String text, int from, int length) {
        int value = 0;
        for (int i = from; i < from + length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
