"""The figures that Prometheus collects: https://prometheus.io/docs/instrumenting/exposition_formats/."""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from statistics import quantiles
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from cms.publishing.models import Lane, ReceiptLine
from cms.status.overview import Overview, overview

WINDOW: Final = timedelta(hours=1)
MOST_LINES: Final = 10_000
OWN: Final = (Lane.TAKEDOWN, Lane.OWN)


class Publishing(Collector):
    """How publishing stands at the moment it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = overview()
        yield from _states(found)
        yield from _queue(found)
        yield GaugeMetricFamily(
            "lienthong_changes_waiting", "Changes that the relay has not taken.", value=found.changes_waiting
        )
        yield _seconds()


def _states(found: Overview) -> Iterator[GaugeMetricFamily]:
    sites = GaugeMetricFamily("lienthong_sites", "Sites by the state of their deployment.", labels=["state"])
    for state, count in found.states.items():
        sites.add_metric([state.value], count)
    sites.add_metric(["unbuilt"], found.unbuilt)
    yield sites
    yield GaugeMetricFamily(
        "lienthong_sites_unsearchable", "Sites that search is behind with.", value=found.unsearchable
    )


def _queue(found: Overview) -> Iterator[GaugeMetricFamily]:
    labels = ["lane", "step"]
    sites = GaugeMetricFamily("lienthong_queue_sites", "Sites that wait.", labels=labels)
    oldest = GaugeMetricFamily(
        "lienthong_queue_oldest_seconds", "How long the first has waited.", labels=labels
    )
    for waiting in found.queue:
        names = [waiting.lane.name.lower(), waiting.step.value]
        sites.add_metric(names, waiting.sites)
        since = waiting.since or found.at
        oldest.add_metric(names, (found.at - since).total_seconds())
    yield sites
    yield oldest


def _seconds() -> GaugeMetricFamily:
    """How long it took from a change to the site, over the newest receipts of the last hour."""
    family = GaugeMetricFamily(
        "lienthong_publish_seconds", "From a change to its site, last hour.", labels=["lane", "quantile"]
    )
    lines = ReceiptLine.objects.filter(live_at__gt=timezone.now() - WINDOW).order_by("-live_at")
    taken: dict[str, list[float]] = {"own": [], "other": []}
    for lane, at, live_at in lines.values_list("change__lane", "change__at", "live_at")[:MOST_LINES]:
        taken["own" if lane in OWN else "other"].append((live_at - at).total_seconds())
    for lane, seconds in taken.items():
        if len(seconds) > 1:
            cut = quantiles(seconds, n=100, method="inclusive")
            for name, index in (("0.5", 49), ("0.95", 94), ("0.99", 98)):
                family.add_metric([lane, name], cut[index])
    return family


REGISTRY: Final = CollectorRegistry()
REGISTRY.register(Publishing())


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for those who bear LIENTHONG_METRICS_TOKEN; without one, for this machine alone."""
    if not _may_read(request):
        return HttpResponse("Give the token of LIENTHONG_METRICS_TOKEN as a bearer.\n", "text/plain", 403)
    return HttpResponse(generate_latest(REGISTRY), CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
    # Behind a proxy every request seems to come from this machine: then only a token tells who asks.
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    address = request.META.get("REMOTE_ADDR")
    return bool(address) and not forwarded and ip_address(address).is_loopback
