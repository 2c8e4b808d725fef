package dev.otlp2parquet.iceberg.transform;

import dev.otlp2parquet.iceberg.schema.PrimitiveType;

/** Ordinals of years, months, days and hours since the Unix epoch, in UTC and the proleptic Gregorian calendar. */
final class Calendar {

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private Calendar() {}

    static Integer ordinal(Transform.Temporal unit, PrimitiveType source, Object value) {
        boolean date = source.kind() == PrimitiveType.Kind.DATE;
        if (date ? unit == Transform.Temporal.HOUR : !source.isTimestamp()) {
            throw new IllegalArgumentException("no partition by " + unit + " from the type " + source.name());
        }
        if (date) {
            return fromDays(unit, (Integer) value);
        }
        long unitsPerHour = source.isNanos() ? MICROS_PER_HOUR * 1000 : MICROS_PER_HOUR;
        long hours = Math.floorDiv((Long) value, unitsPerHour);
        return unit == Transform.Temporal.HOUR
                ? Integer.valueOf((int) hours)
                : fromDays(unit, Math.floorDiv(hours, 24L));
    }

    private static Integer fromDays(Transform.Temporal unit, long days) {
        if (unit == Transform.Temporal.DAY) {
            return (int) days;
        }
        // A year that begins in March has its leap day at its end; 400 years, an era, have 146097 days.
        long sinceEra0 = days + 719468;
        long era = Math.floorDiv(sinceEra0, 146097L);
        int dayOfEra = (int) (sinceEra0 - era * 146097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = (monthFromMarch + 2) % 12;
        long year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
        long years = year - 1970;
        return (int) (unit == Transform.Temporal.YEAR ? years : years * 12 + month);
    }
}
