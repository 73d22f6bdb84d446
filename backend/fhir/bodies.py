"""What a client sends: Parameters with an Appointment and a Patient, as much of them as we look at."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backend.contract.bookings import WithoutCard
from backend.errors import Refused
from backend.fhir.outcomes import FHIR_JSON
from backend.fhir.resources import PROPOSED
from backend.people import snils
from backend.web.requests import parsed, read_body

# Systems of the Russian core guide (RuCore) and the OID of the SNILS in qualified certificates.
SNILS_SYSTEMS: Final = frozenset({"https://fhir.ru/ig/core/systems/snils", "urn:oid:1.2.643.100.3"})
POLICY_SYSTEMS: Final = frozenset({"https://fhir.ru/ig/core/systems/oms"})
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
Short = Annotated[str, Field(max_length=400)]
Model = TypeVar("Model", bound=BaseModel)


class _Part(BaseModel):
    """Elements we do not know are allowed to be there; an extension that changes the meaning is not."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    modifier_extension: Annotated[list[Any] | None, Field(alias="modifierExtension", max_length=0)] = None


class Identifier(_Part):
    system: Short = ""
    value: Annotated[Short, Field(repr=False)] = ""


class Reference(_Part):
    reference: Short = ""


class Patient(_Part):
    resource_type: Annotated[Literal["Patient"], Field(alias="resourceType")]
    id: Short = ""
    identifier: Annotated[list[Identifier], Field(max_length=20, repr=False)] = []
    birth_date: Annotated[date | None, Field(alias="birthDate", repr=False)] = None


class Participant(_Part):
    actor: Reference | None = None


class AppointmentIn(_Part):
    resource_type: Annotated[Literal["Appointment"], Field(alias="resourceType")]
    id: Short = ""
    slot: Annotated[list[Reference], Field(max_length=10)] = []
    participant: Annotated[list[Participant], Field(max_length=50)] = []
    contained: Annotated[list[dict[str, Any]], Field(max_length=20, repr=False)] = []


class Parameter(_Part):
    name: Short
    value_uri: Annotated[Short, Field(alias="valueUri")] = ""
    value_string: Annotated[Short, Field(alias="valueString")] = ""
    value_code: Annotated[Short, Field(alias="valueCode")] = ""
    value_date_time: Annotated[Short, Field(alias="valueDateTime")] = ""
    value_instant: Annotated[Short, Field(alias="valueInstant")] = ""
    value_reference: Annotated[Reference | None, Field(alias="valueReference")] = None
    resource: Annotated[dict[str, Any] | None, Field(repr=False)] = None

    @property
    def text(self) -> str:
        """The value, whichever of its types was chosen."""
        reference = self.value_reference.reference if self.value_reference else ""
        plain = self.value_uri or self.value_string or self.value_code
        return plain or self.value_date_time or self.value_instant or reference


class Parameters(_Part):
    resource_type: Annotated[Literal["Parameters"], Field(alias="resourceType")]
    parameter: Annotated[list[Parameter], Field(max_length=50)] = []

    def texts(self, known: frozenset[str]) -> list[tuple[str, str]]:
        """Names and values; an unknown one is refused."""
        for each in self.parameter:
            if each.name not in known:
                raise Refused("body-invalid", errors=[{"at": "parameter.name", "why": "unknown"}])
        return [(each.name, each.text) for each in self.parameter if each.resource is None]

    def resource(self, name: str, kind: type[Model]) -> Model | None:
        """The resource under this name; `body-invalid` where it is another one."""
        given = [each.resource for each in self.parameter if each.name == name and each.resource is not None]
        if len(given) > 1:
            raise Refused("body-invalid", errors=[{"at": f"parameter.{name}", "why": "repeated"}])
        return fitting(given[0], kind, f"parameter.{name}") if given else None


async def read_parameters(request: Request) -> Parameters:
    """The body as Parameters; nothing at all is no parameters."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request)
    if not body:
        return Parameters.model_validate({"resourceType": "Parameters"})
    if kind not in (FHIR_JSON, "application/json"):
        raise Refused("media-type-wrong")
    return parsed(body, Parameters)


def fitting(given: dict[str, Any], kind: type[Model], at: str) -> Model:
    try:
        return kind.model_validate_json(json.dumps(given))
    except ValidationError as error:
        places = [
            {"at": ".".join((at, *map(str, each["loc"]))), "why": each["type"]}
            for each in error.errors(include_input=False)[:20]
        ]
        raise Refused("body-invalid", errors=places) from None


def id_in(request: Request) -> str:
    """The appointment's id in the address; "" where there is none."""
    return str(request.path_params.get("id_", ""))


def id_or_named(parameters: Parameters, known: frozenset[str], id_: str) -> str:
    """The appointment's id: of the address, or of `appt-id`, which may be «Appointment/id»."""
    named = [value.rpartition("/")[2] for name, value in parameters.texts(known) if name == "appt-id"]
    if len({each for each in (*named, id_) if each}) > 1:
        raise Refused("body-invalid", errors=[{"at": "parameter.appt-id", "why": "another_one"}])
    return id_ or (named[0] if named else "")


def slot_wanted(appointment: AppointmentIn | None, proposed_id: str) -> str:
    """The one slot: of a proposed appointment's id, or of what the client composed from a free slot."""
    named = {proposed_id.rpartition("/")[2].removeprefix(PROPOSED)} if proposed_id else set()
    if appointment is not None:
        named |= {each.reference.rpartition("/")[2].removeprefix("#") for each in appointment.slot}
        if appointment.id.startswith(PROPOSED):
            named.add(appointment.id.removeprefix(PROPOSED))
    if len(named) != 1 or not all(_ID.fullmatch(each) for each in named):
        raise Refused("body-invalid", errors=[{"at": "appt-resource.slot", "why": "not_one_slot"}])
    return named.pop()


def patient_of(appointment: AppointmentIn | None, given: Patient | None) -> WithoutCard:
    """Whom it is for: a Patient beside the appointment or contained in it, by number and birth date."""
    patient = given
    if patient is None and appointment is not None:
        contained = [each for each in appointment.contained if each.get("resourceType") == "Patient"]
        meant = {f"#{each.get('id')}" for each in contained}
        pointed_at = {part.actor.reference for part in appointment.participant if part.actor is not None}
        if len(contained) == 1 and meant & pointed_at:
            patient = fitting(contained[0], Patient, "appt-resource.contained")
    if patient is None:
        raise Refused("body-invalid", errors=[{"at": "patient-resource", "why": "missing"}])
    return _known_by(patient)


def _known_by(patient: Patient) -> WithoutCard:
    policy = [each.value for each in patient.identifier if each.system in POLICY_SYSTEMS]
    number = [each.value for each in patient.identifier if each.system in SNILS_SYSTEMS]
    try:
        digits = snils.parse(number[0]) if number else ""
        return WithoutCard(
            policy="" if digits or not policy else policy[0],
            snils=digits,
            birth_date=patient.birth_date,  # type: ignore[arg-type]
        )
    except ValueError:  # ValidationError and SnilsInvalid are
        why = "policy_or_snils_and_birth_date"
        raise Refused("body-invalid", errors=[{"at": "Patient.identifier", "why": why}]) from None
