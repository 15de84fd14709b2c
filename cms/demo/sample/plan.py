"""How many pages of its own a unit has in each section, and which type a section holds."""

from typing import Final

from cms.demo.sample.forest import Role

SECTION_TYPES: Final = {
    "gioi-thieu": "information",
    "tin-tuc": "article",
    "thong-bao": "notice",
    "van-ban": "legal_document",
    "thu-tuc-hanh-chinh": "procedure",
    "pho-bien-phap-luat": "information",
    "quy-hoach-ke-hoach": "information",
    "to-chuc": "organisation",
    "ngan-sach": "information",
    "thong-ke": "information",
    "lich-lam-viec": "schedule",
    "lay-y-kien": "information",
    "hoi-dap": "question",
    "gop-y": "information",
    "thu-vien": "gallery",
}

OWN_PAGES: Final[dict[str, dict[Role, int]]] = {
    "gioi-thieu": {"top": 3, "middle": 3, "leaf": 2},
    "tin-tuc": {"top": 14, "middle": 9, "leaf": 6},
    "thong-bao": {"top": 6, "middle": 6, "leaf": 6},
    "van-ban": {"top": 14, "middle": 8, "leaf": 5},
    "pho-bien-phap-luat": {"top": 1, "middle": 1, "leaf": 1},
    "quy-hoach-ke-hoach": {"top": 3, "middle": 2, "leaf": 1},
    "to-chuc": {"top": 3, "middle": 3, "leaf": 2},
    "ngan-sach": {"top": 2, "middle": 2, "leaf": 1},
    "thong-ke": {"top": 2, "middle": 2, "leaf": 1},
    "lich-lam-viec": {"top": 1, "middle": 1, "leaf": 1},
    "lay-y-kien": {"top": 2, "middle": 2, "leaf": 1},
    "hoi-dap": {"top": 8, "middle": 4, "leaf": 2},
    "thu-vien": {"top": 2, "middle": 1, "leaf": 1},
}

SHARED_BY_A_MIDDLE_UNIT: Final = 7
"""Pages that each district writes for its communes."""
