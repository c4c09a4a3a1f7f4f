"""The kinds of input: which columns each has, and the function that records a row of it.

A new kind is one entry in KINDS. Headings are matched without case, marks, dashes and
spacing, in either language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from zone_tracker.importing.desk import Desk
from zone_tracker.importing.record import (
    record_alias,
    record_area,
    record_figure,
    record_milestone,
    record_place,
    record_sector,
    record_source,
    record_succession,
    record_unit_set,
)
from zone_tracker.importing.rows import Row
from zone_tracker.importing.subjects import (
    record_subject,
)
from zone_tracker.importing.targets import (
    record_reading,
    record_target,
)


class Column(NamedTuple):
    """One column of a kind: its key is also its English heading."""

    key: str
    headings: tuple[str, ...] = ()
    required: bool = False


class Kind(NamedTuple):
    """A kind of input; `names` are the columns that may name subjects.

    `about` is the kind of subject that each row is about, None for inputs of another sort.
    `table` holds what each row is: one that makes a row there is new.
    """

    code: str
    columns: tuple[Column, ...]
    record: Callable[[Row, Desk], None]
    names: tuple[str, ...] = ()
    about: str | None = None
    table: str = "subject"


SOURCE = Column("source", ("nguồn", "căn cứ", "văn bản"))
CONFIDENCE_COLUMN = Column("confidence", ("độ tin cậy",))
NOTE = Column("note", ("ghi chú",))
SAID = (SOURCE, CONFIDENCE_COLUMN, NOTE)
CODE_COLUMN = Column("code", ("mã",), required=True)
TITLES = (
    Column("title_vi", ("tên tiếng việt",), required=True),
    Column("title_en", ("tên tiếng anh",), required=True),
)
STATEMENT = (
    Column("status", ("kế hoạch/thực tế",)),
    Column("phase", ("phân kỳ", "giai đoạn đầu tư")),
)


def subject_kind(code: str, kind: str, *names: str) -> Kind:
    """The sheet of one kind of subject; `names` are the headings its name stands under."""
    columns = (
        Column("name", ("tên", *names), required=True),
        Column("code", ("mã",)),
        Column("certificate", ("số gcnđkđt", "giấy chứng nhận", "mã số dự án")),
        Column("district", ("huyện", "địa bàn", "huyện/thị xã/thành phố", "địa điểm")),
        Column("within", ("trong khu", "khu công nghiệp", "khu/cụm", "thuộc kcn")),
        Column("former", ("trước là", "chuyển đổi từ")),
        Column("investor", ("nhà đầu tư", "chủ đầu tư", "doanh nghiệp")),
        Column("sector", ("ngành", "lĩnh vực", "ngành nghề")),
        Column("stage", ("giai đoạn", "trạng thái", "tình trạng", "tiến độ")),
        Column("on", ("ngày", "từ ngày", "thời điểm", "tính đến")),
        *STATEMENT,
        Column("return_to", ("trở lại giai đoạn",)),
        Column("reason", ("lý do",)),
        Column("area", ("diện tích", "quy mô")),
        Column("capital", ("vốn", "tổng vốn", "vốn đăng ký", "tổng mức đầu tư", "tổng vốn đầu tư")),
        Column("labour", ("lao động", "số lao động")),
        Column("stt", ("stt", "tt")),
        *SAID,
    )
    naming = ("code", "name", "within", "former")
    return Kind(code, columns, partial(record_subject, kind=kind), naming, kind)


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "sources",
            (
                CODE_COLUMN,
                Column("title", ("tên văn bản", "tiêu đề"), required=True),
                Column("publisher", ("cơ quan ban hành", "nơi đăng")),
                Column("number", ("số hiệu",)),
                Column("date", ("ngày", "ngày ban hành")),
                Column("url", ("địa chỉ", "đường dẫn")),
                NOTE,
            ),
            record_source,
            table="source",
        ),
        Kind(
            "areas",
            (
                CODE_COLUMN,
                Column("level", ("cấp",), required=True),
                Column("name", ("tên",), required=True),
                Column("parent", ("thuộc",)),
                Column("valid_from", ("từ ngày",)),
                Column("valid_to", ("đến ngày",)),
                *SAID,
            ),
            record_area,
            table="area",
        ),
        Kind(
            "successions",
            (
                Column("old", ("đơn vị cũ",), required=True),
                Column("new", ("đơn vị mới",), required=True),
                Column("date", ("ngày",), required=True),
                SOURCE,
                CONFIDENCE_COLUMN,
            ),
            record_succession,
            table="succession",
        ),
        Kind(
            "unit_sets",
            (CODE_COLUMN, *TITLES, Column("area", ("đơn vị",), required=True), SOURCE),
            record_unit_set,
            table="unit_set_member",
        ),
        Kind(
            "sectors",
            (
                CODE_COLUMN,
                Column("group", ("nhóm",)),
                Column("name_vi", ("tên", "tên tiếng việt"), required=True),
                Column("name_en", ("tên tiếng anh",), required=True),
                SOURCE,
                CONFIDENCE_COLUMN,
            ),
            record_sector,
            table="sector",
        ),
        subject_kind("provinces", "province"),
        subject_kind("clusters", "cluster", "tên ccn", "tên cụm", "cụm công nghiệp"),
        subject_kind("zones", "zone", "tên kcn", "tên khu", "khu công nghiệp"),
        subject_kind("projects", "project", "tên dự án", "dự án"),
        subject_kind("deliverables", "deliverable", "nhiệm vụ", "đề án"),
        Kind(
            "places",
            (
                Column("subject", ("đối tượng",), required=True),
                Column("area", ("đơn vị hành chính", "xã"), required=True),
                *SAID,
            ),
            record_place,
            ("subject",),
            table="place",
        ),
        Kind(
            "aliases",
            (
                Column("subject", ("đối tượng",), required=True),
                Column("name", ("tên khác",), required=True),
                SOURCE,
            ),
            record_alias,
            ("subject", "name"),
            table="alias",
        ),
        Kind(
            "milestones",
            (
                Column("subject", ("đối tượng", "mã"), required=True),
                Column("act", ("giai đoạn", "mốc", "sự kiện"), required=True),
                Column("date", ("ngày", "thời điểm"), required=True),
                *STATEMENT,
                Column("return_to", ("trở lại giai đoạn",)),
                Column("reason", ("lý do",)),
                *SAID,
            ),
            record_milestone,
            ("subject",),
            table="milestone",
        ),
        Kind(
            "figures",
            (
                Column("subject", ("đối tượng", "mã"), required=True),
                Column("measure", ("chỉ tiêu", "số đo"), required=True),
                Column("value", ("giá trị", "số liệu"), required=True),
                Column("date", ("ngày", "thời điểm", "kỳ"), required=True),
                *STATEMENT,
                Column("price_base", ("giá",)),
                Column("derived", ("suy ra",)),
                *SAID,
            ),
            record_figure,
            ("subject",),
            table="figure",
        ),
        Kind(
            "targets",
            (CODE_COLUMN, Column("year", ("năm",), required=True), *TITLES, *SAID),
            record_target,
            table="target",
        ),
        Kind(
            "readings",
            (
                Column("target", ("mục tiêu",), required=True),
                CODE_COLUMN,
                Column("main", ("chính",)),
                *TITLES,
                Column("count_by", ("cách đếm",), required=True),
                Column("kind", ("loại",), required=True),
                Column("acts", ("mốc",)),
                Column("subjects", ("đối tượng",)),
                Column("unit_set", ("tập đơn vị",)),
                Column("flow", ("mới hay luỹ kế",)),
                Column("period", ("kỳ",), required=True),
                Column("baseline", ("nền",)),
                Column("threshold", ("ngưỡng",), required=True),
                SOURCE,
                NOTE,
            ),
            record_reading,
            ("subjects",),
            table="reading",
        ),
    )
}
