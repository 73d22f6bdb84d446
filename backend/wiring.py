"""Puts the backend together from its settings, in one place."""

from __future__ import annotations

import ssl
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from backend.app import Beside
from backend.auth.tokens import load_or_make_token_desk
from backend.bookings.service.forgetting import Retention
from backend.bookings.values import Tell
from backend.card_proof.verify import CardVerifier
from backend.carriers.letter_file import LetterFile
from backend.carriers.ports import Carrier, Carriers, Channel
from backend.carriers.sms_gateway import SmsGateway
from backend.carriers.smtp_mail import MailServer, SmtpMail
from backend.cases.rulebook import rulebook_of
from backend.cases.values import CaseRetention
from backend.catalogue import catalogue_of
from backend.clock import Clock, utc_now
from backend.database.opening import open_database
from backend.disclosure import disclosure_of
from backend.feeds.addresses import PAGE_PATH
from backend.hsds.finder import finder_of
from backend.idempotency.sealing import load_or_make_seal
from backend.identification_policy import policy_of
from backend.identity_provider import IdentityProvider, ProviderSettings
from backend.log import make_log
from backend.messages.act_news import ActNews
from backend.messages.announcing import PostOffice
from backend.messages.case_news import CaseNews
from backend.messages.desk_letters import DeskLetters
from backend.messages.queue_news import QueueNews
from backend.messages.resending import written_anew
from backend.messages.restock import Restock
from backend.open311.values import Front, front_of, group_labels
from backend.payments.service.cashier import Cashier
from backend.places import PlaceBook, places_of
from backend.published_packs import published_packs
from backend.quality_form import form_of
from backend.queues.rights import rules_of
from backend.region_ca import RegionCa
from backend.region_pack import region_pack
from backend.sealing_key import load_sealing_key
from backend.services import Services
from backend.stock.concessions import concessions_of
from backend.telephony.ami import AmiAccount
from backend.telephony.following import asterisk, follow
from backend.tickets.composing import TicketMaker
from backend.tickets.signing import load_or_make_signer
from backend.urgent_rules import urgent_rules_of
from backend.vault import load_or_make_vault
from config.backend import BackendSettings
from config.messages import MessageSettings
from config.toml_settings import SettingsInvalid
from config.version import VERSION
from content.calendar import ProductionCalendar
from content.call_topics import GROUPS
from content.catalogues import everyday_words, words
from content.i18n import LANGUAGES
from content.pack import Pack

LETTER_FILE: Final = "messages.jsonl"


def wire(settings: BackendSettings, clock: Clock = utc_now) -> Services:
    """All parts of a backend; `RegionCaMissing`, `SealingKeyMissing` or `PackError` if one lacks."""
    authority = RegionCa.load_certificate(settings.data)
    pack = region_pack(settings.pack, settings.data)
    vault = load_or_make_vault(settings.data)
    places, zone = places_of(pack), ZoneInfo(settings.time_zone)
    carriers = carriers_of(settings, settings.data / LETTER_FILE)
    post = post_office(settings, places, frozenset(carriers), clock)
    return Services(
        database=open_database(settings.url),
        tokens=load_or_make_token_desk(settings.data),
        seal=load_or_make_seal(settings.data),
        vault=vault,
        sealing_key=load_sealing_key(settings.data),
        verifier=CardVerifier(authority),
        disclosure=disclosure_of(pack),
        catalogue=catalogue_of(pack),
        calendar=ProductionCalendar(pack.calendar),
        published=published_packs(settings.data),
        tickets=TicketMaker(
            places, load_or_make_signer(settings.data), vault, calendar_page_of(settings.public_address)
        ),
        clock=clock,
        zone=zone,
        log=make_log(),
        version=VERSION,
        names=settings.names,
        carriers=carriers,
        concessions=concessions_of(pack),
        identification=policy_of(pack),
        quality_form=form_of(pack),
        unmet_outcomes=tuple(each.id for each in pack.call_outcomes if each.unmet),
        open311=open311_of(settings, pack),
        directory=finder_of(pack, words("ru"), everyday_words("ru"), hours_from_utc(zone, clock)),
        retention=retention_of(settings),
        case_retention=case_retention_of(settings),
        case_rules=rulebook_of(pack),
        enrolment=rules_of(pack),
        tell=Cashier(vault, clock, post.tell).hear,
        contacts_kept=timedelta(days=settings.contacts_kept_days),
        identity_provider=identity_provider_of(settings, clock),
        notice_secret=settings.payment_notice_secret.get_secret_value(),
        tell_delivered=post.tell_delivered,
        tell_available=Restock(post).tell,
        tell_offered=QueueNews(post).tell,
        give_receipt=CaseNews(post).tell,
        urgent=urgent_rules_of(pack),
        urgent_kept=timedelta(days=settings.urgent_kept_days),
        tell_of_act=ActNews(post).tell,
        send_ticket=post.send_ticket,
        letters=DeskLetters.of(pack, post),
        resend=partial(written_anew, office=post),
    )


def beside_of(settings: BackendSettings, services: Services) -> tuple[Beside, ...]:
    """What runs beside the server: an exchange is followed where the settings name one."""
    if not settings.ami_host:
        return ()
    account = AmiAccount(
        settings.ami_host, settings.ami_port, settings.ami_user, settings.ami_secret.get_secret_value()
    )
    exchange = asterisk(account, services.clock, services.log)
    database, vault = services.database, services.vault
    return (partial(follow, exchange, database, vault, services.clock, services.log),)


def identity_provider_of(settings: BackendSettings, clock: Clock) -> IdentityProvider | None:
    """Who vouches for operators, where the settings name an issuer."""
    if not settings.oidc_issuer:
        return None
    registered = ProviderSettings(
        settings.oidc_issuer,
        settings.oidc_client,
        settings.oidc_secret.get_secret_value(),
        settings.oidc_redirect,
    )
    return IdentityProvider(registered, clock)


def retention_of(settings: BackendSettings) -> Retention:
    """How long what is past in bookings is kept."""
    return Retention(
        free_slots=timedelta(days=settings.free_slots_kept_days),
        bookings=timedelta(days=settings.bookings_kept_days),
    )


def case_retention_of(settings: BackendSettings) -> CaseRetention:
    """How long closed cases, and texts that nobody signed, are kept."""
    return CaseRetention(
        closed=timedelta(days=settings.cases_kept_days),
        never_signed=timedelta(days=settings.unsigned_texts_kept_days),
        left=timedelta(days=settings.unsigned_texts_closed_days),
    )


def open311_of(settings: BackendSettings, pack: Pack) -> Front:
    """What programs of others may ask the call centre for, and whose keys are known."""
    keys = {name: key.get_secret_value() for name, key in settings.open311_keys.items()}
    labels = group_labels(words("ru"), GROUPS)
    return front_of(pack, labels, keys, settings.open311_jurisdiction, batch=settings.open311_batch)


def hours_from_utc(zone: ZoneInfo, clock: Clock) -> int:
    """For the hours of places; zones of Russia have whole hours and no summer time."""
    offset = clock().astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds()) // 3600


def calendar_page_of(public_address: str) -> str:
    """As it is printed: a browser finds https by itself."""
    return f"{public_address}{PAGE_PATH}" if public_address else ""


def post_office(
    settings: BackendSettings, places: PlaceBook, channels: frozenset[Channel], clock: Clock
) -> PostOffice:
    """What queues the region's messages."""
    all_words = {language: words(language) for language in LANGUAGES}
    return PostOffice(channels, places, all_words, clock, ZoneInfo(settings.time_zone))


def post_office_of_commands(settings: BackendSettings) -> PostOffice:
    """The same for a command: it queues, and the serving backend sends."""
    places = places_of(region_pack(settings.pack, settings.data))
    carriers = carriers_of(settings, settings.data / LETTER_FILE)
    return post_office(settings, places, frozenset(carriers), utc_now)


def teller_of_commands(settings: BackendSettings) -> Tell:
    """What hears of bookings that a command changes."""
    vault = load_or_make_vault(settings.data)
    return Cashier(vault, utc_now, post_office_of_commands(settings).tell).hear


def carriers_of(settings: MessageSettings, letter_file: Path) -> Carriers:
    """What the settings name, by channel."""
    found: dict[Channel, Carrier] = {}
    if settings.sms == "file":
        found["sms"] = LetterFile(letter_file, "sms")
    elif settings.sms == "http":
        token = settings.sms_token.get_secret_value()
        found["sms"] = SmsGateway(settings.sms_url, token, settings.sms_sender, trust_in(settings.sms_ca))
    if settings.mail == "file":
        found["email"] = LetterFile(letter_file, "email")
    elif settings.mail == "smtp":
        server = MailServer(
            host=settings.mail_host,
            port=settings.port_of_mail,
            tls=settings.mail_tls,
            trust=trust_in(settings.mail_ca),
            sender=settings.mail_sender,
            user=settings.mail_user,
            password=settings.mail_password.get_secret_value(),
        )
        found["email"] = SmtpMail(server)
    return found


def trust_in(authority: Path | None) -> ssl.SSLContext:
    """Names and certificates are checked, against the system's authorities or one of the region's own."""
    try:
        return ssl.create_default_context(cafile=None if authority is None else str(authority))
    except OSError:  # ssl.SSLError is one
        raise SettingsInvalid(f"{authority}: no readable certificate (PEM)") from None
