"""The catalogue of services: by sphere, by life event, and a service's own page."""

from __future__ import annotations

from content.model import LifeEvent, Service, Sphere
from kiosk.flow.blocks import (
    Notice,
    Pair,
    Paragraph,
    Row,
    Rows,
    Section,
    Summary,
    Tab,
    Tabs,
    Title,
    Tone,
)
from kiosk.flow.events import Opened, Switched
from kiosk.flow.pages import PlaceListPage, ServiceListPage, ServicePage, ServicesPage
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.measures import search_button
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.selection import services_for
from kiosk.flow.views import Button


def services(desk: Desk, page: ServicesPage) -> Scene:
    """The services by sphere or by what happened in life."""
    words = desk.words
    lists: tuple[ServiceListPage, ...]
    if page.by_life_event:
        lists = tuple(ServiceListPage(life_event=event) for event in LifeEvent)
    else:
        lists = tuple(ServiceListPage(sphere=sphere) for sphere in Sphere)
    counted = [(listed, len(services_for(desk.world.pack, listed))) for listed in lists]
    rows = tuple(
        Row(_list_title(desk, listed), Opened(listed), value=str(count)) for listed, count in counted if count
    )
    tabs = Tabs(
        (
            Tab(words("services.by_sphere"), not page.by_life_event, Switched(ServicesPage())),
            Tab(words("services.by_life_event"), page.by_life_event, Switched(ServicesPage(True))),
        )
    )
    name = "services-by-life-event" if page.by_life_event else "services"
    return Scene(
        name,
        (Title(words("services.title")), tabs, Rows(rows, words("list.empty"))),
        (search_button(desk),),
    )


def service_list(desk: Desk, page: ServiceListPage) -> Scene:
    """The services of a sphere or a life event, each with its level in words."""
    words = desk.words
    return Scene(
        "service-list",
        (
            Title(_list_title(desk, page), crumb=words("services.title")),
            rows_of(
                services_for(desk.world.pack, page),
                lambda service: service_row(desk, service),
                words("list.empty"),
                "services",
            ),
        ),
        (search_button(desk),),
    )


def _list_title(desk: Desk, page: ServiceListPage) -> str:
    if page.sphere is not None:
        return labels.name(desk, page.sphere)
    if page.life_event is not None:
        return labels.name(desk, page.life_event)
    return desk.words("services.title")


def service_row(desk: Desk, service: Service) -> Row:
    """A service as a line of a list."""
    return Row(
        desk.text(service.title),
        Opened(ServicePage(service.id)),
        desk.text(service.summary),
        chip=labels.level_chip(desk, service.level),
        spoken=service.spoken if desk.language == "ru" else "",
    )


def service(desk: Desk, page: ServicePage) -> Scene:
    """What a service is, how far it goes without paper, how and where to get it."""
    words = desk.words
    thing = desk.catalogue.services[page.service]
    channels = ", ".join(words(f"channel.{channel}") for channel in thing.channels)
    level = Notice(Tone.INFO, words(f"level.{thing.level.value}"), words(f"level.{thing.level.value}.help"))
    actions = (
        Button(words("measure.places"), Opened(PlaceListPage(thing.where)), icon="places", primary=True),
    )
    return Scene(
        "service",
        (
            Title(desk.text(thing.title), crumb=labels.name(desk, thing.sphere)),
            Paragraph(desk.text(thing.summary)),
            level,
            Section(words("measure.how")),
            Paragraph(thing.how),
            *((Summary((Pair(words("service.channels"), channels),)),) if channels else ()),
        ),
        actions if thing.where else (),
    )
