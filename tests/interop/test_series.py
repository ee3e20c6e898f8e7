"""Series, their occurrences, and what a master says about them."""

import datetime

from exchangelib import CalendarItem, EWSDate
from exchangelib.errors import ErrorItemNotFound, ErrorOccurrenceCrossingBoundary
from exchangelib.fields import MONDAY, WEDNESDAY
from exchangelib.items import NEVER_OVERWRITE
from exchangelib.recurrence import (
    AbsoluteMonthlyPattern,
    AbsoluteYearlyPattern,
    DailyPattern,
    Recurrence,
    RelativeMonthlyPattern,
    WeeklyPattern,
)

from support import WINDOW, InteropCase, at, instant

START = EWSDate(2026, 11, 23)
WEEKLY = WeeklyPattern(interval=1, weekdays=[MONDAY])


class Series(InteropCase):
    def create(self, recurrence=None, **fields):
        given = {"subject": "Series", "start": at(23), "end": at(23, 10)} | fields
        recurrence = recurrence or Recurrence(pattern=WEEKLY, start=START, number=5)
        return CalendarItem(account=self.account, folder=self.calendar, recurrence=recurrence, **given).save()

    def master(self, item):
        return self.calendar.get(id=item.id)

    def test_weekly_with_a_number(self):
        item = self.create()
        seen = self.seen()
        self.assertEqual([at(23), at(30), at(7, month=12), at(14, month=12), at(21, month=12)], [o.start for o in seen])
        self.assertEqual({"Occurrence"}, {o.type for o in seen})
        master = self.master(item)
        self.assertEqual(("RecurringMaster", 5), (master.type, master.recurrence.boundary.number))
        self.assertEqual((at(23), at(21, month=12)), (master.first_occurrence.start, master.last_occurrence.start))

    def test_weekly_with_an_end(self):
        every_other_week = WeeklyPattern(interval=2, weekdays=[MONDAY, WEDNESDAY])
        item = self.create(Recurrence(pattern=every_other_week, start=START, end=EWSDate(2026, 12, 9)))
        self.assertEqual([at(23), at(25), at(7, month=12), at(9, month=12)], [o.start for o in self.seen()])
        self.assertEqual(EWSDate(2026, 12, 9), self.master(item).recurrence.boundary.end)

    def test_weekly_without_an_end(self):
        item = self.create(Recurrence(pattern=WEEKLY, start=START))
        self.assertEqual(10, len(self.seen()))
        self.assertEqual(52, len(self.seen((at(1, year=2028), at(1, year=2029) - datetime.timedelta(days=1)))))
        master = self.master(item)
        self.assertIsNone(master.last_occurrence)
        self.assertEqual(START, master.recurrence.boundary.start)

    def test_other_patterns(self):
        for pattern, days in (
            (DailyPattern(interval=3), [(23, 11), (26, 11), (29, 11)]),
            (AbsoluteMonthlyPattern(interval=1, day_of_month=23), [(23, 11), (23, 12), (23, 1)]),
            (RelativeMonthlyPattern(interval=1, weekday=MONDAY, week_number="Fourth"), [(23, 11), (28, 12), (25, 1)]),
        ):
            with self.subTest(type(pattern).__name__):
                self.sandbox.reset()
                item = self.create(Recurrence(pattern=pattern, start=START, number=3))
                self.assertEqual(days, [(o.start.astimezone(WINDOW[0].tzinfo).day, o.start.month) for o in self.seen()])
                self.assertEqual(pattern, self.master(item).recurrence.pattern)

    def test_yearly(self):
        item = self.create(Recurrence(pattern=AbsoluteYearlyPattern(day_of_month=23, month="November"), start=START, number=2))
        self.assertEqual(at(23, year=2027), self.master(item).last_occurrence.start)

    def test_one_occurrence_is_changed(self):
        item = self.create()
        second = self.seen()[1]
        second.subject, second.start, second.end = "Changed", at(30, 11), at(30, 12)
        second.save(update_fields=["subject", "start", "end"], conflict_resolution=NEVER_OVERWRITE)
        seen = self.seen()
        self.assertEqual([("Series", "Occurrence"), ("Changed", "Exception")], [(o.subject, o.type) for o in seen[:2]])
        self.assertEqual(at(30, 11), seen[1].start)
        modified = self.master(item).modified_occurrences
        self.assertEqual([(second.id, at(30, 11), at(30, 12), at(30))], [(o.id, o.start, o.end, o.original_start) for o in modified])

    def test_one_occurrence_is_changed_by_its_number(self):
        item = self.create()
        third = item.occurrence(index=3).refresh()
        self.assertEqual(at(7, month=12), third.start)
        third = item.occurrence(index=3)
        third.subject = "Third"
        third.save(update_fields=["subject"])
        self.assertEqual(["Series", "Series", "Third", "Series", "Series"], [o.subject for o in self.seen()])

    def test_an_occurrence_knows_its_master(self):
        item = self.create()
        found = self.seen()[2].recurring_master().refresh()
        self.assertEqual((item.id, "RecurringMaster"), (found.id, found.type))
        found.subject = "Through an occurrence"
        found.save(update_fields=["subject"])
        self.assertEqual({"Through an occurrence"}, {o.subject for o in self.seen()})

    def test_an_occurrence_cannot_pass_its_neighbour(self):
        self.create()
        second = self.seen()[1]
        second.start, second.end = at(22), at(22, 10)
        with self.assertRaises(ErrorOccurrenceCrossingBoundary):
            second.save(update_fields=["start", "end"])

    def test_one_occurrence_is_deleted(self):
        item = self.create()
        self.seen()[1].delete()
        self.assertEqual([at(23), at(7, month=12), at(14, month=12), at(21, month=12)], [o.start for o in self.seen()])
        master = self.master(item)
        self.assertEqual([at(30)], [deleted.start for deleted in master.deleted_occurrences])
        self.assertIsNone(master.modified_occurrences)

    def test_one_occurrence_is_deleted_by_its_number(self):
        item = self.create()
        item.occurrence(index=1).delete()
        self.assertEqual(at(30), self.seen()[0].start)

    def test_the_whole_series_is_changed(self):
        item = self.create()
        item.subject, item.location = "All of them", "Room 9"
        item.save(update_fields=["subject", "location"])
        self.assertEqual({("All of them", "Room 9")}, {(o.subject, o.location) for o in self.seen()})

    def test_the_pattern_is_changed(self):
        item = self.create()
        item.recurrence = Recurrence(pattern=DailyPattern(interval=1), start=START, number=3)
        item.save(update_fields=["recurrence"])
        self.assertEqual([at(23), at(24), at(25)], [o.start for o in self.seen()])

    def test_the_whole_series_is_deleted(self):
        item = self.create()
        last = self.seen()[-1]
        item.delete()
        self.assertEqual([], self.seen())
        self.assertIsInstance(next(self.account.fetch([last])), ErrorItemNotFound)

    def test_a_series_across_the_change_of_clocks_keeps_its_hour(self):
        march = {"month": 3, "year": 2027}
        item = self.create(Recurrence(pattern=WEEKLY, start=EWSDate(2027, 3, 22), number=2), start=at(22, **march), end=at(22, 10, **march))
        window = at(1, **march), at(1, month=5, year=2027)
        self.assertEqual([at(22, **march), at(29, **march)], [o.start for o in self.seen(window)])
        self.assertEqual(self.stored(item)["content"]["startZone"]["id"], "FLE Standard Time")

    def test_all_day_series(self):
        self.create(is_all_day=True, start=EWSDate(2026, 11, 23), end=EWSDate(2026, 11, 23))
        seen = self.seen()
        self.assertEqual([datetime.date(2026, 11, 23), datetime.date(2026, 11, 30)], [o.start for o in seen[:2]])
        self.assertEqual(at(24, 0), instant(self.sandbox.entries(window=WINDOW)[0]["content"]["end"]))
