"""Who may sign in, as whom, and what a client learns about the server."""

import datetime

from exchangelib import BASIC, NTLM
from exchangelib.errors import ErrorNameResolutionNoResults, ErrorNonExistentMailbox, ErrorNonPrimarySmtpAddress, UnauthorizedError

from support import AINO, MIKAEL, MIKAELS_ALIAS, USER, InteropCase, account, at, configuration


class Connecting(InteropCase):
    def test_the_version_is_guessed(self):
        version = self.account.version
        self.assertEqual((15, 1), (version.build.major_version, version.build.minor_version))
        self.assertEqual("Exchange2016", version.api_version)
        self.assertEqual("Microsoft Exchange Server 2016", version.fullname)

    def test_the_way_of_signing_in_is_found(self):
        self.assertIn(self.account.protocol.auth_type, (BASIC, NTLM))
        self.assertEqual("Calendar", self.calendar.name)

    def test_basic_sign_in_on_demand(self):
        calendar = account(config=configuration(auth_type=BASIC)).calendar
        self.assertEqual("Calendar", calendar.name)

    def test_a_domain_and_a_name_sign_in_too(self):
        user = "CONTOSO\\" + USER.split("@")[0]
        self.assertEqual("Calendar", account(config=configuration(user=user, auth_type=BASIC)).calendar.name)

    def test_a_wrong_password_is_unauthorized(self):
        with self.assertRaises(UnauthorizedError):
            account(config=configuration(password="not the password")).calendar.refresh()

    def test_an_unknown_account_is_unauthorized(self):
        with self.assertRaises(UnauthorizedError):
            account(config=configuration(user="nobody@contoso.test")).calendar.refresh()

    def test_names_resolve(self):
        found, = self.account.protocol.resolve_names(["smtp:" + AINO])
        self.assertEqual(AINO, found.email_address)
        nobody, = self.account.protocol.resolve_names(["nobody-has-this-name"])
        self.assertIsInstance(nobody, ErrorNameResolutionNoResults)

    def test_the_server_knows_time_zones(self):
        zones = {zone.id: zone for zone in self.account.protocol.get_timezones(return_full_timezone_data=True)}
        self.assertIn("UTC", zones)
        standard, = zones["FLE Standard Time"].periods
        self.assertEqual(datetime.timedelta(hours=-2), standard.bias)


class Impersonating(InteropCase):
    def test_each_mailbox_has_its_own_entries(self):
        self.sandbox.create(AINO, subject="Hers", start=at(23).isoformat(), end=at(23, 10).isoformat())
        self.sandbox.create(MIKAEL, subject="His", start=at(23).isoformat(), end=at(23, 10).isoformat())
        self.assertEqual(["Hers"], [item.subject for item in self.seen()])
        self.assertEqual(["His"], [item.subject for item in account(MIKAEL).calendar.all()])

    def test_an_unknown_mailbox_is_refused(self):
        with self.assertRaises(ErrorNonExistentMailbox):
            account("nobody@contoso.test").calendar.refresh()

    def test_an_alias_as_primary_address_is_refused(self):
        with self.assertRaises(ErrorNonPrimarySmtpAddress):
            account(MIKAELS_ALIAS).calendar.refresh()
