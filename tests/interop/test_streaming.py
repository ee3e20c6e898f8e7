"""A streaming subscription tells what happens."""

from exchangelib.errors import ErrorInvalidSchemaVersionForMailboxVersion

from support import InteropCase, at


class Streaming(InteropCase):
    """Waits for at most the minute of a connection."""

    def setUp(self):
        super().setUp()
        try:
            self.subscription = self.calendar.subscribe_to_streaming()
        except ErrorInvalidSchemaVersionForMailboxVersion:
            # exchangelib's words for: every version was tried and none knows the operation.
            self.skipTest("the sandbox has no streaming yet")
        self.addCleanup(self.calendar.unsubscribe, self.subscription)

    def create(self, subject):
        self.sandbox.create(subject=subject, start=at(23).isoformat(), end=at(23, 10).isoformat())

    def test_what_happens_is_told(self):
        self.create("Before the connection")
        first = {entry["id"] for entry in self.sandbox.entries()}
        both, told = set(), set()
        for notification in self.calendar.get_streaming_events(self.subscription, connection_timeout=1):
            told |= {event.item_id.id for event in notification.events if getattr(event, "item_id", None)}
            if first <= told and not both:
                self.create("While it is open")
                both = {entry["id"] for entry in self.sandbox.entries()}
            if both and both <= told:
                break
        self.assertEqual(2, len(both))
        self.assertEqual(both, told)
