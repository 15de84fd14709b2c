"""Editors write every type at the desk: create, save, publish, edit again; faults are told in Vietnamese."""

import json
import re
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.pages.models import SectionPage
from cms.pages.sections import load_sections
from cms.pages.types import MODELS
from cms.pages.variants import VARIANTS
from cms.sharing.models import LivePage

SECTIONS = {name: key.key for key in load_sections("province") for name in key.types}

EVENT = {
    "day": "3",
    "start": "7h30",
    "end": "9 giờ",
    "what": "Giao ban",
    **dict.fromkeys(("place", "leader", "attendees"), ""),
}


@pytest.fixture
def desk(planted, admin_client):
    return admin_client


def form(**changes):
    data = {
        "title": "Đường Trần Hưng Đạo cấm xe",
        "slug": "",
        "summary": "Tóm tắt",
        "body": streamfield([("paragraph", rich_text("<p>Kính gửi {{tên}}</p>"))]),
        "files": streamfield([]),
        "week": "2025-04-21",
        "events": streamfield([("event", EVENT)]),
        "people": streamfield([("person", {"name": "Nguyễn Văn A", "post": "", "phone": "", "email": ""})]),
        "contact": "",
        "hours": "",
        "reach": "own",
        "strength": "default",
        "long_title": "",
        "comments": inline_formset([]),
    }
    locked = changes.pop("locked_fields", [])
    return {**nested_form_data({**data, **changes}), "locked_fields": locked}


@pytest.fixture
def create(desk, section):
    return partial(_create, desk, section)


def _create(desk, section, name, **changes):
    parent = section("30", SECTIONS[name])
    url = reverse("wagtailadmin_pages:add", args=["pages", MODELS[name]._meta.model_name, parent.pk])
    return desk.post(url, form(**changes))


@pytest.mark.parametrize("name", MODELS)
def test_every_type_is_written_published_and_edited_again(desk, create, name):
    created = create(name)
    page = MODELS[name].objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert created.status_code == 302
    assert (page.slug, page.live) == ("duong-tran-hung-dao-cam-xe", False)

    assert desk.get(edit).status_code == 200
    published = desk.post(edit, form(slug=page.slug, **{"action-publish": "1"}))
    page.refresh_from_db()
    assert published.status_code == 302
    assert page.live

    again = desk.post(edit, form(slug=page.slug, title="Đổi tên", **{"action-publish": "1"}))
    page.refresh_from_db()
    assert again.status_code == 302
    assert page.title == "Đổi tên"
    assert page.revisions.count() == 3


def test_a_schedule_is_named_by_its_week_and_takes_hours_as_they_are_written(create):
    create("schedule", title="", week="2025-04-23", **{"action-publish": "1"})
    page = MODELS["schedule"].objects.get()
    assert page.title == "Lịch làm việc tuần 17 năm 2025 (từ 21/04/2025 đến 27/04/2025)"
    assert page.slug.startswith("lich-lam-viec-tuan-17-nam-2025")
    document = json.loads(bytes(LivePage.objects.get(page=page).document.payload))["fields"]
    assert document["week"] == "2025-04-21"
    (event,) = document["events"]
    assert (event["day"], event["start"], event["end"], event["what"]) == (3, "07:30", "09:00", "Giao ban")


def test_a_document_that_is_replaced_has_to_end(create):
    assert "hãy ghi ngày hết hiệu lực" in faults(create("legal_document", replaced_by="45/QĐ-UBND"))


def test_a_schedule_without_week_and_title_is_refused(create):
    assert "Hãy chọn tuần, hoặc viết tiêu đề." in faults(create("schedule", title="", week=""))


@pytest.mark.parametrize(("slug", "wrong"), [("", ["title"]), ("Sai Địa Chỉ!", ["slug", "title"])])
def test_without_a_title_the_address_that_it_would_make_is_not_missed(create, slug, wrong):
    response = create("notice", title="", slug=slug)
    assert sorted(response.context["form"].errors) == wrong


@pytest.mark.parametrize("missing", [{"what": ""}, {"day": ""}, {"what": "", "start": ""}])
def test_a_draft_keeps_an_event_that_is_half_written(create, missing):
    assert create("schedule", events=streamfield([("event", EVENT | missing)])).status_code == 302
    (event,) = MODELS["schedule"].objects.get().get_latest_revision_as_object().events
    assert event.value["place"] == EVENT["place"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"end": "7h"}, "Giờ kết thúc phải sau giờ bắt đầu."),
        ({"start": "sáng"}, "hãy ghi như 07:30 hoặc 7h30"),
    ],
)
def test_what_is_wrong_in_an_event_is_told_at_it(create, changes, sentence):
    response = create("schedule", events=streamfield([("event", EVENT | changes)]))
    assert response.status_code == 200
    # Blocks are shown by a script from JSON in the page.
    assert json.dumps(sentence).strip('"') in response.content.decode()


def faults(response):
    assert response.status_code == 200, response.url
    return json.dumps(response.context["form"].errors.get_json_data(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "trang"}, "dành riêng cho hệ thống"),
        ({"summary": "Gọi {{số máy}}"}, "Không có chỗ điền tự động {{số máy}}; chỉ dùng được {{tên}}"),
        (
            {"body": streamfield([("quote", {"text": "{{x}}", "source": ""})])},
            "Không có chỗ điền tự động {{x}}",
        ),
        ({"locked_fields": ["number"]}, "number"),
        ({"long_title": "ngắn"}, "không dài hơn 255 ký tự"),
    ],
)
def test_what_cannot_be_published_is_told_in_one_sentence(create, changes, sentence):
    assert sentence in faults(create("notice", **changes))


def test_an_address_that_is_taken_is_told_in_one_sentence(create):
    create("notice", slug="nghi-tet")
    told = json.loads(faults(create("notice", slug="nghi-tet")))
    assert [fault["message"] for fault in told["slug"]] == [
        "Trong chuyên mục này đã có trang khác dùng địa chỉ “nghi-tet”; hãy đặt địa chỉ khác."
    ]


def test_locked_fields_are_stored_as_the_rules_read_them(create):
    create("notice", locked_fields=["contact", "title"])
    assert MODELS["notice"].objects.get().locked_fields == ["contact", "title"]


def test_a_name_longer_than_wagtails_title_is_kept_whole(create):
    name = "Thủ tục " + "rất dài " * 60
    create("procedure", long_title=name.strip())
    page = MODELS["procedure"].objects.get()
    assert page.long_title == name.strip()
    assert len(page.title) <= 255
    assert page.title.endswith("…")


def test_a_section_offers_only_the_types_that_its_tier_opens_to_it(desk, section):
    parent = section("30", "van-ban")
    offered = desk.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk]), follow=True)
    opened = next(spec.types for spec in load_sections("province") if spec.key == "van-ban")
    shut = next(name for name in MODELS if name not in opened)
    assert MODELS[opened[0]].can_create_at(parent)
    assert not MODELS[shut].can_create_at(parent)
    assert offered.status_code == 200


def test_no_page_is_offered_to_be_kept_from_readers(desk, section):
    inner = section("30", "van-ban")
    for page in (inner, inner.get_parent()):
        url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
        for answer in (desk.get(url), desk.post(url, {"restriction_type": "login"})):
            assert (answer.status_code, "ai cũng đọc được" in answer.content.decode()) == (403, True)
    assert [model.private_page_options for model in MODELS.values()] == [[]] * len(MODELS)
    assert not PageViewRestriction.objects.exists()


def test_a_page_is_copied_as_a_draft_of_its_own_never_as_an_alias(desk, create, section):
    create("notice", **{"action-publish": "1"})
    page, parent = MODELS["notice"].objects.get(), section("288", "thong-bao")
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert desk.get(url).context["form"].fields.keys().isdisjoint({"publish_copies", "alias"})
    copied = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": parent.pk}
    assert desk.post(url, {**copied, "publish_copies": "on", "alias": "on"}).status_code == 302
    copy = MODELS["notice"].objects.get(slug="ban-sao")
    assert (copy.live, copy.live_revision, copy.alias_of) == (False, None, None)
    assert not LivePage.objects.filter(page=copy).exists()


@pytest.mark.parametrize("key", ["notice", "section", "home"])
def test_no_page_offers_an_alias(desk, create, section, key):
    create("notice")
    inner = section("30", "van-ban")
    pages = {"notice": MODELS["notice"].objects.first(), "section": inner, "home": inner.get_parent()}
    answer = desk.get(reverse("wagtailadmin_pages:copy", args=[pages[key].pk]))
    assert answer.status_code == 302 or "alias" not in answer.context["form"].fields


def test_the_tree_keeps_its_shape(planted, section):
    home, inner = section("30", "van-ban").get_parent().specific, section("30", "van-ban")
    root = Page.objects.get(depth=1)
    for model in MODELS.values():
        assert not model.can_exist_under(home)
        assert not model.can_exist_under(root)
    assert type(home).can_exist_under(root)
    assert SectionPage.can_exist_under(home)
    assert not SectionPage.can_exist_under(inner)
    assert not SectionPage.can_create_at(home)


def test_titles_stand_by_the_alphabet(desk, section):
    parent = section("30", "tin-tuc")
    for number, title in enumerate(["Ổi", "Đất", "Ẩm thực", "Dân số", "An ninh", "Ánh sáng"]):
        parent.add_child(instance=MODELS["article"](title=title, slug=f"bai-{number}", live=False))
    address = reverse("wagtailadmin_explore", args=[parent.pk])
    shown = [page.title for page in desk.get(address, {"ordering": "title"}).context["object_list"]]
    assert shown == ["An ninh", "Ánh sáng", "Ẩm thực", "Dân số", "Đất", "Ổi"]
    back = [page.title for page in desk.get(address, {"ordering": "-title"}).context["object_list"]]
    assert back == shown[::-1]


def moment(**ahead):
    return f"{timezone.localtime() + timedelta(**ahead):%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"go_live_at": lambda: moment(hours=-1)}, "Thời điểm đăng đã qua"),
        ({"expire_at": lambda: moment(hours=-1)}, "Thời điểm hết hạn đã qua"),
        ({"go_live_at": lambda: "8 giờ sáng mai"}, "hãy ghi ngày/tháng/năm giờ:phút"),
        ({"deadline": lambda: "12-2026"}, "hãy ghi ngày/tháng/năm giờ:phút"),
    ],
)
def test_only_moments_ahead_are_planned_and_only_as_they_are_read(create, changes, sentence):
    assert sentence in faults(create("notice", **{name: typed() for name, typed in changes.items()}))


def test_a_planned_page_whose_hour_has_come_is_still_saved(desk, create):
    planned = moment(hours=1)
    create("notice", go_live_at=planned)
    page = MODELS["notice"].objects.get()
    past = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    page.go_live_at = past
    page.save_revision()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed = f"{timezone.localtime(past):%d/%m/%Y %H:%M}"
    assert desk.post(edit, form(slug=page.slug, go_live_at=typed)).status_code == 302


def test_the_picker_leaves_what_is_typed_and_the_field_says_how(desk, create):
    create("notice")
    edit = reverse("wagtailadmin_pages:edit", args=[MODELS["notice"].objects.get().pk])
    text = desk.get(edit).content.decode()
    pickers = re.findall(r"initDateTimeChooser\(.*", text)
    assert len(pickers) == 3
    assert all('"validateOnBlur": false' in picker for picker in pickers)
    assert text.count("Ghi ngày/tháng/năm giờ:phút") >= 3


def test_nobody_is_offered_to_keep_a_page_private(desk, create):
    create("notice")
    edit = reverse("wagtailadmin_pages:edit", args=[MODELS["notice"].objects.get().pk])
    assert 'data-a11y-dialog-show="set-privacy"' not in desk.get(edit).content.decode()


def picture_block(**value):
    image = get_image_model().objects.create(title="Cầu", file=get_test_image_file(filename="cau.png"))
    return streamfield([("picture", {"image": str(image.pk), "alt": "", "caption": "", **value})])


@pytest.mark.leaves_files
@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({}, "Hãy viết một câu mô tả hình, hoặc đánh dấu “Hình chỉ để trang trí”."),
        ({"alt": "  "}, "Hãy viết một câu mô tả hình, hoặc đánh dấu “Hình chỉ để trang trí”."),
        ({"alt": "Cầu", "decorative": "on"}, "Hãy xóa mô tả, hoặc bỏ dấu ở “Hình chỉ để trang trí”"),
        ({"alt": "Cầu mới"}, ""),
        ({"decorative": "on"}, ""),
    ],
)
def test_a_picture_is_described_or_said_to_decorate(create, value, sentence):
    answer = create("gallery", files=picture_block(**value))
    assert (answer.status_code == 302) == (not sentence)
    assert in_a_block(sentence) in answer.content.decode()


def in_a_block(sentence):
    """What is said of a block as the page hands it to the script that shows blocks."""
    return json.dumps(sentence)[1:-1]


@pytest.mark.parametrize("url", ["http://example.vn/a", "javascript:alert(1)", "không phải địa chỉ"])
def test_a_video_is_a_link_to_a_safe_address(create, url):
    answer = create("article", body=streamfield([("video", {"title": "Lễ hội", "url": url})]))
    assert in_a_block("Nhập địa chỉ hợp lệ, ví dụ https://chinhphu.vn.") in answer.content.decode()


def upload(desk, content, name="anh.png"):
    return desk.post(reverse("wagtailimages:add"), {"title": "Ảnh", "file": ContentFile(content, name=name)})


def png(size):
    written = BytesIO()
    Picture.new("L", size).save(written, "png")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"khong phai anh", "Không đọc được hình này."),
        (png((800, 600))[:-200], "Không đọc được hình này."),
        (png((8000, 7000)), "Hình quá lớn: nhiều nhất là 50 triệu điểm ảnh"),
    ],
    ids=["no picture", "broken off", "too many pixels"],
)
def test_a_picture_that_nothing_can_be_made_of_is_refused_in_one_sentence(desk, content, sentence):
    answer = upload(desk, content)
    assert sentence in answer.content.decode()
    assert not get_image_model().objects.exists()


@pytest.mark.leaves_files
def test_a_picture_has_its_variants_when_it_is_uploaded(desk):
    assert upload(desk, png((800, 600))).status_code == 302
    picture = get_image_model().objects.first()
    specs = set(picture.renditions.values_list("filter_spec", flat=True))
    assert {variant.spec for variant in VARIANTS} <= specs
