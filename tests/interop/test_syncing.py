"""SyncFolderItems tells what changed."""

from exchangelib import CalendarItem, EWSDate
from exchangelib.errors import ErrorInvalidSyncStateData
from exchangelib.fields import MONDAY
from exchangelib.recurrence import Recurrence, WeeklyPattern

from support import InteropCase, at


class Syncing(InteropCase):
    def create(self, subject="Entry", **fields):
        return CalendarItem(account=self.account, folder=self.calendar, subject=subject, start=at(23), end=at(23, 10), **fields).save()

    def changes(self, **options):
        return sorted((kind, item.id) for kind, item in self.calendar.sync_items(**options))

    def test_everything_at_first(self):
        items = [self.create(f"Entry {n}") for n in range(3)]
        self.assertEqual(sorted(("create", item.id) for item in items), self.changes())
        self.assertTrue(self.calendar.item_sync_state)
        self.assertEqual([], self.changes())

    def test_then_what_changed(self):
        kept, changed, gone = (self.create(subject) for subject in ("Kept", "Changed", "Gone"))
        self.changes()
        changed.location = "Elsewhere"
        changed.save(update_fields=["location"])
        gone_id = gone.id
        gone.delete()
        new = self.create("New")
        self.assertEqual(sorted([("create", new.id), ("update", changed.id), ("delete", gone_id)]), self.changes())
        self.assertNotIn(kept.id, [item_id for _, item_id in self.changes()])

    def test_a_change_brings_the_fields_asked_for(self):
        self.create("Named", location="Room 4")
        (_, item), = self.calendar.sync_items(only_fields=["subject", "location", "start", "changekey"])
        self.assertEqual(("Named", "Room 4", at(23)), (item.subject, item.location, item.start))

    def test_moved_to_the_trash_is_gone(self):
        item = self.create()
        self.changes()
        was = item.id
        item.move_to_trash()
        self.assertEqual([("delete", was)], self.changes())

    def test_an_occurrence_changes_its_master(self):
        pattern = WeeklyPattern(interval=1, weekdays=[MONDAY])
        master = self.create(recurrence=Recurrence(pattern=pattern, start=EWSDate(2026, 11, 23), number=4))
        self.assertEqual([("create", master.id)], self.changes())
        self.seen()[1].delete()
        self.assertEqual([("update", master.id)], self.changes())

    def test_page_by_page(self):
        items = {self.create(f"Entry {n}").id for n in range(25)}
        found = [item_id for _, item_id in self.changes(max_changes_returned=10)]
        self.assertEqual(items, set(found))
        self.assertEqual(25, len(found))

    def test_known_ones_are_ignored_on_demand(self):
        known, new = self.create("Known"), self.create("New")
        self.assertEqual([("create", new.id)], self.changes(ignore=[(known.id, known.changekey)]))

    def test_a_state_the_server_did_not_give_is_refused(self):
        for state in ("bm9uc2Vuc2U=", "not even base64"):
            with self.subTest(state), self.assertRaises(ErrorInvalidSyncStateData):
                self.changes(sync_state=state)

    def test_the_state_of_another_folder_is_refused(self):
        self.changes()
        with self.assertRaises(ErrorInvalidSyncStateData):
            list(self.account.trash.sync_items(sync_state=self.calendar.item_sync_state))
