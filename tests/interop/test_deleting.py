"""Entries are deleted for good, to the trash and to the dumpster, and moved back."""

from exchangelib.errors import ErrorItemNotFound

from support import WritingCase


class Deleting(WritingCase):
    def test_for_good(self):
        item = self.create()
        gone = item.id
        item.delete()
        self.assertEqual([], self.sandbox.entries())
        self.assertEqual([], self.sandbox.entries(folder="deleteditems"))
        self.assertIsInstance(next(self.account.fetch([(gone, None)])), ErrorItemNotFound)

    def test_to_the_trash(self):
        item = self.create(subject="Trash")
        was = item.id
        item.move_to_trash()
        self.assertEqual([], self.sandbox.entries())
        self.assertEqual(["Trash"], [trashed.subject for trashed in self.account.trash.all()])
        self.assertNotEqual(was, self.account.trash.get(subject="Trash").id)

    def test_moved_to_the_trash_and_back(self):
        item = self.create(subject="There and back")
        first = item.id
        item.move(self.account.trash)
        second = item.id
        self.assertEqual([second], [entry["id"] for entry in self.sandbox.entries(folder="deleteditems")])
        item.move(self.calendar)
        self.assertEqual(3, len({first, second, item.id}))
        self.assertEqual("There and back", self.content(item)["subject"])

    def test_to_the_dumpster(self):
        item = self.create(subject="Dumpster")
        item.soft_delete()
        self.assertEqual([], self.seen())
        self.assertEqual(["Dumpster"], [found.subject for found in self.account.recoverable_items_deletions.all()])

    def test_many_at_once(self):
        items = [self.create(subject=f"Entry {n}") for n in range(5)]
        missing = (items[0].id, items[0].changekey)
        self.assertEqual([True] * 5, self.account.bulk_delete(items))
        self.assertEqual([], self.sandbox.entries())
        self.assertIsInstance(self.account.bulk_delete([missing])[0], ErrorItemNotFound)

    def test_all_of_a_search(self):
        for subject in ("Keep", "Drop", "Drop"):
            self.create(subject=subject)
        self.calendar.filter(subject="Drop").delete()
        self.assertEqual(["Keep"], [entry["content"]["subject"] for entry in self.sandbox.entries()])

    def test_exporting_nothing_gives_nothing(self):
        self.create()
        self.assertEqual([], self.account.export([]))
