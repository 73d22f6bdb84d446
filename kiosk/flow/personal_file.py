"""The files of those the holder acts for: asked for, fetched, shown."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow import events
from kiosk.flow.effects import FetchFile, RenewFile
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
    session = walk.session
    if session is None:
        return walk
    if session.file is not None and session.file.person == event.file.person:
        return replace(walk, session=replace(session, file=event.file))
    session = replace(session, others=(*session.others, event.file))
    walk = replace(walk, session=session)
    if not isinstance(walk.page, ActsForPage):
        return walk
    return opened(switched(walk, ActsForPage()), PersonalFilePage(person=event.file.person))


def renewed(walk: Walk) -> Walk:
    """Have the holder's file once more, in silence: what has just been filed stands in it by now."""
    session = walk.session
    if session is None or session.file is None:
        return walk
    walk = no_longer_awaiting(walk, RenewFile)
    return asked(walk, RenewFile(walk.next_effect, session.number, session.file.person))


def file_refused(walk: Walk) -> Walk:
    """The choice can be made again; the failure page comes on top of it."""
    walk = no_longer_awaiting(walk, FetchFile)
    return switched(walk, ActsForPage()) if isinstance(walk.page, ActsForPage) else walk
