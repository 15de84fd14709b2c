from cms.editors.pace import Past, pace


def test_it_is_the_median_of_changes_to_about_as_many_sites():
    past = [Past(1, 0.5), Past(1, 9), Past(200, 3), Past(220, 4), Past(500, 8)]
    assert pace(220, past) == (4, True)
    assert pace(2, past) == (4.75, True)


def test_where_nothing_like_it_was_published_it_is_an_estimate():
    found = pace(220, [Past(1, 0.5)])
    assert not found.measured
    assert pace(440, []).seconds > found.seconds > 1
