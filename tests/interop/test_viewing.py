"""The calendar view and searches show what lies in the mailbox."""

import datetime

from exchangelib import UID, CalendarItem, ExtendedProperty
from exchangelib.errors import ErrorCalendarViewRangeTooBig, ErrorExceededFindCountLimit

from support import FIND_LIMIT, WINDOW, InteropCase, Stamp, at, instant


class GlobalObjectId(ExtendedProperty):
    distinguished_property_set_id = "Meeting"
    property_id = 3
    property_type = "Binary"


class Viewing(InteropCase):
    def setUp(self):
        super().setUp()
        self.sandbox.create(subject="Single", start=at(23).isoformat(), end=at(23, 10).isoformat(), location="Room 4")
        self.sandbox.create(subject="Day off", start=at(24, 0).isoformat(), end=at(25, 0).isoformat(), isAllDay=True)
        self.sandbox.create(subject="Over midnight", start=at(25, 22).isoformat(), end=at(26, 2).isoformat(), sensitivity="Private")
        self.sandbox.create(
            subject="Weekly", start=at(23, 13).isoformat(), end=at(23, 14).isoformat(),
            recurrence={"kind": "Weekly", "days": ["Monday"], "startDate": "2026-11-23", "count": 6})

    def both(self, window):
        """What exchangelib sees and what the sandbox has, in the same words."""
        seen = [
            (item.id, item.changekey, item.type, item.subject, item.sensitivity, self.edge(item, "start"))
            for item in self.seen(window)]
        stored = [
            (entry["id"], entry["changeKey"], entry["kind"], content["subject"], content["sensitivity"], instant(content["start"]))
            for entry in self.sandbox.entries(window=window) for content in [entry["content"]]]
        return sorted(seen), sorted(stored)

    @staticmethod
    def edge(item, name):
        value = getattr(item, name)
        return value if isinstance(value, datetime.datetime) else at(value.day, 0, month=value.month, year=value.year)

    def test_a_window_shows_every_entry_and_occurrence(self):
        seen, stored = self.both(WINDOW)
        self.assertEqual(9, len(seen))
        self.assertEqual(stored, seen)

    def test_windows_of_every_hour_show_what_touches_them(self):
        counts = set()
        for hour in range(0, 24, 2):
            window = at(25, hour), at(25, hour) + datetime.timedelta(hours=2)
            seen, stored = self.both(window)
            self.assertEqual(stored, seen)
            counts.add(len(seen))
        self.assertEqual({0, 1}, counts)

    def test_an_all_day_entry_is_a_date(self):
        day = next(item for item in self.seen() if item.is_all_day)
        self.assertEqual((datetime.date(2026, 11, 24), datetime.date(2026, 11, 24)), (day.start, day.end))

    def test_a_small_page_shows_the_first_ones(self):
        first = list(self.calendar.view(start=WINDOW[0], end=WINDOW[1], max_items=3))
        self.assertEqual(["Single", "Weekly", "Day off"], [item.subject for item in first])

    def test_a_view_of_years_is_refused(self):
        with self.assertRaises(ErrorCalendarViewRangeTooBig):
            self.seen((at(1), at(1, year=2029)))

    def test_what_a_view_shows_can_be_fetched(self):
        fetched = list(self.account.fetch(self.calendar.view(start=WINDOW[0], end=WINDOW[1]).only("id", "changekey")))
        self.assertEqual(9, len(fetched))
        self.assertEqual({"Single", "Day off", "Over midnight", "Weekly"}, {item.subject for item in fetched})


class Searching(InteropCase):
    def setUp(self):
        super().setUp()
        CalendarItem.register("stamp", Stamp)
        self.addCleanup(CalendarItem.deregister, "stamp")

    def create(self, **fields):
        item = CalendarItem(account=self.account, folder=self.calendar, start=at(23), end=at(23, 10), **fields)
        return item.save()

    def test_by_an_own_property(self):
        wanted = self.create(subject="With", stamp="install-1|link-7")
        self.create(subject="Another", stamp="install-1|link-8")
        self.create(subject="Without")
        self.assertEqual([wanted.id], [item.id for item in self.calendar.filter(stamp="install-1|link-7")])
        self.assertEqual(2, self.calendar.filter(stamp__exists=True).count())
        self.assertEqual([], list(self.calendar.filter(stamp="install-1|link-9")))

    def test_by_the_uid(self):
        CalendarItem.register("global_object_id", GlobalObjectId)
        self.addCleanup(CalendarItem.deregister, "global_object_id")
        wanted = self.create(subject="From elsewhere", uid="261cbc18-1f65-5a0a-bd11-23b1e224cc2f")
        self.create(subject="Another", uid="another-uid@contoso.test")
        found = list(self.calendar.filter(global_object_id=UID("261cbc18-1f65-5a0a-bd11-23b1e224cc2f")))
        self.assertEqual([wanted.id], [item.id for item in found])
        self.assertEqual("261cbc18-1f65-5a0a-bd11-23b1e224cc2f", found[0].uid)

    def test_by_text_and_time(self):
        self.create(subject="Sales review")
        self.create(subject="Something else", location="Sales floor")
        self.assertEqual(["Sales review"], [i.subject for i in self.calendar.filter(subject__icontains="SALES")])
        self.assertEqual(1, self.calendar.filter(location__startswith="Sales").count())
        self.assertEqual(2, self.calendar.filter(start__range=(at(22), at(24))).count())
        self.assertEqual(0, self.calendar.filter(end__lt=at(23)).count())
        self.assertEqual(["Something else"], [i.subject for i in self.calendar.exclude(subject="Sales review")])

    def test_in_order(self):
        for subject in ("B", "C", "A"):
            self.create(subject=subject)
        self.assertEqual(["A", "B", "C"], list(self.calendar.all().order_by("subject").values_list("subject", flat=True)))
        self.assertEqual(["C", "B"], [i.subject for i in self.calendar.all().order_by("-subject")[:2]])

    def test_more_than_a_page_comes_page_by_page(self):
        wanted = FIND_LIMIT + 10
        self.account.bulk_create(self.calendar, [
            CalendarItem(subject=f"Entry {n}", start=at(23), end=at(23, 10)) for n in range(wanted)])
        self.assertEqual(wanted, self.calendar.all().count())
        subjects = {item.subject for item in self.calendar.all().only("subject")}
        self.assertEqual({f"Entry {n}" for n in range(wanted)}, subjects)
        with self.assertRaises(ErrorExceededFindCountLimit):
            self.seen()
