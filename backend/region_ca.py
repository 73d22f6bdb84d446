"""The region's own certificate authority: it signs cards and the backend's TLS certificate.

Kiosks pin its certificate and trust no other. It is made once, at set-up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from backend.private_files import write_private

CA_KEY_FILE = "region-ca.key.pem"
CA_CERTIFICATE_FILE = "region-ca.pem"
SERVER_KEY_FILE = "server.key.pem"
SERVER_CERTIFICATE_FILE = "server.pem"
CA_YEARS = 15
# CA/Browser Forum Baseline Requirements: a server certificate lives 398 days at most.
SERVER_DAYS = 397
RENEW_BEFORE = timedelta(days=30)
BACKDATED = timedelta(hours=1)  # for kiosks whose clock is a little behind


class RegionCaMissing(Exception):
    """There is no region CA in the folder; `python -m backend setup` makes one."""

    code = "region-ca-missing"


class ServerCertificateUnusable(Exception):
    """The server's certificate is missing, over, or not for this authority and these names."""

    code = "server-certificate-unusable"


class RegionCaIncomplete(RegionCaMissing):
    """Only one of the region CA's two files is there; nothing was made or changed."""

    code = "region-ca-incomplete"


@dataclass(frozen=True, slots=True)
class RegionCa:
    """Key and certificate (P-256) of the region."""

    key: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: x509.Certificate

    @classmethod
    def load(cls, folder: Path) -> RegionCa:
        """Read it; `RegionCaMissing` if it was never made, `RegionCaIncomplete` if half of it is gone."""
        certificate = cls.load_certificate(folder)
        try:
            key = _read_key(folder / CA_KEY_FILE)
        except FileNotFoundError as error:
            raise _what_is_missing(folder) from error
        return cls(key, certificate)

    @staticmethod
    def load_certificate(folder: Path) -> x509.Certificate:
        """The public half: all that verifying takes. A serving process never reads the key."""
        try:
            return x509.load_pem_x509_certificate((folder / CA_CERTIFICATE_FILE).read_bytes())
        except FileNotFoundError as error:
            raise _what_is_missing(folder) from error

    @classmethod
    def load_or_make(cls, folder: Path, now: datetime, title: str = "Okno region CA") -> RegionCa:
        """Read it, or make it where there is none; a second key would disown every card issued so far."""
        try:
            return cls.load(folder)
        except RegionCaIncomplete:
            raise
        except RegionCaMissing:
            made = make_region_ca(now, title)
        write_private(folder / CA_KEY_FILE, _key_pem(made.key))
        (folder / CA_CERTIFICATE_FILE).write_bytes(_certificate_pem(made.certificate))
        return made


@dataclass(frozen=True, slots=True)
class ServerIdentity:
    """The files uvicorn serves TLS with."""

    key: Path
    certificate: Path


def make_region_ca(now: datetime, title: str) -> RegionCa:
    """A new CA that may sign end certificates only (RFC 5280, path length 0)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=365 * CA_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return RegionCa(key, certificate)


def ensure_server_identity(
    authority: RegionCa, folder: Path, names: tuple[str, ...], now: datetime
) -> ServerIdentity:
    """The server's key and certificate; made anew when missing, near its end or for other names."""
    identity = ServerIdentity(folder / SERVER_KEY_FILE, folder / SERVER_CERTIFICATE_FILE)
    if not _is_good_until(now + RENEW_BEFORE, identity, authority.certificate, names):
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _server_certificate(authority, key.public_key(), names, now)
        write_private(identity.key, _key_pem(key))
        identity.certificate.write_bytes(_certificate_pem(certificate))
    return identity


def load_server_identity(
    authority: x509.Certificate, folder: Path, names: tuple[str, ...], now: datetime
) -> ServerIdentity:
    """The server's key and certificate as `setup` made them; `ServerCertificateUnusable`."""
    identity = ServerIdentity(folder / SERVER_KEY_FILE, folder / SERVER_CERTIFICATE_FILE)
    if not _is_good_until(now, identity, authority, names):
        raise ServerCertificateUnusable(
            f"{SERVER_CERTIFICATE_FILE} is missing, over, or not for {', '.join(names)}:"
            " run `python -m backend certificate`"
        )
    return identity


def end_of(identity: ServerIdentity) -> datetime:
    """When the server's certificate ends."""
    return x509.load_pem_x509_certificate(identity.certificate.read_bytes()).not_valid_after_utc


def _server_certificate(
    authority: RegionCa, public_key: ec.EllipticCurvePublicKey, names: tuple[str, ...], now: datetime
) -> x509.Certificate:
    key_of_authority = authority.certificate.extensions.get_extension_for_class(
        x509.SubjectKeyIdentifier
    ).value
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])]))
        .issuer_name(authority.certificate.subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=SERVER_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(key_of_authority), critical=False
        )
        .sign(authority.key, hashes.SHA256())
    )


def _is_good_until(
    moment: datetime, identity: ServerIdentity, authority: x509.Certificate, names: tuple[str, ...]
) -> bool:
    try:
        certificate = x509.load_pem_x509_certificate(identity.certificate.read_bytes())
        key = _read_key(identity.key)
        certificate.verify_directly_issued_by(authority)
        named = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except Exception:  # whatever is wrong with it, a new one is needed
        return False
    return (
        key.public_key() == certificate.public_key()
        and set(named) == {_general_name(name) for name in names}
        and certificate.not_valid_after_utc > moment
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _what_is_missing(folder: Path) -> RegionCaMissing:
    missing = [name for name in (CA_KEY_FILE, CA_CERTIFICATE_FILE) if not (folder / name).exists()]
    if len(missing) == 1:
        return RegionCaIncomplete(f"{missing[0]} is gone from {folder}: bring it back from its backup")
    return RegionCaMissing(f"no region CA in {folder}: run `python -m backend setup`")


def _read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} holds no P-256 key")
    return key


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _certificate_pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
