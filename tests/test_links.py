"""What link targets identify, and the links of HTML tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.html import scan_tags
from summitalign.markdown.html_links import html_links
from summitalign.markdown.links import identify
from summitalign.markdown.parse import parse
from summitalign.model.document import Link, LinkKind

VIDEO = "q1W2_e3-R4t"


@pytest.mark.parametrize(
    "target",
    [
        f"https://youtu.be/{VIDEO}",
        f"http://youtu.be/{VIDEO}/",
        f"youtu.be/{VIDEO}",
        f"https://youtu.be/{VIDEO}?si=tracking",
        f"https://youtu.be/{VIDEO}&feature=share",
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"https://www.youtube.com/watch?feature=youtu.be&amp;v={VIDEO}&list=PLx&index=3",
        f"//m.youtube.com/watch?list=PLx&v={VIDEO}",
        f"https://www.youtube.com/embed/{VIDEO}?rel=0",
        f"https://www.youtube-nocookie.com/embed/{VIDEO}",
        f"https://youtube.com/v/{VIDEO}",
        f"https://youtube.com/live/{VIDEO}?feature=share",
        f"https://youtube.com/shorts/{VIDEO}",
        f"https://web.archive.org/web/20190401000000/https://www.youtube.com/watch?v={VIDEO}",
        f"https://web.archive.org/web/2019*/http://youtu.be/{VIDEO}",
        f"<https://youtu.be/{VIDEO}>",
    ],
)
def test_every_way_to_write_a_video_is_one_identity(target: str) -> None:
    assert identify(target) == (f"youtube:{VIDEO}", LinkKind.VIDEO, None)


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ("?t=1192", 1192),
        ("?t=1192s", 1192),
        ("?t=19m52s", 1192),
        ("?t=1h2m3s", 3723),
        ("?start=90&end=120", 90),
        ("#t=45", 45),
        ("&t=19:52", 1192),
        ("?t=soon", None),
        ("?t=", None),
    ],
)
def test_a_time_stamp_is_read_in_seconds(stamp: str, seconds: int | None) -> None:
    assert identify(f"https://youtu.be/{VIDEO}{stamp}") == (f"youtube:{VIDEO}", LinkKind.VIDEO, seconds)


@pytest.mark.parametrize(
    "target",
    [
        "https://www.youtube.com/playlist?list=PLabc_1",
        "https://www.youtube.com/watch?list=PLabc_1",
        "https://www.youtube.com/embed/videoseries?list=PLabc_1",
    ],
)
def test_a_list_without_a_video_is_a_playlist(target: str) -> None:
    assert identify(target) == ("youtube-list:PLabc_1", LinkKind.PLAYLIST, None)


@pytest.mark.parametrize(
    ("target", "identity"),
    [
        ("https://vimeo.com/12345678", "vimeo:12345678"),
        ("https://player.vimeo.com/video/12345678?color=fff", "vimeo:12345678"),
        ("https://vimeo.com/channels/staffpicks/12345678", "vimeo:12345678"),
        ("https://www.bilibili.com/video/BV1xx411c7mD?spm_id_from=333", "bilibili:BV1xx411c7mD"),
        ("https://www.bilibili.com/video/BV1xx411c7mD?p=2", "bilibili:BV1xx411c7mD/2"),
    ],
)
def test_videos_of_other_sites(target: str, identity: str) -> None:
    assert identify(target)[:2] == (identity, LinkKind.VIDEO)


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/Guide/intro",
        "http://www.Example.org/Guide/intro/",
        "https://example.org:443/Guide/intro/index.html",
        "//example.org/Guide/intro#section-2",
        "https://example.org/Guide/intro?utm_source=x&gclid=1",
        "https://example.org/Guide/intro?hl=zh-cn",
        "https://example.org/Guide/%69ntro",
        "https://user@example.org/Guide/intro",
        "https://web.archive.org/web/20200101/http://example.org/Guide/intro",
    ],
)
def test_every_way_to_write_a_page_is_one_identity(target: str) -> None:
    assert identify(target) == ("example.org/Guide/intro", LinkKind.WEB, None)


def test_parameters_that_choose_the_page_are_kept_in_any_order() -> None:
    assert identify("https://example.org/?b=2&a=1&ref=x") == identify("http://example.org?a=1&b=2")
    assert identify("https://example.org/?a=1") != identify("https://example.org/?a=2")


def test_a_route_behind_the_hash_chooses_the_page() -> None:
    assert identify("https://example.org/#/guide/")[0] == "example.org#/guide"
    assert identify("https://example.org/#guide")[0] == "example.org"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("#Fast-Kernels", ("#fast-kernels", LinkKind.ANCHOR)),
        ("#%E5%86%85%E6%A0%B8", ("#内核", LinkKind.ANCHOR)),
        ("mailto:Someone@Example.org?subject=hi", ("mailto:someone@example.org", LinkKind.MAIL)),
        ("./docs/../guide%20two.md#top", ("guide two.md", LinkKind.FILE)),
        ("../a//b.md?raw=true", ("../a/b.md", LinkKind.FILE)),
        ("C:\\talks\\a.md", ("C:/talks/a.md", LinkKind.FILE)),
        ("file:///tmp/a.md", ("/tmp/a.md", LinkKind.FILE)),
        ("tel:+49123", ("tel:+49123", LinkKind.FILE)),
        ("", ("", LinkKind.FILE)),
        ("http://[::1", ("[::1", LinkKind.WEB)),
        ("https://youtube.com/@someone", ("youtube.com/@someone", LinkKind.WEB)),
    ],
)
def test_other_targets(target: str, expected: tuple[str, LinkKind]) -> None:
    assert identify(target)[:2] == expected


@given(st.text() | st.text("htps:/?#&=[]@%.vt1\\wyoube", max_size=60).map("https://youtu.be/".__add__))
def test_identify_never_raises(target: str) -> None:
    identity, kind, seconds = identify(target)
    assert isinstance(identity, str)
    assert seconds is None or (seconds >= 0 and kind is LinkKind.VIDEO)


def links_of(text: str) -> tuple[Link, ...]:
    return html_links(text, tuple(scan_tags(text)))


@pytest.mark.parametrize(
    ("source", "construct"),
    [
        ('x <a href="u">one</a> y', '<a href="u">one</a>'),
        ("x <a class=k href='u'>one</a> y", "<a class=k href='u'>one</a>"),
        ("<a href=u>one</a>", "<a href=u>one</a>"),
        ('<td><a href="u">one<a></td>', '<a href="u">one<a>'),
        ('<a href="u">one<a name="n">two</a>', '<a href="u">one'),
        ('<td><a href="u">one</td><td>two</td>', '<a href="u">one'),
        ('<a href="u">one<br>two', '<a href="u">one'),
        ('<a href="u">one\ntwo', '<a href="u">one'),
        ('<a href="u">one', '<a href="u">one'),
    ],
)
def test_a_link_ends_where_its_writer_meant(source: str, construct: str) -> None:
    (link,) = links_of(source)
    assert link.span.of(source) == construct
    assert link.text_span.of(source) == "one"
    assert link.target == "u"


def test_a_closed_link_may_hold_breaks_and_other_tags() -> None:
    source = '<a href="u">one </br><b>two</b>\nthree</a>'
    (link,) = links_of(source)
    assert link.text_span.of(source) == "one </br><b>two</b>\nthree"


def test_the_next_link_ends_an_open_one() -> None:
    source = '<a href="u">one <a href="v">two</a>'
    assert [(link.target, link.text_span.of(source)) for link in links_of(source)] == [("u", "one "), ("v", "two")]


def test_images_and_frames_are_links_without_text() -> None:
    source = f'<a href="u"><img src="p.png"></a><iframe src="https://www.youtube.com/embed/{VIDEO}?start=5"></iframe>'
    assert [(link.identity, link.text_span.of(source), link.seconds) for link in links_of(source)] == [
        ("u", '<img src="p.png">', None),
        ("p.png", "", None),
        (f"youtube:{VIDEO}", "", 5),
    ]


def test_a_decoded_target_is_identified() -> None:
    (link,) = links_of(f'<a href="https://www.youtube.com/watch?list=x&amp;v={VIDEO}&amp;t=7">v</a>')
    assert (link.identity, link.seconds) == (f"youtube:{VIDEO}", 7)


PIECES = ["<a href=u>", "<a>", "</a>", "<td>", "</td>", "<br>", "\n", "text", '<img src="i">', "<a name=n>", "<", '"']


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_links_lie_in_order_and_hold_their_text(source: str) -> None:
    links = links_of(source)
    assert [link.span.start for link in links] == sorted(link.span.start for link in links)
    for link in links:
        assert link.span.contains(link.text_span)
        assert link.span.end <= len(source)


def test_a_bare_address_keeps_its_query() -> None:
    text = f"see https://www.youtube.com/watch?v={VIDEO} and https://a.example/list?page=2&order=new, or x=1\n"
    links = parse(text, "a.md").links
    assert [link.target for link in links] == [
        f"https://www.youtube.com/watch?v={VIDEO}",
        "https://a.example/list?page=2&order=new",
    ]
    assert links[0].identity == f"youtube:{VIDEO}"
