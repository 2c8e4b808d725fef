package dev.otlp2parquet.lake.file;

/**
 * The Hive-style path of an hour in UTC, {@code year=2026/month=11/day=21/hour=09}.
 *
 * <p>Years have at least four digits. Years before 0, which no timestamp of OTLP reaches, have a sign before the
 * digits. The calendar is computed here because java.time costs tens of kilobytes of Wasm.
 */
final class HourPath {

    private static final int HOURS_OF_DAY = 24;
    private static final int DAYS_OF_ERA = 146_097;
    /** Days from 0000-03-01 to 1970-01-01 in the proleptic Gregorian calendar. */
    private static final int EPOCH_FROM_MARCH_OF_YEAR_ZERO = 719_468;

    private HourPath() {}

    /** @param hour hours since 1970-01-01T00:00Z; may be negative */
    static String of(long hour) {
        long day = Math.floorDiv(hour, HOURS_OF_DAY);
        int hourOfDay = (int) Math.floorMod(hour, (long) HOURS_OF_DAY);

        // Howard Hinnant's civil_from_days: years that begin in March end with the leap day, which makes months a
        // linear formula.
        long shifted = day + EPOCH_FROM_MARCH_OF_YEAR_ZERO;
        long era = Math.floorDiv(shifted, DAYS_OF_ERA);
        int dayOfEra = (int) Math.floorMod(shifted, (long) DAYS_OF_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);

        StringBuilder path = new StringBuilder(48);
        path.append("year=");
        if (year < 0) {
            path.append('-');
        }
        padded(path, Math.abs(year), 4);
        path.append("/month=");
        padded(path, month, 2);
        path.append("/day=");
        padded(path, dayOfMonth, 2);
        path.append("/hour=");
        padded(path, hourOfDay, 2);
        return path.toString();
    }

    private static void padded(StringBuilder out, long value, int digits) {
        String text = Long.toString(value);
        for (int i = text.length(); i < digits; i++) {
            out.append('0');
        }
        out.append(text);
    }
}
