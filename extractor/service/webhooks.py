"""Who is told of jobs that end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from extractor.access.audit import Act
from extractor.access.context import services_of
from extractor.access.guards import Principal, actor_of, needs
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Scope
from extractor.jobs.notices import EVENTS, Notices, Webhook
from extractor.jobs.signing import Secrets
from extractor.service.answers import DeliveryAnswer, WebhookAnswer, delivery_answer, webhook_answer
from extractor.service.outbound import LONGEST, ForbiddenAddressError, check_url
from extractor.service.paging import After, Limit, cut

router = APIRouter(prefix=f"{PREFIX}/webhooks", tags=["webhooks"])
WebhookId = Annotated[str, Path(alias="id", pattern="^[0-9a-f]{32}$")]
EventName = Annotated[str, Field(pattern=f"^({'|'.join(EVENTS)})$")]
_MANAGER = needs(Scope.WEBHOOKS_MANAGE)
_MOST = 50


class NewWebhook(BaseModel):
    """Whom to tell of what."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(min_length=1, max_length=LONGEST, description="https://…, of the public internet")]
    events: Annotated[list[EventName], Field(min_length=1, max_length=len(EVENTS))] = list(EVENTS)


@dataclass(frozen=True, slots=True)
class AddedWebhook:
    """A new webhook, with the secret by which it knows our messages; it is shown this once."""

    webhook: WebhookAnswer
    secret: str


@dataclass(frozen=True, slots=True)
class WebhooksAnswer:
    """Everybody who is told."""

    webhooks: list[WebhookAnswer]


@dataclass(frozen=True, slots=True)
class DeliveriesAnswer:
    """Messages to one webhook; `next` is what to send as `after` for the following ones, null at the end."""

    deliveries: list[DeliveryAnswer]
    next: int | None


@router.post("", status_code=201, operation_id="add_webhook")
def add_webhook(request: Request, asked: NewWebhook, who: Annotated[Principal, Depends(_MANAGER)]) -> AddedWebhook:
    """Tell an address of jobs that end, signed by the Standard Webhooks specification."""
    services = services_of(request)
    notices = Notices(services.store)
    try:
        check_url(asked.url, services.settings.webhooks)
    except ForbiddenAddressError as error:
        raise ProblemError(Kind.INVALID, str(error)) from error
    if len(notices.all()) >= _MOST:
        raise ProblemError(Kind.CONFLICT, f"there are {_MOST} webhooks already")
    webhook, secret = notices.add(asked.url, asked.events, who.name, Secrets(services.settings.webhooks.key))
    services.access.audit.note(actor_of(request, who), Act.WEBHOOK_ADDED, webhook.id)
    return AddedWebhook(webhook_answer(webhook), secret)


@router.get("", dependencies=[Depends(_MANAGER)], operation_id="list_webhooks")
def list_webhooks(request: Request) -> WebhooksAnswer:
    """Everybody who is told."""
    return WebhooksAnswer([webhook_answer(each) for each in Notices(services_of(request).store).all()])


@router.get("/{id}/deliveries", dependencies=[Depends(_MANAGER)], operation_id="list_deliveries")
def list_deliveries(request: Request, key: WebhookId, limit: Limit = 50, after: After = None) -> DeliveriesAnswer:
    """Messages to a webhook from the newest on, and what came of them."""
    notices = Notices(services_of(request).store)
    _known(notices, key)
    found = notices.deliveries(key, after, limit + 1)
    shown, following = cut(found, limit, lambda delivery: delivery.number)
    return DeliveriesAnswer([delivery_answer(each) for each in shown], following)


@router.delete("/{id}", status_code=204, operation_id="remove_webhook")
def remove_webhook(request: Request, key: WebhookId, who: Annotated[Principal, Depends(_MANAGER)]) -> Response:
    """Tell an address no more."""
    services = services_of(request)
    notices = Notices(services.store)
    _known(notices, key)
    notices.remove(key)
    services.access.audit.note(actor_of(request, who), Act.WEBHOOK_REMOVED, key)
    return Response(status_code=204)


def _known(notices: Notices, key: str) -> Webhook:
    found = next((each for each in notices.all() if each.id == key), None)
    if found is None:
        raise ProblemError(Kind.NOT_FOUND, "there is no such webhook")
    return found
