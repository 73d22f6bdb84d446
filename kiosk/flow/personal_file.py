"""The files of those the holder acts for: asked for, fetched, shown."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow import events
from kiosk.flow.effects import FetchFile
from kiosk.flow.pages import ActsForPage, PersonalFilePage
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched


def person_chosen(walk: Walk, person: str) -> Walk:
    """Show somebody's file at once if it is here, otherwise ask for it."""
    session = walk.session
    if session is None or person not in {relation.person for relation in session.acts_for}:
        return walk
    if session.file_of(person) is not None:
        return opened(walk, PersonalFilePage(person=person))
    page = walk.page
    if isinstance(page, ActsForPage) and page.loading is not None:
        return walk
    walk = switched(walk, ActsForPage(loading=walk.now, person=person))
    return asked(walk, FetchFile(walk.next_effect, session.number, person))


def file_fetched(walk: Walk, event: events.FileFetched) -> Walk:
    """The file has come; it is shown if the person still waits for it."""
    walk = answered(walk, event.effect)
    if walk.session is None:
        return walk
    session = replace(walk.session, others=(*walk.session.others, event.file))
    walk = replace(walk, session=session)
    if not isinstance(walk.page, ActsForPage):
        return walk
    return opened(switched(walk, ActsForPage()), PersonalFilePage(person=event.file.person))


def file_refused(walk: Walk) -> Walk:
    """The choice can be made again; the failure page comes on top of it."""
    walk = no_longer_awaiting(walk, FetchFile)
    return switched(walk, ActsForPage()) if isinstance(walk.page, ActsForPage) else walk
