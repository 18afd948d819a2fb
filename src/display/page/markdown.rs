//! Markdown of others as HTML.
//!
//! Of what the parser finds only what is listed here becomes markup: paragraphs, headings, emphasis, lists, quotations, code,
//! and links to the web. HTML in it is shown as the text it is, and images as the words that stand for them: nothing is
//! fetched by looking at the page.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markup::Markup;
use crate::display::clean;

/// Elements in elements beyond this only show their text.
const DEPTH: usize = 12;

/// Attributes of a link that the page does not vouch for.
pub(super) const REL: &str = "nofollow noopener noreferrer ugc";

/// An element that is open.
struct Open {
    end: &'static str,
    /// Where it began, and where its content did: empty headings and links are none.
    begun: usize,
    inside: usize,
    kind: Kind,
}

enum Kind {
    Plain,
    Heading,
    /// With the host that it goes to, for one that shows nothing.
    Link(String),
}

/// Writes Markdown, at most so many characters of it. All its headings are of the third level, and come below one of the
/// second.
pub(super) fn write(text: &str, most: usize, out: &mut Markup) {
    let text = clean::lines(text, most);
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_ext(&text, Options::empty()) {
        if !out.has_room() {
            out.raw("…");
            break;
        }
        match event {
            Event::Start(tag) => {
                let opened = if open.len() < DEPTH { start(&tag, out) } else { plain("", out) };
                open.push(opened);
            }
            Event::End(tag) => {
                if let Some(own) = open.pop() {
                    close(own, out);
                }
                // The text of what is not written as a block must not run into what follows.
                if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) && open.len() >= DEPTH {
                    out.raw(" ");
                }
            }
            // Entities may stand for what was taken out.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.cut(&clean::lines(&text, usize::MAX));
            }
            Event::Code(text) => {
                out.raw("<code>");
                out.cut(&clean::lines(&text, usize::MAX));
                out.raw("</code>");
            }
            Event::SoftBreak => out.raw("\n"),
            Event::HardBreak => out.raw("<br>"),
            Event::Rule => out.raw("<hr>"),
            // Not part of CommonMark, and not asked for.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }
    while let Some(own) = open.pop() {
        close(own, out);
    }
}

fn plain(end: &'static str, out: &Markup) -> Open {
    Open { end, begun: out.len(), inside: out.len(), kind: Kind::Plain }
}

fn start(tag: &Tag<'_>, out: &mut Markup) -> Open {
    let begun = out.len();
    let mut kind = Kind::Plain;
    let end = match tag {
        Tag::Paragraph | Tag::HtmlBlock => {
            out.raw("<p dir=\"auto\">");
            "</p>"
        }
        Tag::Heading { .. } => {
            out.raw("<h3 dir=\"auto\">");
            kind = Kind::Heading;
            "</h3>"
        }
        Tag::BlockQuote(_) => {
            out.raw("<blockquote>");
            "</blockquote>"
        }
        Tag::CodeBlock(_) => {
            out.raw("<pre><code>");
            "</code></pre>"
        }
        Tag::List(None) => {
            out.raw("<ul>");
            "</ul>"
        }
        Tag::List(Some(first)) => {
            out.raw("<ol");
            if *first != 1 && *first < 1_000_000 {
                out.attribute("start", &first.to_string());
            }
            out.raw(">");
            "</ol>"
        }
        Tag::Item => {
            out.raw("<li dir=\"auto\">");
            "</li>"
        }
        Tag::Emphasis => {
            out.raw("<em>");
            "</em>"
        }
        Tag::Strong => {
            out.raw("<strong>");
            "</strong>"
        }
        Tag::Link { dest_url, .. } => match clean::link(dest_url) {
            Some(url) => {
                out.raw("<a");
                out.attribute("href", url.as_str());
                out.attribute("rel", REL);
                out.raw(">");
                kind = Kind::Link(url.host_str().unwrap_or_default().to_owned());
                "</a>"
            }
            None => "",
        },
        // Images too: what stands in them is the words for them.
        _ => "",
    };
    Open { end, begun, inside: out.len(), kind }
}

fn close(own: Open, out: &mut Markup) {
    let is_blank = out.is_blank_from(own.inside);
    match own.kind {
        // Whoever hears the page goes from heading to heading.
        Kind::Heading if is_blank => return out.truncate(own.begun),
        Kind::Link(host) if is_blank => out.foreign(&host, 100),
        _ => {}
    }
    out.raw(own.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let mut out = Markup::default();
        write(text, 4000, &mut out);
        out.finish()
    }

    #[test]
    fn what_is_allowed_is_markup() {
        assert_eq!(
            html("# A\n\nb *c* **d** `e`"),
            "<h3 dir=\"auto\">A</h3><p dir=\"auto\">b <em>c</em> <strong>d</strong> <code>e</code></p>"
        );
        assert_eq!(html("- a\n- b"), "<ul><li dir=\"auto\">a</li><li dir=\"auto\">b</li></ul>");
        assert_eq!(html("3. a"), "<ol start=\"3\"><li dir=\"auto\">a</li></ol>");
        assert_eq!(html("> a\n\n***"), "<blockquote><p dir=\"auto\">a</p></blockquote><hr>");
        assert_eq!(html("```js\na<b\n```"), "<pre><code>a&lt;b\n</code></pre>");
        assert_eq!(
            html("[a](https://example.edu/?a=1&b=2)"),
            "<p dir=\"auto\"><a href=\"https://example.edu/?a=1&amp;b=2\" rel=\"nofollow noopener noreferrer ugc\">a</a></p>"
        );
    }

    #[test]
    fn everything_else_is_text() {
        assert_eq!(html("<script>alert(1)</script>"), "<p dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</p>");
        assert_eq!(html("a <b onclick=x>c</b>"), "<p dir=\"auto\">a &lt;b onclick=x&gt;c&lt;/b&gt;</p>");
        for link in [
            "[a](javascript:alert(1))",
            "[a](data:text/html,x)",
            "[a](//b.example)",
            "[a](JaVaScript:x)",
            "[a](\u{1}javascript:x)",
            "[a](https://example.edu@b.example)",
            "[a](&#106;avascript:x)",
            "[a][1]\n\n[1]: javascript:x",
        ] {
            assert_eq!(html(link), "<p dir=\"auto\">a</p>", "{link}");
        }
        assert_eq!(html("![a](https://b.example/c.png)"), "<p dir=\"auto\">a</p>");
        assert_eq!(html("<javascript:x>"), "<p dir=\"auto\">javascript:x</p>");
        assert_eq!(html("a&#x202e;b&#0;c&lt;script&gt;"), "<p dir=\"auto\">ab\u{fffd}c&lt;script&gt;</p>");
        assert_eq!(
            html("[a](https://b.example/\"onclick=\"x)"),
            "<p dir=\"auto\"><a href=\"https://b.example/%22onclick=%22x\" rel=\"nofollow noopener noreferrer ugc\">a</a></p>"
        );
    }

    #[test]
    fn what_shows_nothing_is_no_heading_and_no_link_without_words() {
        assert_eq!(html("#\n\na"), "<p dir=\"auto\">a</p>");
        assert_eq!(html("# ![](x)\n"), "");
        assert_eq!(
            html("[](https://b.example/c)"),
            "<p dir=\"auto\"><a href=\"https://b.example/c\" rel=\"nofollow noopener noreferrer ugc\">b.example</a></p>"
        );
    }

    #[test]
    fn depth_and_length_are_bounded() {
        let deep = html(&format!("{}a", "> ".repeat(1900)));
        assert_eq!(deep.matches("<blockquote>").count(), DEPTH);
        assert_eq!(deep.matches("</blockquote>").count(), DEPTH);
        assert!(html(&"&".repeat(100_000)).len() < 22_000);
        // Patterns on which parsers have run for minutes.
        for pattern in [
            "*a_ ", "[", "![", "[a](", "`", "<", "<!--", "> - ", "**a ", "\\", "&", "[a]: x\n", "- \n", "_*", "a\n=\n",
            "[^", "<a ", "~~~\n",
        ] {
            let started = std::time::Instant::now();
            assert!(html(&pattern.repeat(40_000)).len() < 48_000, "{pattern}");
            assert!(started.elapsed().as_secs() < 5, "{pattern}");
        }
    }
}
