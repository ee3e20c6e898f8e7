"""Folders are walked as every client walks them."""

from exchangelib.errors import ErrorFolderNotFound
from exchangelib.folders import SHALLOW, Calendar, DeletedItems, Inbox, SingleFolderQuerySet, Tasks

from support import InteropCase, at


class Folders(InteropCase):
    def test_the_tree_is_walked_from_its_root(self):
        root = self.account.root
        self.assertEqual("/Root/Top of Information Store/Calendar", root.get_folder(self.calendar).absolute)
        self.assertEqual(root.child_folder_count, len(root.children))
        self.assertEqual(root.tois.child_folder_count, len(root.tois.children))
        kinds = {type(folder) for folder in root.walk()}
        self.assertLessEqual({Calendar, DeletedItems, Inbox, Tasks}, kinds)

    def test_a_calendar_says_what_it_is(self):
        self.sandbox.create(subject="One", start=at(23).isoformat(), end=at(23, 10).isoformat())
        self.calendar.refresh()
        self.assertEqual(("Calendar", "IPF.Appointment", 1, 0), (
            self.calendar.name, self.calendar.folder_class, self.calendar.total_count, self.calendar.child_folder_count))
        self.assertTrue(self.calendar.effective_rights.create_contents)
        self.assertTrue(self.calendar.effective_rights.delete)
        self.assertEqual(self.account.root.tois.id, self.calendar.parent_folder_id.id)

    def test_folders_are_found_by_name(self):
        tois = self.account.root.tois
        self.assertEqual(self.calendar.id, (tois / "Calendar").id)
        self.assertEqual(self.calendar.id, (tois // "Calendar").id)
        with self.assertRaises(ErrorFolderNotFound):
            tois // "No such folder"

    def test_folders_are_found_by_pattern(self):
        self.assertEqual(["Deleted Items"], [folder.name for folder in self.account.root.glob("Top*/Del*")])

    def test_only_the_next_level_is_found_on_demand(self):
        tois = self.account.root.tois
        shallow = SingleFolderQuerySet(account=self.account, folder=self.account.root).depth(SHALLOW)
        self.assertEqual(self.account.root.child_folder_count, len(list(shallow)))
        self.assertIn(tois.id, [folder.id for folder in shallow])

    def test_distinguished_folders_are_there(self):
        for name in ("inbox", "drafts", "sent", "trash", "junk", "outbox", "contacts", "tasks", "notes", "journal"):
            with self.subTest(name):
                self.assertTrue(getattr(self.account, name).is_distinguished)

    def test_a_folder_the_server_does_not_have_is_not_found(self):
        with self.assertRaises(ErrorFolderNotFound):
            self.account.voice_mail.refresh()
