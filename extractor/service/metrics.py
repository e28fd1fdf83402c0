"""What is measured for Prometheus: requests by route, jobs, webhooks; no names, no ids."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Every other word has one label together: whoever asks must not make labels."""
_READING = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        """Count from nothing."""
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("vanthu_requests", "Requests that were answered", labels, registry=self._registry)
        self._seconds = Histogram("vanthu_request_seconds", "Time to answer", ("route",), registry=self._registry)
        self._uploads = Counter("vanthu_uploaded_files", "Files that were handed in", registry=self._registry)
        self._ended = Counter("vanthu_jobs_ended", "Jobs that ended here", ("state",), registry=self._registry)
        self._reading = Histogram(
            "vanthu_reading_seconds", "Time to read a file", registry=self._registry, buckets=_READING
        )
        self._jobs = Gauge("vanthu_jobs", "Jobs of the store by state", ("state",), registry=self._registry)
        self._sent = Counter("vanthu_webhook_tries", "Tries to tell a webhook", ("result",), registry=self._registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def uploaded(self, files: int) -> None:
        """Count files that were handed in."""
        self._uploads.inc(files)

    def job(self, state: str, seconds: float) -> None:
        """Count a job that ended; seconds of reading, 0 where nothing was read."""
        self._ended.labels(state).inc()
        if seconds:
            self._reading.observe(seconds)

    def webhook(self, result: str) -> None:
        """Count a try to tell a webhook."""
        self._sent.labels(result).inc()

    def text(self, jobs: dict[str, int]) -> bytes:
        """Everything, in the form that Prometheus reads; `jobs` are those of the store by state."""
        for state, count in jobs.items():
            self._jobs.labels(state).set(count)
        return generate_latest(self._registry)
