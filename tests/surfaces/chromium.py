"""A headless Chromium driven over its own pipe: no driver program, no socket, no package."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

FOUND = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Chromium:
    """One browser with one page; use as a context manager."""

    def __init__(self, *, width: int = 1280, height: int = 900, seconds: float = 40.0) -> None:
        self._size = (width, height)
        self._seconds = seconds
        self._n = 0
        self.problems: list[str] = []

    def __enter__(self) -> "Chromium":
        assert FOUND is not None
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()

        def wire() -> None:  # the browser reads commands from descriptor 3 and answers on 4
            a, b = os.dup(to_read), os.dup(to_write)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self._process = subprocess.Popen(
            [FOUND, *_FLAGS, f"--user-data-dir={self._folder.name}", "about:blank"],
            preexec_fn=wire,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        os.set_blocking(self._read, False)
        self._rest = b""
        self._session: str | None = None
        pages = self.send("Target.getTargets")["targetInfos"]
        page = next(p["targetId"] for p in pages if p["type"] == "page")
        self._session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.resize(*self._size)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._write)
        os.close(self._read)
        self._folder.cleanup()

    def _messages(self) -> list[dict[str, Any]]:
        try:
            more = os.read(self._read, 1 << 20)
        except BlockingIOError:
            time.sleep(0.01)
            return []
        *whole, self._rest = (self._rest + more).split(b"\0")
        found = [json.loads(m) for m in whole]
        for m in found:
            if m.get("method") == "Runtime.exceptionThrown":
                self.problems.append(json.dumps(m["params"]["exceptionDetails"])[:400])
            elif m.get("method") == "Log.entryAdded":
                self.problems.append(m["params"]["entry"]["text"])
            elif m.get("method") == "Network.requestWillBeSent":
                url = m["params"]["request"]["url"]
                if not url.startswith(("file:", "data:", "about:")):
                    self.problems.append(f"asked the network for {url}")
        return found

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol, and its answer."""
        self._n += 1
        message: dict[str, Any] = {"id": self._n, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + self._seconds
        while time.monotonic() < until:
            for m in self._messages():
                if m.get("id") == self._n:
                    if "error" in m:
                        raise RuntimeError(f"{method}: {m['error']}")
                    return dict(m["result"])
        raise TimeoutError(method)

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        """Give the window another size."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def media(self, *, scheme: str = "light", kind: str = "") -> None:
        """Prefer light or dark, screen or print."""
        self.send(
            "Emulation.setEmulatedMedia",
            media=kind,
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )

    def scripts(self, allowed: bool) -> None:
        """Allow or forbid scripts on pages opened from now on."""
        self.send("Emulation.setScriptExecutionDisabled", value=not allowed)

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file and wait until it stands."""
        self.send("Page.navigate", url=path.resolve().as_uri() + fragment)
        until = time.monotonic() + self._seconds
        while self.run("document.readyState") != "complete" or self.run("location.protocol") != "file:":
            if time.monotonic() > until:
                raise TimeoutError(str(path))

    def visit(self, address: str) -> None:
        """Open an address and wait until its page stands."""
        self.send("Page.navigate", url=address)
        until = time.monotonic() + self._seconds
        while self.run("document.readyState") != "complete" or self.run("location.protocol") == "about:":
            if time.monotonic() > until:
                raise TimeoutError(address)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:400])
        return answer["result"].get("value")

    def key(self, key: str) -> None:
        """Press and release a key."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        code = {"Enter": 13, "Escape": 27}.get(key, ord(key.upper()[0]))
        common = {"key": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save what the window shows, or the whole page."""
        data = self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def paper(self, path: Path) -> None:
        """Save the printed page as PDF."""
        data = self.send("Page.printToPDF", printBackground=False, preferCSSPageSize=True)["data"]
        path.write_bytes(base64.b64decode(data))
