"""Runs every case and sums up in the words of `dotnet test`, so that tests/run.sh can add the numbers."""

import logging
import os
import sys
import time
import unittest


class Lines(unittest.TestResult):
    """A line for each test, and the traceback below one that failed."""

    def __init__(self):
        super().__init__()
        self.passed = 0
        self.failed = set()
        self._begun = 0.0

    def startTest(self, test):
        super().startTest(test)
        self._begun = time.monotonic()

    def addSuccess(self, test):
        self.passed += 1
        self._say("Passed", test)

    def addError(self, test, err):
        self._fail(test, err)

    def addFailure(self, test, err):
        self._fail(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._fail(test, err, str(subtest))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say("Skipped", test, reason)

    def _fail(self, test, err, name=None):
        self.failed.add(test.id())
        self._say("Failed", test, name)
        print("    " + self._exc_info_to_string(err, test).replace("\n", "\n    "), flush=True)

    def _say(self, outcome, test, detail=None):
        spent = int((time.monotonic() - self._begun) * 1000)
        print(f"  {outcome} {test.id()} [{spent} ms]{'' if detail is None else ' ' + detail}", flush=True)


def main():
    logging.basicConfig(level=os.environ.get("INTEROP_LOG", "WARNING"), stream=sys.stdout, format="%(levelname)s %(name)s: %(message)s")
    here = os.path.dirname(os.path.abspath(__file__))
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in sys.argv[1:]] or None
    result = Lines()
    begun = time.monotonic()
    loader.discover(here, pattern="test_*.py").run(result)
    failed, skipped = len(result.failed), len(result.skipped)
    print(f"Total tests: {result.passed + failed + skipped}")
    print(f"     Passed: {result.passed}")
    print(f"     Failed: {failed}")
    print(f"    Skipped: {skipped}")
    print(f" Total time: {time.monotonic() - begun:.1f} Seconds")
    return 0 if failed == 0 and result.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
