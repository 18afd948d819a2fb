//! Texts of others, without what would disturb the text around them.

use std::borrow::Cow;

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use url::Url;

/// More marks over one letter than any script has; a pile of them would cover what stands above.
const MARKS: usize = 4;

/// A text on one line, cut to so many characters.
pub(in crate::display) fn line(text: &str, most: usize) -> Cow<'_, str> {
    clean(text, most, |c| if matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
}

/// A text of many lines, cut to so many characters.
pub(in crate::display) fn lines(text: &str, most: usize) -> Cow<'_, str> {
    clean(text, most, |c| if matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') { '\n' } else { c })
}

fn clean(text: &str, most: usize, space: fn(char) -> char) -> Cow<'_, str> {
    let is_plain = |b: u8| (b' '..=b'~').contains(&b);
    if text.len() <= most && text.bytes().all(is_plain) {
        return text.into();
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let (mut out, mut count, mut marks) = (String::new(), 0, 0);
    for c in text.chars() {
        if turns(c) {
            continue;
        }
        let is_mark = !c.is_ascii() && classes.get_u8(c) != 0;
        marks = if is_mark { marks + 1 } else { 0 };
        if marks > MARKS {
            continue;
        }
        if count == most {
            out.push('…');
            break;
        }
        count += 1;
        out.push(match space(c) {
            c @ ('\n' | '\t') => c,
            c if c.is_control() || is_noncharacter(c) => '\u{fffd}',
            c => c,
        });
    }
    out.into()
}

/// Marks that turn the direction of what follows, beyond the text they stand in, or are not seen at all. What scripts need to
/// be written (joiners, and the marks of a direction that reach no further than a letter) stays.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// A link that may be followed: `http` or `https`, and no user before the host, which would look like another host.
pub(in crate::display) fn link(text: &str) -> Option<Url> {
    const LONGEST: usize = 2000;
    let url = Url::parse(text.get(..LONGEST + 1).map_or(text, |_| "")).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    (is_web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_disturbs_is_taken_out() {
        assert_eq!(line("Amara", 200), "Amara");
        assert_eq!(line("a\0b\nc\u{2028}d\u{1b}", 200), "a\u{fffd}b c d\u{fffd}");
        assert_eq!(line("\u{202e}abc\u{2066}\u{feff}\u{e0041}d", 200), "abcd");
        assert_eq!(line("abcd", 3), "abc…");
        assert_eq!(line("أمارا أوكافور", 200), "أمارا أوكافور");
        assert_eq!(line(&format!("Z{}a", "\u{301}".repeat(99)), 200), "Z\u{301}\u{301}\u{301}\u{301}a");
        assert_eq!(lines("a\nb\r\u{85}c", 200), "a\nb\u{fffd}\nc");
        assert_eq!(line("\u{fdd0}\u{1ffff}", 9), "\u{fffd}\u{fffd}");
        assert_eq!(line("नमस्ते\u{200d}", 200), "नमस्ते\u{200d}");
    }

    #[test]
    fn only_links_to_the_web_are_links() {
        assert_eq!(link("HTTPS://Example.edu/a b").unwrap().as_str(), "https://example.edu/a%20b");
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.edu",
            "/a",
            "mailto:a@b.example",
            "ftp://a.example",
            "https://example.edu@evil.example/",
            "https://:x@evil.example",
            "urn:uuid:1",
            "",
            "java\nscript:alert(1)",
        ] {
            assert!(link(bad).is_none(), "{bad}");
        }
        assert!(link(&format!("https://a.example/{}", "x".repeat(2000))).is_none());
    }
}
