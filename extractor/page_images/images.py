"""The pages of originals for whoever shows them: sizes, pictures, and the words of a place."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pydantic import TypeAdapter, ValidationError

from extractor.errors import PageNotFoundError, VanthuError
from extractor.fence import Fence
from extractor.fence.tasks import Drawing, Place, PlaceText, page_picture, page_sizes, words_in
from extractor.limits import PICTURES, PictureLimits
from extractor.page_images.ahead import Ahead
from extractor.page_images.cache import DiskCache
from extractor.page_images.originals import HeldOriginals
from extractor.page_images.pool import FencePool
from extractor.page_images.shapes import nearest_width, shape_of
from extractor.reading.source import PageSize
from extractor.version import __version__
from schemas.evidence import Box

_SIZES = TypeAdapter(tuple[tuple[float, float], ...])
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A document to be shown: the SHA-256 of its original, and of the file inside where that is a container."""

    original: str
    member: str | None = None

    def key(self) -> str:
        """Where what is drawn of it is kept.

        Raises:
            ValueError: it is no SHA-256, so that no file can be it.
        """
        for digest in (self.original, self.member or self.original):
            if not _DIGEST.fullmatch(digest):
                raise ValueError("no SHA-256 in hexadecimal")
        return f"{_folder(self.original)}/{__version__}/{self.member or self.original}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture with its size in pixels; `etag` is a strong validator as HTTP wants it."""

    data: bytes
    width: int
    height: int
    etag: str
    media_type: str = "image/jpeg"


class _Wanted(NamedTuple):
    shown: Shown
    drawing: Drawing

    def key(self) -> str:
        return f"{self.shown.key()}/p{self.drawing.page}-{self.drawing.width}x{self.drawing.height}"


class PageImages:
    """The pages of the originals that `load` gives by their SHA-256; a context manager, as it owns processes.

    Calls block and may come from many threads. A page that two of them want is drawn once.
    """

    def __init__(self, cache: Path, load: Callable[[str], bytes], *, limits: PictureLimits = PICTURES) -> None:
        """Make the cache's folder where it is absent; no process is started yet.

        Raises:
            OSError: the folder cannot be made.
        """
        self._limits = limits
        self._cache = DiskCache(cache, limits.cache_bytes)
        self._originals = HeldOriginals(load, limits.held_bytes)
        self._fences = FencePool(limits)
        self._ahead = Ahead(self._draw_ahead, 4 * limits.ahead)
        self._lock = threading.Lock()
        self._under_way: dict[str, Future[bytes]] = {}

    def __enter__(self) -> Self:
        """Nothing more to do."""
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        """End all processes; the cache stays."""
        self.close()

    def close(self) -> None:
        """End all processes; the cache stays."""
        self._fences.close()
        self._ahead.close()

    def start(self) -> None:
        """Have the processes ready before the first page is asked for; does not wait for them.

        Raises:
            FenceError: no process can be started.
        """
        self._fences.start()

    def pages(self, shown: Shown) -> tuple[PageSize, ...]:
        """The size of each page as shown, in points: the space in which the boxes of a record's evidence lie.

        Raises:
            NoPagesError: the document's format has no pages; it has its text.
            ReadError: it cannot be opened.
            FenceError: no process can be started.
        """
        key = f"{shown.key()}/sizes"
        kept = self._once(key, lambda: self._ask_sizes(shown), _are_sizes)
        return tuple(PageSize(*size) for size in _SIZES.validate_json(kept))

    def picture(self, shown: Shown, page: int, width: int = 960) -> Picture:
        """The picture of a page (from 1) at the nearest of `WIDTHS`; pages behind it are drawn ahead.

        Raises:
            PageNotFoundError: there is no such page.
            ReadError: as for `pages`, or the page cannot be drawn.
            FenceError: no process can be started.
        """
        sizes = self.pages(shown)
        if not 1 <= page <= len(sizes):
            raise PageNotFoundError(f"the document has {len(sizes)} pages and no page {page}")
        wanted = _wanted(shown, sizes, page, width)
        data = self._once(wanted.key(), lambda: self._fences.run(self._drawer(wanted)), _is_picture)
        last = min(len(sizes), page + self._limits.ahead)
        self._ahead.wish(_wanted(shown, sizes, number, width) for number in range(page + 1, last + 1))
        etag = f'"{hashlib.sha256(wanted.key().encode()).hexdigest()[:32]}"'
        return Picture(data, wanted.drawing.width, wanted.drawing.height, etag)

    def words(self, shown: Shown, page: int, box: Box) -> PlaceText:
        """What stands in a box of a page (points as shown): from its own text, else read from its picture.

        Raises:
            PageNotFoundError: there is no such page.
            NeedsOcrError: it has to be read from its picture, and the engine is not installed.
            ReadError: as for `pages`, or the page is damaged.
            FenceError: no process can be started.
        """
        shown.key()
        file = self._originals.get(shown.original)
        return self._fences.run(lambda fence: words_in(fence, file, Place(page, box), shown.member))

    def forget(self, original: str) -> None:
        """Remove what is kept of an original and of the files in it, once the original itself is removed.

        Raises:
            ValueError: it is no SHA-256.
        """
        Shown(original).key()
        self._originals.forget(original)
        self._ahead.withdraw(lambda wanted: wanted.shown.original == original)
        self._cache.remove(_folder(original))

    def _once(self, key: str, make: Callable[[], bytes], is_sound: Callable[[bytes], bool]) -> bytes:
        """What is kept under a key, or made and kept now; whoever wants it meanwhile waits for the same.

        What is kept and not sound, as after a loss of power, is made again.
        """
        kept = self._cache.get(key)
        if kept is not None and is_sound(kept):
            return kept
        with self._lock:
            under_way = self._under_way.get(key)
            promise: Future[bytes] = Future()
            if under_way is None:
                self._under_way[key] = promise
        return under_way.result() if under_way is not None else self._make(key, make, promise)

    def _make(self, key: str, make: Callable[[], bytes], promise: Future[bytes]) -> bytes:
        try:
            data = make()
            # A disk that is full is no reason not to show what has been drawn.
            with suppress(OSError):
                self._cache.put(key, data)
            promise.set_result(data)
        except BaseException as error:
            promise.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._under_way[key]
        return data

    def _ask_sizes(self, shown: Shown) -> bytes:
        file = self._originals.get(shown.original)
        sizes = self._fences.run(lambda fence: page_sizes(fence, file, shown.member))
        return json.dumps([(size.width, size.height) for size in sizes]).encode()

    def _drawer(self, wanted: _Wanted) -> Callable[[Fence], bytes]:
        """What draws a page with a fence; the original is fetched before there is one."""
        file = self._originals.get(wanted.shown.original)
        return lambda fence: page_picture(fence, file, wanted.drawing, wanted.shown.member)

    def _draw_ahead(self, wanted: _Wanted) -> None:
        """Draw a page nobody waits for; it is claimed only once there is a process for it."""
        if self._cache.has(wanted.key()):
            return
        try:
            draw = self._drawer(wanted)
            self._fences.run(lambda fence: self._unless_under_way(wanted.key(), lambda: draw(fence)), is_urgent=False)
        except (VanthuError, OSError, ValueError):
            # Whoever asks for this page meets the same and is told.
            return

    def _unless_under_way(self, key: str, make: Callable[[], bytes]) -> None:
        promise: Future[bytes] = Future()
        with self._lock:
            if self._under_way.setdefault(key, promise) is not promise:
                return
        self._make(key, make, promise)


def _folder(original: str) -> str:
    return f"{original[:2]}/{original}"


def _are_sizes(kept: bytes) -> bool:
    try:
        return bool(_SIZES.validate_json(kept))
    except ValidationError:
        return False


def _is_picture(kept: bytes) -> bool:
    return kept.startswith(b"\xff\xd8\xff") and kept.endswith(b"\xff\xd9")


def _wanted(shown: Shown, sizes: tuple[PageSize, ...], page: int, width: int) -> _Wanted:
    return _Wanted(shown, Drawing(page, *shape_of(sizes[page - 1], nearest_width(width))))
