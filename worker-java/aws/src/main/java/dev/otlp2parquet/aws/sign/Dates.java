package dev.otlp2parquet.aws.sign;

/** Dates of signatures and of HTTP, in UTC. TeaVM has no {@code java.time}. */
final class Dates {

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    private static final int IMF_FIXDATE_LENGTH = 29;

    private Dates() {}

    /** Returns a time in ISO 8601's basic format, as {@code 20130524T000000Z}. */
    static String basic(long unixMillis) {
        long days = Math.floorDiv(unixMillis, MILLIS_PER_DAY);
        int second = (int) (Math.floorMod(unixMillis, MILLIS_PER_DAY) / 1000);
        // A year that begins in March has its leap day at its end; 400 years, an era, have 146097 days.
        long sinceEra0 = days + 719468;
        long era = Math.floorDiv(sinceEra0, 146097L);
        int dayOfEra = (int) (sinceEra0 - era * 146097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
        StringBuilder out = new StringBuilder(16);
        digits(out, year, 4);
        digits(out, month, 2);
        digits(out, day, 2);
        out.append('T');
        digits(out, second / 3600, 2);
        digits(out, second / 60 % 60, 2);
        digits(out, second % 60, 2);
        return out.append('Z').toString();
    }

    /**
     * Parses an {@code IMF-fixdate} (RFC 9110, section 5.6.7).
     *
     * @return milliseconds since 1970-01-01T00:00:00Z, or -1 if the text is anything else
     */
    static long imfFixdate(String text) {
        if (text.length() != IMF_FIXDATE_LENGTH || !text.endsWith(" GMT")) {
            return -1;
        }
        int day = number(text, 5, 2);
        int month = MONTHS.indexOf(text.substring(8, 11));
        int year = number(text, 12, 4);
        int hour = number(text, 17, 2);
        int minute = number(text, 20, 2);
        int second = number(text, 23, 2);
        if (month < 0 || month % 3 != 0 || day < 1 || year < 1970 || hour < 0 || minute < 0 || second < 0) {
            return -1;
        }
        return (days(year, month / 3 + 1, day) * 86_400 + hour * 3600L + minute * 60L + second) * 1000;
    }

    private static long days(int year, int month, int day) {
        int yearFromMarch = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(yearFromMarch, 400);
        int yearOfEra = yearFromMarch - era * 400;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        return era * 146097L + yearOfEra * 365L + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
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

    private static void digits(StringBuilder out, int value, int count) {
        String text = Integer.toString(value);
        for (int i = text.length(); i < count; i++) {
            out.append('0');
        }
        out.append(text);
    }
}
