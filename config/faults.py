"""What a log may say of a fault: where it arose, never what it carried."""

from __future__ import annotations


def where_raised(error: BaseException) -> str:
    """File and line of the innermost frame: enough to find a fault, without any value of it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    file = "/".join(trace.tb_frame.f_code.co_filename.split("/")[-2:])
    return f"{file}:{trace.tb_lineno}"
