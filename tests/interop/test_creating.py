"""Entries are created: alone, many at once, all day, in other zones, private, with notes and properties."""

import datetime

from exchangelib import Body, CalendarItem, EWSDate, EWSDateTime, EWSTimeZone, HTMLBody
from exchangelib.errors import ErrorCalendarEndDateIsEarlierThanStartDate

from support import WritingCase, at, instant


class BackwardItem(CalendarItem):
    """Sends an end before the start, which exchangelib would refuse by itself."""

    def clean(self, version=None):
        start, self.start = self.start, self.end
        super().clean(version=version)
        self.start = EWSDateTime.from_datetime(start)


class Creating(WritingCase):
    def test_single(self):
        item = self.create(
            subject="Kickoff", location="Room 4", categories=["Red", "Blue"], importance="High",
            legacy_free_busy_status="Tentative", reminder_is_set=True, reminder_minutes_before_start=30)
        content = self.content(item)
        self.assertEqual(("Kickoff", "Room 4", ["Red", "Blue"], "High", "Tentative", True, 30), tuple(
            content[name] for name in ("subject", "location", "categories", "importance", "freeBusy", "reminderIsSet", "reminderMinutes")))
        self.assertEqual((at(23), at(23, 10)), (instant(content["start"]), instant(content["end"])))
        self.assertEqual("FLE Standard Time", content["startZone"]["id"])

    def test_what_was_created_reads_back(self):
        item = self.create(subject="Pöytä & <tuoli> \U0001f600", body=Body("Line one\nLine two"), location="Ä")
        item.refresh()
        self.assertEqual(("Pöytä & <tuoli> \U0001f600", "Ä", at(23), at(23, 10)), (item.subject, item.location, item.start, item.end))
        self.assertEqual("Line one\nLine two", item.text_body)

    def test_all_day(self):
        item = self.create(is_all_day=True, start=EWSDate(2026, 11, 24), end=EWSDate(2026, 11, 25))
        content = self.content(item)
        self.assertEqual((at(24, 0), at(26, 0)), (instant(content["start"]), instant(content["end"])))
        self.assertTrue(content["isAllDay"])
        item.refresh()
        self.assertEqual((datetime.date(2026, 11, 24), datetime.date(2026, 11, 25)), (item.start, item.end))

    def test_with_a_zone(self):
        new_york = EWSTimeZone("America/New_York")
        item = self.create(start=at(23, zone=new_york), end=at(23, 10, zone=new_york))
        content = self.content(item)
        self.assertEqual("Eastern Standard Time", content["startZone"]["id"])
        self.assertEqual(at(23, 16), instant(content["start"]))

    def test_private(self):
        self.assertEqual("Private", self.content(self.create(sensitivity="Private"))["sensitivity"])

    def test_with_notes(self):
        for body, is_html in ((Body("Just text"), False), (HTMLBody("<html><body><p>Some <b>bold</b> text</p></body></html>"), True)):
            with self.subTest(is_html):
                item = self.create(body=body)
                self.assertEqual({"isHtml": is_html, "value": str(body)}, self.content(item)["body"])
                item.refresh()
                self.assertEqual((str(body), type(body)), (str(item.body), type(item.body)))
                self.assertEqual("Some bold text" if is_html else "Just text", item.text_body.strip())

    def test_with_an_own_property(self):
        item = self.create(stamp="install-1|link-7")
        self.assertEqual(["install-1|link-7"], self.content(item)["extended"][0]["values"])
        item.refresh()
        self.assertEqual("install-1|link-7", item.stamp)

    def test_many_at_once(self):
        items = [CalendarItem(subject=f"Entry {n}", start=at(23, n % 20), end=at(23, n % 20 + 1)) for n in range(120)]
        made = self.account.bulk_create(self.calendar, items)
        self.assertEqual(120, len({item.id for item in made}))
        self.assertEqual({f"Entry {n}" for n in range(120)}, {entry["content"]["subject"] for entry in self.sandbox.entries()})

    def test_one_that_ends_before_it_starts_fails_alone(self):
        right, wrong = CalendarItem(subject="Right", start=at(23), end=at(23, 10)), BackwardItem(subject="Wrong", start=at(23), end=at(22))
        with self.assertRaises(ErrorCalendarEndDateIsEarlierThanStartDate):
            self.account.bulk_create(self.calendar, [right, wrong])
        self.assertEqual(["Right"], [entry["content"]["subject"] for entry in self.sandbox.entries()])
