"""What Django is told of a database."""

from cms.settings.base import LEASE, database

LIMIT = f"-c idle_in_transaction_session_timeout={LEASE}s"


def test_who_asks_for_a_certificate_is_not_connected_without():
    options = database("postgres://a:b@localhost/c?sslmode=verify-full&sslrootcert=/etc/ca.pem")["OPTIONS"]
    assert (options["sslmode"], options["sslrootcert"]) == ("verify-full", "/etc/ca.pem")
    assert options["options"] == LIMIT


def test_settings_of_the_servers_own_are_kept_and_may_set_another_limit():
    url = "postgres://a:b@localhost/c?options=-c%20statement_timeout%3D5s"
    assert database(url)["OPTIONS"]["options"] == f"{LIMIT} -c statement_timeout=5s"


def test_a_command_opens_one_connection_and_a_server_one_for_each_of_many_threads():
    pool = database("postgres://a:b@localhost/c")["OPTIONS"]["pool"]
    assert pool["min_size"] == 1
    assert pool["max_size"] >= 32
