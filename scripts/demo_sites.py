"""One site of each tier in the demo, for what looks at the sites from outside."""

SITES = {
    "province": "hai-duong.localhost",
    "district": "chi-linh.hai-duong.localhost",
    "commune": "ben-tam.chi-linh.hai-duong.localhost",
}
"""Their hostnames, by tier."""
