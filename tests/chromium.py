"""Chromium without a window, for tests that look at pages: it is asked through a pipe, so nothing listens."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, BufferedWriter
from pathlib import Path
from typing import Any

import pytest

PACKAGES = Path(__file__).with_name("packages.txt")
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe")
END = b"\0"
PATIENCE = 60
"""Seconds to wait for a word."""


def program() -> str:
    """Where Chromium is; without it the test is skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip(f"no Chromium: on Debian 12, apt-get install {' '.join(PACKAGES.read_text().split())}")
    return found


class Browser:
    """One tab. A page that it opens is asked by JavaScript."""

    def __init__(self, asks: BufferedWriter, told: BufferedReader) -> None:
        self._asks, self._told = asks, told
        self._number, self._session, self._rest = 0, "", b""
        self._events: list[str] = []
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def open(self, address: str, width: int = 1400) -> None:
        """Load a page that wide, and wait for its scripts."""
        self.resize(width)
        self.go("about:blank")  # from one place on a page to another nothing would be loaded
        self._until("Page.loadEventFired")
        self.go(address)
        self._until("Page.loadEventFired")
        # which may have been that of the blank page, told late
        begin = time.monotonic()
        while not self._shows(address):
            assert time.monotonic() < begin + PATIENCE, f"{address} was not loaded in {PATIENCE} seconds"

    def _shows(self, address: str) -> bool:
        """Whether that page is there, and its scripts have run; not while one page gives way to another."""
        file = address.partition("#")[0].partition("?")[0]
        with suppress(AssertionError, KeyError):
            return bool(self.ask("location.href.split(/[?#]/)[0] + ' ' + document.readyState") == f"{file} complete")
        return False

    def resize(self, width: int) -> None:
        """Show the page that wide: below 500 pixels as a telephone does."""
        small = width < 500
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=1000, deviceScaleFactor=1, mobile=small)

    def go(self, address: str) -> None:
        """Ask for a page, and wait for nothing."""
        self._ask("Page.navigate", url=address)

    def address(self) -> str:
        """Where the tab is."""
        url: str = self._ask("Target.getTargetInfo")["targetInfo"]["url"]
        return url

    def ask(self, script: str) -> Any:
        """What an expression comes to on the page, as JSON has it. A promise is waited for."""
        answer = self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def medium(self, name: str) -> None:
        """Show the page as on paper, for `print`, or as on a screen, for ``."""
        self._ask("Emulation.setEmulatedMedia", media=name)

    def picture(self, file: Path, whole: bool = False) -> None:
        """Draw what is seen of the page, or all of it, into a PNG file."""
        answer = self._ask("Page.captureScreenshot", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(answer["data"]))

    def _ask(self, method: str, **values: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        self._asks.write(json.dumps(message).encode() + END)
        self._asks.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result
            self._events.append(answer.get("method", ""))

    def _until(self, event: str) -> None:
        while event not in self._events:
            self._events.append(self._read().get("method", ""))
        self._events.clear()

    def _read(self) -> dict[str, Any]:
        while END not in self._rest:
            ready, _, _ = select.select([self._told], [], [], PATIENCE)
            assert ready, f"Chromium has said nothing for {PATIENCE} seconds"
            more = os.read(self._told.fileno(), 1 << 16)
            assert more, "Chromium has ended"
            self._rest += more
        first, _, self._rest = self._rest.partition(END)
        answer: dict[str, Any] = json.loads(first)
        return answer


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Chromium with its files in `folder`, ended at the end."""
    begins = program()
    to_read, asks = os.pipe()
    told, to_write = os.pipe()

    def connect() -> None:
        """Give the pipes the numbers at which Chromium looks for them, neither in the other's way."""
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_read, to_write)]
        for number, end in zip((3, 4), ends, strict=True):
            os.dup2(end, number)

    with (folder / "chromium.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [begins, *OPTIONS, f"--user-data-dir={folder / 'profile'}"],
            stdout=log,
            stderr=log,
            preexec_fn=connect,
            pass_fds=(3, 4),
        )
    os.close(to_read)
    os.close(to_write)
    try:
        with os.fdopen(asks, "wb") as writes, os.fdopen(told, "rb") as reads:
            yield Browser(writes, reads)
    finally:
        process.terminate()
        process.wait(timeout=20)
