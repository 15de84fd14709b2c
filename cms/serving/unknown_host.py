"""The answer under a hostname that is neither a site's nor the desk's."""

from collections.abc import Iterable
from http import HTTPStatus

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from cms.serving.site_files import Environ, StartResponse

_PAGE = """<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Không có trang nào ở địa chỉ này</title>
<h1>Không có trang nào ở địa chỉ này</h1>
<p>Không có trang thông tin điện tử nào mang tên miền <strong>{hostname}</strong>. Hãy kiểm tra lại tên miền đã nhập.</p>
<p>Nếu đơn vị vừa được thêm, hãy chạy <code>manage.py snapshot</code>, rồi <code>python -m build</code>.</p>
<p>Trang dành cho biên tập viên: <a href="{desk}">{desk}</a></p>
</html>
"""  # noqa: E501 - as a reader sees the sentences


def unknown_host(environ: Environ, start_response: StartResponse, hostname: str) -> Iterable[bytes]:
    """404, with what to do about it."""
    desk = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
    page = format_html(_PAGE, hostname=hostname, desk=desk).encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    start_response(f"{HTTPStatus.NOT_FOUND.value} {HTTPStatus.NOT_FOUND.phrase}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]
