"""A table of boxes to write and to count, for tests of the doors."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, insert, select

from backend.database.doors import Work

local = MetaData()
boxes = Table("boxes", local, Column("box", Integer, primary_key=True), Column("content", LargeBinary))


def put(box: int, size: int = 10) -> Work[int]:
    def work(connection: Connection) -> int:
        connection.execute(insert(boxes).values(box=box, content=bytes(size)))
        return box

    return work


def kept(connection: Connection) -> list[int]:
    return list(connection.scalars(select(boxes.c.box).order_by(boxes.c.box)))
