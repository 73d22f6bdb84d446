"""The real parts of a kiosk. Their libraries are heavy: this file is imported after the first frame."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backend.client import BackendAddress, KioskClient, KioskIdentity
from backend.contract.announcements import KioskAnnouncement
from backend.contract.kiosks import LONGEST_VERSION, Heartbeat
from config.version import VERSION
from content.pack import Pack
from devices.headset import HeadsetPlug
from devices.ports import VoiceState
from devices.printer import EscPosPrinter
from devices.printer_address import PrinterAddressError, TcpAddress, parse_address
from devices.printer_profile import load_profile
from devices.reader import PcscReader
from devices.reader_pair import ReaderPair
from devices.scanner import WedgeScanner
from devices.terminal import TcpTerminal
from devices.voice import SupervisedVoice
from kiosk.announcements import AnnouncementShelf
from kiosk.clock import SystemClock
from kiosk.device_key import read_key
from kiosk.device_test import DeviceTest
from kiosk.flow.events import Event, OutboxReported, ReaderReported
from kiosk.flow.in_hand.events import TicketScanned
from kiosk.flow.walk import Walk
from kiosk.hands.of_walk import Hands
from kiosk.hands.outside import Parts
from kiosk.hands.playbill import Till
from kiosk.identity import CA_FILE, NotEnrolledError, read_identity
from kiosk.journal import Journal
from kiosk.links.backend import BackendLink, NoBackend
from kiosk.outgoing import build_outgoing
from kiosk.packs.agreement import PackAgreement
from kiosk.packs.delivery import RETRY_SECONDS, Announced, PackDelivery, Surroundings
from kiosk.packs.place import PackPlace
from kiosk.pin import PinBuffer
from kiosk.ports.backend import Refused
from kiosk.sealing_key import keep_sealing_key
from kiosk.session_keys import SessionKeys
from kiosk.watch import HeadsetWatch, HeartbeatWatch, PrinterWatch, Repeated, StockWatch

if TYPE_CHECKING:
    from config.kiosk import KioskSettings

TRIAL: Final = "kiosk.packs.trial"  # its libraries are heavy, and seldom needed


@dataclass(frozen=True, slots=True)
class Machine:
    """Everything that runs beside the walk, and how it is ended."""

    hands: Hands
    start: Callable[[], None]
    stop: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Heard:
    """Who takes what answers of the backend tell beside what was asked."""

    pack: Callable[[str], None]
    published_pack: Callable[[str], None]
    announcements: Callable[[tuple[KioskAnnouncement, ...]], None]


def build_machine(
    settings: KioskSettings,
    pack: Pack,
    pin: PinBuffer,
    journal: Journal,
    post: Callable[[Event], None],
    walk: Callable[[], Walk],
    leave: Callable[[], None],
) -> Machine:
    """Build the devices and the link; nothing runs before `start`.

    `pack` is the one that this kiosk works with; `leave` ends the process in order, to be started anew.
    """
    clock = SystemClock(settings.place.time_zone)
    readers = card_readers(settings.reader.name, settings.reader.contact_name)
    reader = ReaderPair(*readers.values()) if len(readers) > 1 else readers["reader"]
    profile = load_profile(settings.printer.profile)
    printer = EscPosPrinter(parse_address(settings.printer.address), profile, clean_first=True)
    plug, voice = speech(settings.headset, post)
    announced = Announced()
    shelf = AnnouncementShelf(settings.data, settings.place.time_zone, post, journal)
    heard = Heard(PackAgreement(pack.hash, journal, post).heard, announced.hear, shelf.heard)
    link = backend_link(settings.data, heard, journal)
    delivery = None
    if isinstance(link, BackendLink) and settings.pack_key is not None:
        place = PackPlace(Path(settings.pack), settings.pack_key, settings.data)
        around = Surroundings(walk, clock.now, partial(try_out, settings, clock), leave, journal)
        delivery = PackDelivery(place, link, announced, around)
    outgoing = (
        build_outgoing(settings.data, link.kiosk, link, reader, journal, post)
        if isinstance(link, BackendLink)
        else None
    )

    test = DeviceTest(
        readers,
        printer,
        voice,
        clock,
        settings.headset,
        settings.data,
        dict(os.environ),
        settings.scanner,
    )
    parts = Parts(
        reader,
        printer,
        voice,
        link,
        test,
        settings.service.code,
        frozenset(settings.service.cards),
        outgoing.filing if outgoing is not None else None,
        link.bookings if isinstance(link, BackendLink) else None,
        Till(link.playbill, terminal_at(settings.terminal.address))
        if isinstance(link, BackendLink)
        else None,
        link.goods if isinstance(link, BackendLink) else None,
        link.papers if isinstance(link, BackendLink) else None,
        link.queues if isinstance(link, BackendLink) else None,
        link.cases if isinstance(link, BackendLink) else None,
        link.code_words if isinstance(link, BackendLink) else None,
    )
    began = clock.now()

    def send_heartbeat() -> Refused | None:
        devices = walk().devices
        outbox = outgoing.report() if outgoing is not None else OutboxReported()
        refused = link.send_heartbeat(
            Heartbeat(
                sent_at=clock.wall(),
                reader="lost" if devices.reader else "ready",
                printer=devices.printer.value,
                voice="lost" if voice.state() is VoiceState.LOST else "ready",
                pack_hash=pack.hash,
                pack_version=pack.version[:LONGEST_VERSION],
                pack_refused=delivery.refused() if delivery is not None else "",
                version=VERSION,
                uptime_seconds=int(clock.now() - began),
                outbox_waiting=outbox.waiting,
                outbox_oldest_seconds=outbox.oldest_seconds,
                outbox_refused=outbox.refused,
                outbox_code=outbox.code,
            )
        )
        if refused is None and outgoing is not None:
            outgoing.line_is_well()
        return refused

    watches: tuple[Repeated, ...] = (
        Repeated("printer", PrinterWatch(printer, post).look, journal, after_fault=5.0),
        Repeated("stock", StockWatch(link.prepare).look, journal, after_fault=10.0),
        Repeated("heartbeat", HeartbeatWatch(send_heartbeat, post).look, journal, after_fault=10.0),
    )
    if delivery is not None:
        watches += (Repeated("pack", delivery.look, journal, after_fault=RETRY_SECONDS),)

    scanner = None if settings.scanner is None else WedgeScanner(settings.scanner)
    running = ExitStack()  # ends everything in the opposite order

    def start() -> None:
        shelf.begin()
        running.callback(link.close)
        if outgoing is not None:
            running.callback(outgoing.close)
            running.callback(outgoing.sending.stop)
            outgoing.sending.start()
        if plug is not None:
            running.enter_context(plug)
        running.callback(voice.close)
        voice.start()
        if scanner is not None:
            running.callback(scanner.stop)
            scanner.start(lambda text: post(TicketScanned(text)))
        running.callback(reader.stop)
        reader.start(lambda report: post(ReaderReported(report)))
        for watch in watches:
            running.callback(watch.stop)
            watch.start()

    return Machine(Hands(parts, pin, SessionKeys()), start, running.close)


def terminal_at(text: str) -> TcpTerminal | None:
    """The terminal beside the kiosk; raises ValueError for an address that is none."""
    if not text:
        return None
    address = parse_address(text)
    if not isinstance(address, TcpAddress):
        raise PrinterAddressError(f"terminal address {text!r} is not tcp://HOST:PORT")
    return TcpTerminal(address)


def speech(headset: Path | None, post: Callable[[Event], None]) -> tuple[HeadsetPlug | None, SupervisedVoice]:
    """The voice, and the plug that decides what it may say; without a plug nothing personal is spoken."""
    if headset is None:
        return None, SupervisedVoice()

    def changed(plugged: bool) -> None:
        HeadsetWatch(voice.stop, post).changed(plugged)

    plug = HeadsetPlug(headset, changed)
    voice = SupervisedVoice(plug.plugged)
    return plug, voice


def card_readers(name: str, contact_name: str) -> dict[str, PcscReader]:
    """The kiosk's readers by the name of their line in the device test; the field first, then the slot."""
    if not contact_name:
        return {"reader": PcscReader(name)}
    return {"reader": PcscReader(name, other_than=contact_name), "contact_reader": PcscReader(contact_name)}


def try_out(settings: KioskSettings, clock: SystemClock, sealed: bytes) -> None:
    """Make of a new pack what a start makes of it; raises what goes wrong."""
    import_module(TRIAL).try_out(sealed, settings.pack_key, settings, clock.wall().date())


def backend_link(folder: Path, heard: Heard, journal: Journal) -> BackendLink | NoBackend:
    """The link of an enrolled kiosk; without an identity, one that refuses everything with a code."""
    try:
        identity, key = read_identity(folder), read_key(folder)
    except NotEnrolledError:
        return NoBackend("kiosk-not-enrolled")

    def keep_told(sealing_key: str) -> None:
        if keep_sealing_key(folder, sealing_key):
            journal.note("sealing-key-changed", kiosk=identity.kiosk)

    address = BackendAddress(identity.backend, folder / CA_FILE)
    client = KioskClient(address, KioskIdentity(identity.kiosk, key))
    return BackendLink(
        client, identity.kiosk, heard.pack, keep_told, heard.published_pack, heard.announcements
    )
