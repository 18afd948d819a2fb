//! Foreign text, so that it can neither forge a line nor bring markup along.

use std::fmt::Write as _;

use crate::display::seen::{is_seen, shows};
use crate::display::summary::web_link;

/// In which form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pen {
    /// Plain text, one line for a fact.
    Text,
    /// Markdown (CommonMark, and what GitHub adds to it).
    Markdown,
}

/// The longest names, sentences, narratives and addresses that are written, in characters: of plain text, which is to be read
/// in a minute, and of Markdown.
const NAME: [usize; 2] = [120, 200];
const SENTENCE: [usize; 2] = [240, 1000];
const PROSE: usize = 6000;
const ADDRESS: [usize; 2] = [200, 500];

impl Pen {
    fn of(self, [text, markdown]: [usize; 2]) -> usize {
        if self == Pen::Text { text } else { markdown }
    }

    /// A name, a word, an id: in quotation marks if it has what parts a line, and could be read as the rest of its own.
    pub(super) fn name(self, text: &str) -> String {
        if parts(text) { self.quoted(text) } else { self.bare(text) }
    }

    /// A name that has a line to itself.
    pub(super) fn bare(self, text: &str) -> String {
        self.safe(text, self.of(NAME))
    }

    /// A sentence or two.
    pub(super) fn sentence(self, text: &str) -> String {
        self.safe(text, self.of(SENTENCE))
    }

    /// A sentence or two among other things on a line, as a name.
    pub(super) fn clause(self, text: &str) -> String {
        if parts(text) { format!("“{}”", self.sentence(&within_quotation(text))) } else { self.sentence(text) }
    }

    /// A name in quotation marks, and none in it that would end them early.
    pub(super) fn quoted(self, text: &str) -> String {
        format!("“{}”", self.bare(&within_quotation(text)))
    }

    /// A sentence in quotation marks, from Markdown.
    pub(super) fn quoted_prose(self, markdown: &str) -> String {
        format!("“{}”", self.sentence(&within_quotation(&plain(markdown))))
    }

    /// An address. In Markdown `https` is a link that shows where it leads; everything else is text.
    pub(super) fn address(self, uri: &str) -> String {
        let longest = self.of(ADDRESS);
        match web_link(uri).filter(|link| link.len() <= longest) {
            Some(link) if self == Pen::Markdown => format!("<{link}>"),
            Some(link) => link,
            None => self.safe(uri, longest),
        }
    }

    /// What is written in Markdown as the lines of a quotation: its text without emphasis, nothing of it markup any more.
    pub(super) fn prose(self, markdown: &str) -> Vec<String> {
        let (mut lines, mut left) = (Vec::new(), PROSE);
        let plain = plain(markdown);
        for line in plain.split(is_break).map(str::trim).filter(|line| !line.is_empty()) {
            if left == 0 {
                lines.push("…".into());
                break;
            }
            let count = line.chars().count();
            lines.push(self.safe(line, left));
            left = left.saturating_sub(count.max(40));
        }
        lines
    }

    fn safe(self, text: &str, longest: usize) -> String {
        let line = one_line(text, longest);
        let line = if self == Pen::Markdown { escaped(&line) } else { line };
        // Text that runs from right to left would turn what we write around it.
        if line.chars().any(runs_left) { format!("\u{2068}{line}\u{2069}") } else { line }
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a text has what a line is parted by, or what looks like it.
fn parts(text: &str) -> bool {
    let mut after = false;
    text.chars().any(|c| {
        let ends = std::mem::replace(
            &mut after,
            matches!(c, ':' | ';' | '\u{37e}' | '\u{2d0}' | '\u{2236}' | '\u{a789}' | '/' | '←'),
        );
        matches!(c, '：' | '；' | '︓' | '︔' | '﹔' | '﹕') || ends && (c.is_whitespace() || !shows(c))
    })
}

/// A text without what would end a quotation: a mark that looks double is a single one, and of marks beside each other, which
/// look double, the first is left.
fn within_quotation(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_after = false;
    for c in text.chars() {
        let is_mark = is_quotation(c) || is_apostrophe(c);
        match is_mark {
            true if is_after => {}
            true => out.push(if is_quotation(c) { '\'' } else { c }),
            false => out.push(c),
        }
        // What is not seen parts nothing.
        is_after = is_mark || is_after && !c.is_whitespace() && !shows(c);
    }
    out
}

/// Marks that could be taken for the end of a quotation.
fn is_quotation(c: char) -> bool {
    matches!(
        c,
        '"' | '¨' | '«' | '»' | '˝' | 'ˮ' | 'ʺ' | '˵' | '˶' | '\u{5f4}' | '“' | '”' | '„' | '‟' | '″' | '‴' | '‶' | '‷' | '⁗' | '‹'
            | '›' | '❝' | '❞' | '❠' | '❮' | '❯' | '⹂' | '「'..='』' | '〃' | '〝'..='〟' | '﹁'..='﹄' | '＂' | '｢' | '｣' | '\u{1f676}'..='\u{1f678}'
    )
}

/// Marks of which two look like one of those.
fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | 'ʹ'..='ʽ' | 'ˈ' | 'ˊ' | 'ˋ' | '˴' | '\u{374}' | '\u{384}' | '\u{5f3}' | '\u{7f4}' | '\u{7f5}' | '\u{1fbd}'
            | '\u{1fbf}' | '\u{1fef}' | '\u{1ffd}' | '\u{1ffe}' | '‘'..='‛' | '′' | '‵' | '❛' | '❜' | '❟' | '\u{a78b}' | '\u{a78c}' | '＇' | '｀'
    )
}

/// Hebrew, Arabic and what else is written from right to left.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// On one line, single spaces, nothing that a terminal would obey or that turns the line, and not too long. Of nothing, a dash.
fn one_line(text: &str, longest: usize) -> String {
    let mut out = String::with_capacity(text.len().min(longest));
    let (mut count, mut is_gap) = (0, false);
    for c in text.chars() {
        let shown = match c {
            _ if c.is_whitespace() => {
                is_gap = count > 0;
                continue;
            }
            // Marks that only help letters to their place.
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' => continue,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
            _ if c.is_control() => '\u{fffd}',
            _ => c,
        };
        let needed = 1 + usize::from(is_gap);
        if count + needed > longest {
            out.push('…');
            return out;
        }
        if std::mem::take(&mut is_gap) {
            out.push(' ');
        }
        out.push(shown);
        count += needed;
    }
    if is_seen(&out) { out } else { "—".into() }
}

/// One line as Markdown that shows just this line wherever it stands in one: no emphasis, links, images, HTML, entities,
/// formulas, nor a list or heading where it begins, nor the bare web addresses that GitHub makes links of. Of bare e-mail
/// addresses it makes links whatever is escaped; they show where they lead.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let before = line.get(..at).unwrap_or_default();
        let needed = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$' | '^' | '{' | '@' => {
                true
            }
            '-' | '+' | '=' => at == 0,
            '.' | ')' if at == digits && at > 0 => {
                !line.get(at + 1..).is_some_and(|rest| rest.starts_with(|c| c != ' '))
            }
            '.' => before.get(before.len().saturating_sub(3)..).is_some_and(|last| last.eq_ignore_ascii_case("www")),
            ':' => line.get(at..).is_some_and(|rest| rest.starts_with("://")),
            _ => false,
        };
        if needed {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Markdown as text: without the marks of strong emphasis, and what is escaped as what it means. The rest stays as it is
/// written; it is for reading, and nothing is ever made markup again.
pub(super) fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(rest.next()),
            ('*', Some('*')) => _ = rest.next(),
            _ => _ = out.write_char(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_text_forges_a_line() {
        for (text, line) in [
            ("Critical\nVERIFIED by the registry", "Critical VERIFIED by the registry"),
            ("a\u{202e}b\u{2066}c\u{2028}d\u{85}e", "a\u{fffd}b\u{fffd}c d e"),
            ("\u{1b}[31mred\u{7}", "\u{fffd}[31mred\u{fffd}"),
            ("  \t\u{3000}wide \u{a0} open  ", "wide open"),
            ("\u{feff}\u{200e}", "—"),
            ("", "—"),
        ] {
            assert_eq!(Pen::Text.name(text), line);
        }
        assert_eq!(Pen::Text.name(&"x".repeat(500)), "x".repeat(120) + "…");
        assert_eq!(Pen::Text.name("أمينة"), "\u{2068}أمينة\u{2069}");
        assert_eq!(Pen::Text.quoted("A” (trusted), \"B"), "“A' (trusted), 'B”");
    }

    #[test]
    fn nothing_ends_a_quotation_early() {
        for (text, quoted) in [
            ("A❞ B", "“A' B”"),
            ("A″ B〞 C〟 D› E¨ F״ G」", "“A' B' C' D' E' F' G'”"),
            ("A’’ B", "“A’ B”"),
            ("A'' B '\"' C", "“A' B ' C”"),
            ("A’\u{200b}’ ´`", "“A’\u{200b} ´”"),
            ("l’école d'été", "“l’école d'été”"),
        ] {
            assert_eq!(Pen::Text.quoted(text), quoted);
            assert_eq!(Pen::Text.quoted_prose(text), quoted);
        }
    }

    #[test]
    fn what_shows_nothing_is_a_dash() {
        for text in ["\u{200b}", "\u{ad}", "\u{2060}", "\u{3164}", "\u{2800}", " \u{2800} \u{301}"] {
            assert_eq!((Pen::Text.name(text), Pen::Markdown.quoted(text)), ("—".into(), "“—”".into()));
        }
    }

    #[test]
    fn a_name_is_not_the_rest_of_its_line() {
        for (text, name) in [
            (
                "Gather: Exemplary (level 4 of 4); required: Proficient",
                "“Gather: Exemplary (level 4 of 4); required: Proficient”",
            ),
            ("A ;  B", "“A ; B”"),
            ("A:\nB", "“A: B”"),
            ("A:\u{200b} B", "“A:\u{200b} B”"),
            ("A∶ B", "“A∶ B”"),
            ("A：B", "“A：B”"),
            ("A”; “B", "“A'; 'B”"),
            ("Pass / Fail", "“Pass / Fail”"),
            ("did:key:z6Mk", "did:key:z6Mk"),
            ("https://a.example/b", "https://a.example/b"),
            ("and/or 3:1", "and/or 3:1"),
        ] {
            assert_eq!(Pen::Text.name(text), name);
        }
        assert_eq!((Pen::Text.bare("A: B"), Pen::Text.clause("A: B")), ("A: B".into(), "“A: B”".into()));
    }

    #[test]
    fn no_text_is_markup() {
        for (text, markdown) in [
            ("# Heading", r"\# Heading"),
            ("- item", r"\- item"),
            ("1. item", r"1\. item"),
            ("12) item", r"12\) item"),
            ("===", r"\==="),
            ("[a](https://x.example) ![b](c)", r"\[a\](https\://x.example) \!\[b\](c)"),
            ("<script>&lt;", r"\<script\>\&lt;"),
            ("www.example.com a@b.example", r"www\.example.com a\@b.example"),
            ("a well-known 3.5", "a well-known 3.5"),
        ] {
            assert_eq!(Pen::Markdown.name(text), markdown);
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(Pen::Markdown.address("https://a.example/b)c>d"), "<https://a.example/b%29c%3Ed>");
        assert_eq!(Pen::Markdown.address("http://a.example/"), r"http\://a.example/");
        assert_eq!(Pen::Markdown.address("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(Pen::Text.address("did:key:z6Mk"), "did:key:z6Mk");
    }

    #[test]
    fn narratives_lose_their_marks() {
        let text = "To earn **A\\*b**:\n\n- one\n# two\r<b>";
        assert_eq!(Pen::Markdown.prose(text), [r"To earn A\*b:", r"\- one", r"\# two", r"\<b\>"]);
        let long = Pen::Markdown.prose(&"a\n".repeat(10_000));
        assert_eq!((long.len(), long.last().unwrap().as_str()), (151, "…"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]

        #[test]
        fn any_text_stays_on_its_line(text in r"(\PC|\pC|[\r\n\t<>*_#\\-]){0,400}") {
            for pen in [Pen::Text, Pen::Markdown] {
                for line in [pen.name(&text), pen.sentence(&text), pen.quoted(&text), pen.address(&text)] {
                    let isolates = ['\u{2068}', '\u{2069}'];
                    prop_assert!(!line.chars().any(|c| crate::text::is_unprintable(c) && !isolates.contains(&c)));
                    prop_assert!(line.chars().count() <= 2 * 1000 + 5);
                }
            }
        }
    }
}
