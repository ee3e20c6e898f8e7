"""Entries are changed field by field and at once, unless somebody else was faster."""

from exchangelib import Body, EWSDate, HTMLBody
from exchangelib.errors import ErrorIrresolvableConflict
from exchangelib.items import ALWAYS_OVERWRITE, NEVER_OVERWRITE

from support import WritingCase, at, instant


class Updating(WritingCase):
    CHANGES = [
        ("subject", "Changed", lambda c: c["subject"], "Changed"),
        ("location", "Elsewhere", lambda c: c["location"], "Elsewhere"),
        ("location", None, lambda c: c["location"], None),
        ("start", at(23, 8), lambda c: instant(c["start"]), at(23, 8)),
        ("end", at(23, 12), lambda c: instant(c["end"]), at(23, 12)),
        ("sensitivity", "Private", lambda c: c["sensitivity"], "Private"),
        ("legacy_free_busy_status", "OOF", lambda c: c["freeBusy"], "OOF"),
        ("categories", ["Green"], lambda c: c["categories"], ["Green"]),
        ("categories", None, lambda c: c["categories"], []),
        ("importance", "Low", lambda c: c["importance"], "Low"),
        ("body", HTMLBody("<p>New</p>"), lambda c: c["body"], {"isHtml": True, "value": "<p>New</p>"}),
        ("body", None, lambda c: c["body"], None),
        ("reminder_is_set", True, lambda c: c["reminderIsSet"], True),
        ("reminder_minutes_before_start", 45, lambda c: c["reminderMinutes"], 45),
        ("is_response_requested", False, lambda c: c["isResponseRequested"], False),
        ("stamp", "later", lambda c: [e["values"] for e in c["extended"]], [["later"]]),
        ("stamp", None, lambda c: c["extended"], []),
    ]

    def test_field_by_field(self):
        for field, value, read, expected in self.CHANGES:
            with self.subTest(field, value=value):
                item = self.create(location="Room 4", categories=["Red"], body=Body("Old"), stamp="before")
                before = self.content(item)
                changekey = item.changekey
                setattr(item, field, value)
                item.save(update_fields=[field], conflict_resolution=NEVER_OVERWRITE)
                self.assertNotEqual(changekey, item.changekey)
                after = self.content(item)
                self.assertEqual(expected, read(after))
                self.assertEqual(self.others(before, after), [], "other fields changed too")

    @staticmethod
    def others(before, after):
        """More than one changed field of an entry would be one too many."""
        changed = [name for name in before if before[name] != after[name]]
        return changed[1:]

    def test_to_all_day_and_back(self):
        item = self.create()
        item.is_all_day, item.start, item.end = True, EWSDate(2026, 11, 23), EWSDate(2026, 11, 23)
        item.save(update_fields=["is_all_day", "start", "end"])
        self.assertEqual((at(23, 0), at(24, 0)), tuple(instant(self.content(item)[edge]) for edge in ("start", "end")))
        item.is_all_day, item.start, item.end = False, at(23, 11), at(23, 12)
        item.save(update_fields=["is_all_day", "start", "end"])
        self.assertEqual((at(23, 11), at(23, 12)), tuple(instant(self.content(item)[edge]) for edge in ("start", "end")))

    def test_everything_at_once(self):
        item = self.create(location="Room 4", body=Body("Old"), stamp="before").refresh()
        item.subject = "Changed"
        item.save()
        content = self.content(item)
        self.assertEqual(("Changed", "Room 4"), (content["subject"], content["location"]))
        self.assertEqual((at(23), at(23, 10)), (instant(content["start"]), instant(content["end"])))
        self.assertEqual("before", item.refresh().stamp)

    def test_a_stale_change_key_is_refused(self):
        item = self.create()
        stale = item.changekey
        item.location = "Elsewhere"
        item.save(update_fields=["location"])
        item._id = item.ID_ELEMENT_CLS(item.id, stale)
        item.subject = "Mine"
        with self.assertRaises(ErrorIrresolvableConflict):
            item.save(update_fields=["subject"], conflict_resolution=NEVER_OVERWRITE)
        self.assertEqual("Entry", self.content(item)["subject"])
        item.save(update_fields=["subject"], conflict_resolution=ALWAYS_OVERWRITE)
        self.assertEqual(("Mine", "Elsewhere"), tuple(self.content(item)[name] for name in ("subject", "location")))

    def test_many_at_once(self):
        items = [self.create(subject=f"Entry {n}") for n in range(5)]
        for item in items:
            item.location = "Moved"
        updated = self.account.bulk_update([(item, ["location"]) for item in items], conflict_resolution=NEVER_OVERWRITE)
        self.assertEqual([item.id for item in items], [item_id for item_id, _ in updated])
        self.assertEqual({"Moved"}, {entry["content"]["location"] for entry in self.sandbox.entries()})
