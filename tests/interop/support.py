"""What every case needs: the sandbox's address from the environment, an account of exchangelib, the sandbox's own API."""

import datetime
import json
import os
import unittest
import urllib.parse
import urllib.request

from exchangelib import IMPERSONATION, Account, CalendarItem, Configuration, Credentials, EWSTimeZone, ExtendedProperty
from exchangelib.protocol import CachingProtocol

URL = os.environ["INTEROP_URL"]
USER = os.environ["INTEROP_USER"]
PASSWORD = os.environ["INTEROP_PASSWORD"]
AINO = os.environ["INTEROP_MAILBOX"]
MIKAEL = os.environ["INTEROP_OTHER_MAILBOX"]
MIKAELS_ALIAS = os.environ["INTEROP_ALIAS"]
FIND_LIMIT = int(os.environ["INTEROP_FIND_LIMIT"])

HELSINKI = EWSTimeZone("Europe/Helsinki")
WINDOW = datetime.datetime(2026, 11, 1, tzinfo=HELSINKI), datetime.datetime(2027, 2, 1, tzinfo=HELSINKI)


def at(day, hour=9, minute=0, month=11, year=2026, zone=HELSINKI):
    return datetime.datetime(year, month, day, hour, minute, tzinfo=zone)


def configuration(user=USER, password=PASSWORD, **more):
    return Configuration(service_endpoint=f"{URL}/EWS/Exchange.asmx", credentials=Credentials(user, password), **more)


def account(address=AINO, config=None):
    """An account with connections and knowledge of its own: nothing of another test."""
    CachingProtocol.clear_cache()
    return Account(
        primary_smtp_address=address,
        config=config or configuration(),
        autodiscover=False,
        access_type=IMPERSONATION,
        default_timezone=HELSINKI,
    )


class Stamp(ExtendedProperty):
    """A property of our own, as the product writes one on entries it makes."""

    property_set_id = "c11ff724-aa03-4555-9952-8fa248a11c3e"
    property_name = "InteropStamp"
    property_type = "String"


class Sandbox:
    """The API of tests: what lies in the mailboxes, as the server sees it."""

    def call(self, method, path, body=None, **query):
        address = f"{URL}/sandbox/api{path}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(address, method=method, headers={"X-Sandbox": "1"})
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as response:
            text = response.read()
        return json.loads(text) if text else None

    def entries(self, address=AINO, window=None, folder="calendar"):
        """Rows of a folder; within a window single entries and occurrences."""
        edges = {"from": window[0].isoformat(), "to": window[1].isoformat()} if window else {}
        return self.call("GET", f"/mailboxes/{address}/entries", folder=folder, **edges)

    def create(self, address=AINO, **fields):
        return self.call("POST", f"/mailboxes/{address}/entries", fields)

    def mails(self, address=AINO):
        return self.call("GET", f"/counters/{address}")["mails"]

    def reset(self):
        for address in (AINO, MIKAEL):
            self.call("POST", f"/mailboxes/{address}/reset")
        self.call("POST", "/counters/reset")
        self.call("DELETE", "/faults")


class InteropCase(unittest.TestCase):
    """Empty mailboxes, no faults, and Aino's account."""

    def setUp(self):
        self.sandbox = Sandbox()
        self.sandbox.reset()
        self.account = account()
        self.addCleanup(CachingProtocol.clear_cache)
        self.calendar = self.account.calendar

    def stored(self, item, **where):
        """The server's own view of an item."""
        found = [entry for entry in self.sandbox.entries(**where) if entry["id"] == item.id]
        self.assertEqual(1, len(found), f"{item.subject} is stored {len(found)} times")
        return found[0]

    def seen(self, window=WINDOW):
        return list(self.calendar.view(start=window[0], end=window[1]))


class WritingCase(InteropCase):
    """Items with a property of our own."""

    def setUp(self):
        super().setUp()
        CalendarItem.register("stamp", Stamp)
        self.addCleanup(CalendarItem.deregister, "stamp")

    def create(self, **fields):
        given = {"subject": "Entry", "start": at(23), "end": at(23, 10)} | fields
        return CalendarItem(account=self.account, folder=self.calendar, **given).save()

    def content(self, item):
        return self.stored(item)["content"]


def instant(text):
    """A time of the sandbox's API."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
