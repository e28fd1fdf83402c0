"""Puts the server together: the store, who may come in, the queue with its worker, the interface, the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from extractor.access.context import Services
from extractor.access.settings import Settings
from extractor.batch.run import version_of
from extractor.desk.routes import router as desk
from extractor.jobs.notices import Notices
from extractor.jobs.queue import Queue
from extractor.jobs.worker import Read, Worker
from extractor.service import api
from extractor.service.courier import Courier
from extractor.service.metrics import Metrics
from extractor.serving import login, refusals
from extractor.serving.edge import Edge
from extractor.store.store import Store
from extractor.version import __version__


def create_app(settings: Settings) -> FastAPI:
    """The server for a store; the worker begins and ends with it.

    Raises:
        StoreError: the store cannot be opened.
    """
    store = Store.open(settings.location, settings.originals)
    services = Services.of(store, settings, settings.version or version_of())
    metrics, queue = Metrics(), Queue(store)
    courier = Courier(Notices(store), settings.webhooks, metrics.webhook)
    worker = Worker(queue, settings.jobs, lambda read: _count(metrics, read))
    app = api.DescribedApp(
        title="vanthu",
        version=__version__,
        summary="Vietnamese administrative documents in, records grounded in the text out.",
        description=api.DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # pages that load scripts from elsewhere
        redoc_url=None,
        # A desk of one person knows neither where messages of the service may go nor its other rules.
        lifespan=_lifespan(services, (worker,) if services.local else (worker, courier)),
    )
    app.state.services, app.state.queue, app.state.worker, app.state.metrics = services, queue, worker, metrics
    app.state.local_key = login.OneTimeKey(settings.local.key if settings.local else None)
    refusals.install(app)
    for router in (login.router, api.router, desk):
        app.include_router(router)
    app.add_middleware(Edge, services=services, metrics=metrics)
    return app


def _count(metrics: Metrics, read: Read) -> None:
    metrics.job(read.ending.state.value, read.seconds)


def _lifespan(
    services: Services, parts: tuple[Worker | Courier, ...]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        for part in parts:
            part.start()
        try:
            yield
        finally:
            for part in parts:
                await run_in_threadpool(part.stop)
            await run_in_threadpool(services.pictures.close)
            services.store.close()

    return lifespan
