"""`python -m backend payments …`: an account, and a bank's statement, through the front door."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from backend.database.opening import open_database
from backend.payments.service import reading
from tests.backend.events.theatre import PAYEE
from tests.backend.payments.statements import Paid, statement
from tests.backend.site import Site

ACCOUNT = (
    "--name",
    PAYEE.name,
    "--account",
    PAYEE.account,
    "--bank",
    PAYEE.bank,
    "--bic",
    PAYEE.bic,
    "--correspondent",
    PAYEE.correspondent,
)
STRAY = Paid("117", "05.12.2026", "99.00", "Перевод")


@pytest.fixture
def site(bare_site: Site) -> Site:
    bare_site.must("payments", "payee", "murmansk-museum", *ACCOUNT)
    return bare_site


def write(folder: Path, *paid: Paid) -> str:
    file = folder / "statement.txt"
    file.write_bytes(statement(*paid).encode("cp1251"))
    return str(file)


def test_a_slip_of_the_finger_in_an_account_is_refused(bare_site: Site) -> None:
    wrong = [each.replace(PAYEE.account, PAYEE.account[:-1] + "8") for each in ACCOUNT]
    said = bare_site.says("payments", "payee", "murmansk-museum", *wrong)
    assert said.exit_code == 1
    assert "account: 20 digits whose control digit fits the BIC\npayee-invalid" in said.stderr


def test_a_dry_run_names_each_bad_line_and_takes_nothing(site: Site, tmp_path: Path) -> None:
    good = write(tmp_path, STRAY)
    assert "1 payments, 0 other documents: nothing is wrong" in site.must(
        "payments", "import", good, "--dry-run"
    )
    bad = write(tmp_path, STRAY, Paid("118", "99.99.2026", "x", ""))
    said = site.says("payments", "import", bad, "--dry-run").stderr
    assert "line 17: Сумма" in said
    assert "statement-invalid: 2 faults" in said
    assert site.must("payments", "import", write(tmp_path, STRAY)).startswith("1 payments: 1 unknown")


def test_the_same_statement_again_changes_nothing(site: Site, tmp_path: Path) -> None:
    file = write(tmp_path, STRAY)
    assert "document 117: unknown" in site.must("payments", "import", file)
    assert "1 payments: 1 known" in site.must("payments", "import", file)
    changed = write(tmp_path, Paid("117", "05.12.2026", "98.00", "Перевод"))
    assert "with another sum" in site.must("payments", "import", changed)
    other_payer = Paid("117", "05.12.2026", "99.00", "Перевод", payer="40817810900000000002")
    assert "1 known, 1 unknown" in site.must("payments", "import", write(tmp_path, STRAY, other_payer))


def test_the_account_is_kept_as_it_was_given(site: Site) -> None:
    database = open_database(site.url)
    with database.maintenance() as connection:
        payee = partial(reading.payee_of, provider="murmansk-museum")(connection)
    database.close()
    assert payee is not None
    assert payee.account == PAYEE.account


def test_what_a_statement_brought_is_settled(site: Site, tmp_path: Path) -> None:
    rent = Paid("118", "05.12.2026", "5000.00", "Аренда")
    site.must("payments", "import", write(tmp_path, STRAY, rent))
    told = site.must("payments", "money").splitlines()
    assert told[-1] == "2 to decide."
    by_sum = {line.split("open of ")[1].split(",")[0]: line.split()[0] for line in told[:-1]}
    site.must("payments", "settle", by_sum["5000.00"], "--set-aside", "--reason", "Аренда")
    site.must("payments", "settle", by_sum["99.00"], "--refund", "--reason", "Ошибка")
    again = site.fails("payments", "settle", by_sum["99.00"], "--refund", "--reason", "Ошибка")
    assert again == "money-settled"
    assert site.must("payments", "money").strip() == "0 to decide."
    listed = site.must("payments", "refunds")
    assert "unknown: 99.00, came by 117" in listed
    site.must("payments", "refunded", listed.split()[0], "--document", "PP-7")
    assert "sent by PP-7" in site.must("payments", "refunds", "--done")
    assert site.says("payments", "settle", by_sum["99.00"], "--reason", "?").exit_code == 2
    assert site.must("check").strip().endswith("Nothing found.")
