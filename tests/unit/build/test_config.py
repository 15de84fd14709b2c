"""What a build is told is checked before it begins."""

import pytest

from build.config import load
from build.errors import ConfigError


@pytest.mark.parametrize("site_url", ["https://{hostname}", "http://{hostname}:8000", "https://x/{hostname}"])
def test_an_address_is_made_from_the_hostname(site_url: str) -> None:
    assert load({"LIENTHONG_SITE_URL": site_url}).site_url == site_url


@pytest.mark.parametrize(
    "site_url",
    [
        *("", "https://x", "https://{{hostname}}", "https://{host}", "https://{hostname}/{unit}"),
        *(
            "https://{hostname",
            "https://{hostname}}",
            "https://{hostname}/{}",
            "https://{hostname.unit}",
            "https://{hostname}/{{}}",
        ),
    ],
)
def test_any_other_brace_is_refused_in_one_sentence(site_url: str) -> None:
    with pytest.raises(ConfigError, match=r"^LIENTHONG_SITE_URL is .* no other brace") as caught:
        load({"LIENTHONG_SITE_URL": site_url})
    assert "\n" not in str(caught.value)


def test_a_refused_engine_is_named_without_its_password() -> None:
    with pytest.raises(ConfigError, match="'elastic:https://h:9200'"):
        load({"LIENTHONG_ENGINE": "elastic:https://u:s3cret@h:9200"})
