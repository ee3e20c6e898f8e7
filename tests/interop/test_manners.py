"""Nobody gets mail unasked, and a busy server is left alone for as long as it wishes."""

import time

from exchangelib import Attendee, CalendarItem, FaultTolerance, Mailbox
from exchangelib.errors import ErrorServerBusy
from exchangelib.items import SEND_TO_ALL_AND_SAVE_COPY, SEND_TO_NONE

from support import AINO, MIKAEL, InteropCase, account, at, configuration


class Meetings(InteropCase):
    def create(self, send):
        attendee = Attendee(mailbox=Mailbox(email_address=MIKAEL, name="Mikael Lind"))
        item = CalendarItem(
            account=self.account, folder=self.calendar, subject="Meeting", start=at(23), end=at(23, 10), required_attendees=[attendee])
        return item.save(send_meeting_invitations=send)

    def test_a_meeting_without_invitations_sends_no_mail(self):
        item = self.create(SEND_TO_NONE).refresh()
        self.assertTrue(item.is_meeting)
        self.assertFalse(item.meeting_request_was_sent)
        self.assertEqual([MIKAEL], [attendee.mailbox.email_address for attendee in item.required_attendees])
        item.location = "Elsewhere"
        item.save(update_fields=["location"], send_meeting_invitations=SEND_TO_NONE)
        item.delete(send_meeting_cancellations=SEND_TO_NONE)
        self.assertEqual(0, self.sandbox.mails())

    def test_the_sandbox_counts_what_is_sent(self):
        item = self.create(SEND_TO_ALL_AND_SAVE_COPY).refresh()
        self.assertEqual(1, self.sandbox.mails())
        self.assertTrue(item.meeting_request_was_sent)
        item.delete(send_meeting_cancellations=SEND_TO_ALL_AND_SAVE_COPY)
        self.assertEqual(2, self.sandbox.mails())


class BusyServer(InteropCase):
    BACK_OFF = 400

    def setUp(self):
        super().setUp()
        self.sandbox.create(subject="Entry", start=at(23).isoformat(), end=at(23, 10).isoformat())

    def be_busy(self, count):
        self.sandbox.call("POST", "/faults", {
            "kind": "ServerBusy", "mailbox": AINO, "operation": "FindItem", "count": count, "milliseconds": self.BACK_OFF})

    def test_a_patient_client_comes_back_in_time(self):
        calendar = account(config=configuration(retry_policy=FaultTolerance(max_wait=30))).calendar
        self.be_busy(2)
        begun = time.monotonic()
        self.assertEqual(["Entry"], [item.subject for item in calendar.all().only("subject")])
        self.assertGreaterEqual(time.monotonic() - begun, 2 * self.BACK_OFF / 1000)
        self.assertEqual(3, self.sandbox.call("GET", f"/counters/{AINO}")["operations"]["FindItem"])

    def test_an_impatient_client_is_told_how_long(self):
        self.be_busy(1)
        with self.assertRaises(ErrorServerBusy) as caught:
            list(self.calendar.all().only("subject"))
        self.assertEqual(self.BACK_OFF / 1000, caught.exception.back_off)
