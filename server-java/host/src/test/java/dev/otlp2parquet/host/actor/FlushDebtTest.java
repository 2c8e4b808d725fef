package dev.otlp2parquet.host.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlushDebtTest {

    private static final int MIB = 1 << 20;

    @Test
    void answersWaitLongerTheMoreIsOwedAndHalfASecondAtMost() {
        assertEquals(0, new FlushDebt(16 * MIB).pauseMillis(1_000));
        assertEquals(250, new FlushDebt(48 * MIB).pauseMillis(1_000));
        assertEquals(500, new FlushDebt(80 * MIB).pauseMillis(1_000));
        assertEquals(500, new FlushDebt(2_000L * MIB).pauseMillis(1_000));
        assertEquals(0, new FlushDebt(80 * MIB).pauseMillis(20), "a question");
    }

    @Test
    void aFlushThatLeavesNothingDueLeavesWhatCameMeanwhile() {
        FlushDebt debt = new FlushDebt(50 * MIB);
        debt.alarmBegins();
        debt.workOff(10 * MIB);
        debt.bring(5 * MIB);
        debt.alarmEnded(false, true);
        assertEquals(500 * 29 / 64, debt.pauseMillis(1_000), "45 MiB are owed, it must go on");
        debt.alarmBegins();
        debt.workOff(30 * MIB);
        debt.bring(20 * MIB);
        debt.alarmEnded(false, false);
        assertEquals(500 * 4 / 64, debt.pauseMillis(1_000), "20 MiB are owed");
    }

    /** While the store is down an alarm ends well and has worked nothing off. */
    @Test
    void anAlarmThatDidNothingLeavesTheDebt() {
        FlushDebt debt = new FlushDebt(80 * MIB);
        debt.alarmBegins();
        debt.alarmEnded(false, false);
        assertEquals(500, debt.pauseMillis(1_000));
        debt.alarmBegins();
        debt.alarmEnded(true, false);
        assertFalse(debt.isOpen(), "nothing is left at all");
    }

    @Test
    void whatIsReadTwiceDoesNotMakeCredit() {
        FlushDebt debt = new FlushDebt(0);
        debt.bring(100);
        debt.workOff(100);
        debt.workOff(100);
        assertFalse(debt.isOpen());
        debt.bring(1);
        assertTrue(debt.isOpen());
    }
}
