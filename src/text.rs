//! Small things about text that several rooms need.

use sha2::{Digest as _, Sha256};

/// The longest piece of foreign text that a message repeats, in characters.
const SHOWN: usize = 120;

/// Foreign text in backticks: cut to a readable length, on one line, nothing a terminal would act on, and no backtick that
/// would end it early, so that what follows looked like ours.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(SHOWN) + 2);
    shown.push('`');
    for (i, c) in text.chars().enumerate() {
        if i == SHOWN {
            shown.push('…');
            break;
        }
        if c == '`' || is_unprintable(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown.push('`');
    shown
}

/// `text` in double quotes with the escapes that JSON and N-Quads share; other control characters, which are ASCII, as
/// `escape` writes them.
pub(crate) fn push_quoted(text: &str, out: &mut String, is_control: fn(u8) -> bool, escape: fn(u32) -> String) {
    out.push('"');
    let mut rest = text;
    loop {
        let special = |b: &u8| is_control(*b) || matches!(b, b'"' | b'\\');
        let begun = plain_length(rest.as_bytes());
        let more = rest.as_bytes().get(begun..).and_then(|bytes| bytes.iter().position(special));
        // What is escaped is ASCII, so that both cuts lie between characters.
        let Some((plain, tail)) = more.and_then(|more| rest.split_at_checked(begun + more)) else { break };
        out.push_str(plain);
        let mut characters = tail.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\r') => out.push_str("\\r"),
            Some(control) => out.push_str(&escape(u32::from(control))),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// How many bytes from the first on need no second look in a text in quotes, counted eight at a time: neither control
/// characters nor quotes nor backslashes, nor what may begin U+FFFE or U+FFFF. What follows may be as plain.
#[inline]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // In each byte the highest bit says whether the byte is less than `n`; a borrow disturbs later bytes only.
    let less = |bytes: u64, n: u64| bytes.wrapping_sub(n * ONES) & !bytes & (0x80 * ONES);
    let equal = |bytes: u64, byte: u64| less(bytes ^ (byte * ONES), 1);
    let mut length = 0;
    while let Some(eight) = bytes.get(length..).and_then(<[u8]>::first_chunk::<8>) {
        let eight = u64::from_le_bytes(*eight);
        let special =
            less(eight, 0x20) | equal(eight, 0x22) | equal(eight, 0x5c) | equal(eight, 0x7f) | equal(eight, 0xef);
        let plain = special.trailing_zeros() / 8;
        length += usize::try_from(plain).unwrap_or_default();
        if plain < 8 {
            break;
        }
    }
    length
}

/// Control characters, and the marks that turn or break a line of text.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A name for a file without its ending: lower-case ASCII letters and digits, all else as hyphens between them; none if
/// nothing is left.
pub(crate) fn file_stem(name: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let mut stem = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            stem.push(c.to_ascii_lowercase());
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
        if stem.len() == LONGEST {
            break;
        }
    }
    Some(stem.trim_end_matches('-').to_owned()).filter(|stem| !stem.is_empty())
}

/// Whether `id` is kebab-case: lower-case ASCII letters and digits, words joined by single hyphens.
pub(crate) fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// The candidate nearest to `wanted`, if it is near enough to be what was meant.
pub(crate) fn nearest<'c>(wanted: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Longer input is no typing slip, and the distance costs its length times the candidate's.
    if wanted.len() > 100 {
        return None;
    }
    let close = wanted.chars().count() / 3 + 1;
    candidates
        .into_iter()
        .map(|candidate| (distance(wanted, candidate), candidate))
        .filter(|(d, _)| *d <= close)
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// "; did you mean `x`?" or nothing.
pub(crate) fn did_you_mean<'c>(wanted: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(wanted, candidates).map_or_else(String::new, |c| format!("; did you mean `{c}`?"))
}

/// Levenshtein distance in characters, upper and lower case alike.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let cost = if ca == *cb { diagonal } else { diagonal.min(left).min(*cell) + 1 };
            diagonal = *cell;
            *cell = cost;
            left = cost;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// What stands for an id where there can be many: as many bytes, however long it is.
pub(crate) type Key = [u8; 16];

pub(crate) fn key(id: &str) -> Key {
    let digest: [u8; 32] = Sha256::digest(id.as_bytes()).into();
    digest.first_chunk().copied().unwrap_or_default()
}

/// Bytes as hexadecimal digits in lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]).map(digit).collect()
}

/// "a", "a and b", "a, b and c".
pub(crate) fn listed<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", init.join(", "), last.as_ref())
        }
    }
}

/// Whether `text` is an absolute URI: a scheme, a colon, and only characters that RFC 3986 allows.
pub(crate) fn is_uri(text: &str) -> bool {
    let colon = text.bytes().position(|b| b == b':').and_then(|colon| text.split_at_checked(colon));
    let Some((scheme, rest)) = colon.map(|(scheme, rest)| (scheme, rest.get(1..).unwrap_or_default())) else {
        return false;
    };
    let scheme_ok = is_scheme(scheme);
    if is_plain_uri(rest) {
        return scheme_ok && !rest.is_empty() && is_right_for_scheme(text, scheme, rest);
    }
    if !scheme_ok || rest.is_empty() || text.matches('#').count() > 1 {
        return false;
    }
    let Some(plain) = without_address(rest) else { return false };
    let mut bytes = plain.bytes();
    while let Some(b) = bytes.next() {
        let ok = match b {
            b'%' => {
                bytes.next().is_some_and(|h| h.is_ascii_hexdigit())
                    && bytes.next().is_some_and(|h| h.is_ascii_hexdigit())
            }
            b => b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&b),
        };
        if !ok {
            return false;
        }
    }
    is_right_for_scheme(text, scheme, rest)
}

/// What a browser would fetch must also be a URL by the URL standard (host, port), and a DID a DID.
fn is_right_for_scheme(text: &str, scheme: &str, rest: &str) -> bool {
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    if is("https") || is("http") {
        rest.strip_prefix("//").is_some_and(|r| is_plain_host(r) || url::Url::parse(text).is_ok())
    } else {
        !is("did") || is_did(rest)
    }
}

/// Whether `text` is the scheme of a URI, without its colon (RFC 3986, section 3.1).
pub(crate) fn is_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Whether what follows a scheme holds only characters that need no second look, as most URIs do: no escapes, no
/// brackets, no user or port, one `#` at most, all else as RFC 3986 has it in paths, queries and fragments.
pub(crate) fn is_plain_uri(rest: &str) -> bool {
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')));
            let path = rest.get(end.unwrap_or(rest.len())..).unwrap_or_default();
            if !(path.is_empty() || path.starts_with(['/', '?', '#'])) {
                return false;
            }
            path
        }
        None => rest,
    };
    let mut fragments = 0;
    path.bytes().all(|b| match PLAIN.get(usize::from(b)) {
        Some(true) => true,
        _ if b == b'#' => {
            fragments += 1;
            fragments == 1
        }
        _ => false,
    })
}

/// `pchar` without escapes, `/` and `?` (RFC 3986, section 3.3).
#[allow(clippy::indexing_slicing)] // in a constant: a wrong index would not compile
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut marks: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?";
    while let [mark, rest @ ..] = marks {
        plain[*mark as usize] = true;
        marks = rest;
    }
    plain
};

/// What follows a scheme, less an IPv6 address in brackets, the one place where brackets may stand (RFC 3986, 3.2.2);
/// none if the host is no such address.
fn without_address(rest: &str) -> Option<std::borrow::Cow<'_, str>> {
    let Some(authority) = rest.strip_prefix("//") else { return Some(rest.into()) };
    let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
    let (authority, path) = authority.split_at_checked(end)?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if authority.matches('@').count() > 1 {
        return None;
    }
    let Some((address, port)) = host.strip_prefix('[').and_then(|h| h.split_once(']')) else {
        return Some(rest.into());
    };
    address.parse::<std::net::Ipv6Addr>().ok()?;
    port.strip_prefix(':').unwrap_or(port).parse::<u16>().ok().map(|_| ()).or_else(|| port.is_empty().then_some(()))?;
    Some(format!("//{path}").into())
}

/// Whether what follows `//` begins with a host that is a URL's beyond doubt, as nearly all are: names of ASCII letters,
/// digits and hyphens, the last of which begins with a letter (so that it is no number of an address), none in
/// Punycode, no user and no port. Parsing the others costs more than all else that is looked at.
fn is_plain_host(rest: &str) -> bool {
    // How long the label is so far, what it begins with, and whether its third character is a hyphen.
    let (mut length, mut first, mut dashed) = (0, 0, false);
    for b in rest.bytes() {
        match b {
            b'/' | b'?' | b'#' => break,
            b'.' if length > 0 => length = 0,
            b'-' if length == 3 && dashed => return false,
            b'-' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                if length == 0 {
                    (first, dashed) = (b, false);
                }
                dashed |= length == 2 && b == b'-';
                length += 1;
            }
            _ => return false,
        }
    }
    length > 0 && first.is_ascii_alphabetic()
}

/// `did:` is followed by a method name of lower-case letters and digits and a non-empty identifier.
fn is_did(rest: &str) -> bool {
    rest.split_once(':').is_some_and(|(method, id)| {
        !method.is_empty() && method.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) && !id.is_empty()
    })
}

/// Whether `text` is a language tag in the form that Open Badges 3.0 allows: a language of two to four lower-case
/// letters, then as may be a script (`Latn`) and a region (`US`, `419`).
pub(crate) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let language = parts.next().unwrap_or_default().as_bytes();
    let is_script = |part: &&str| match part.as_bytes() {
        [first, rest @ ..] => first.is_ascii_uppercase() && rest.len() == 3 && rest.iter().all(u8::is_ascii_lowercase),
        [] => false,
    };
    let is_region = |part: &&str| {
        let bytes = part.as_bytes();
        bytes.len() == 2 && bytes.iter().all(u8::is_ascii_uppercase)
            || bytes.len() == 3 && bytes.iter().all(u8::is_ascii_digit)
    };
    parts.next_if(is_script);
    parts.next_if(is_region);
    (2..=4).contains(&language.len()) && language.iter().all(u8::is_ascii_lowercase) && parts.next().is_none()
}

/// Whether `text` is an `http` or `https` URL.
pub(crate) fn is_web_url(text: &str) -> bool {
    let lower = text.get(..8).map(str::to_ascii_lowercase);
    lower.is_some_and(|l| l.starts_with("https://") || l.starts_with("http://")) && is_uri(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_stays_on_one_line_and_short() {
        assert_eq!(quoted("a\nb\u{202e}"), "`a\\u{a}b\\u{202e}`");
        assert_eq!(quoted("A`, by `B"), "`A\\u{60}, by \\u{60}B`");
        assert_eq!(quoted(&"x".repeat(200)).chars().count(), 123);
    }

    #[test]
    fn kebab_case() {
        assert!(is_kebab("gather-and-assess-relevant-information"));
        for bad in ["", "-", "a-", "-a", "a--b", "A", "a b", "ä", "a_b"] {
            assert!(!is_kebab(bad), "{bad}");
        }
    }

    #[test]
    fn nearest_finds_slips_and_nothing_far() {
        let ids = ["empathy", "initiative", "resilience"];
        assert_eq!(nearest("resilence", ids), Some("resilience"));
        assert_eq!(nearest("Empathy", ids), Some("empathy"));
        assert_eq!(nearest("welding", ids), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn lists() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn languages() {
        for good in ["en", "en-US", "zh-Hant", "zh-Hant-TW", "es-419", "haw"] {
            assert!(is_language(good), "{good}");
        }
        for bad in ["", "e", "EN", "english", "en-us", "en-US-x-a", "en-", "en-US-Latn", "en_US", "-US"] {
            assert!(!is_language(bad), "{bad}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2), ..Default::default() })]

        #[test]
        fn plain_hosts_are_hosts(host in r"[a-zA-Z0-9x.:@%_-]{0,12}(\.[a-z0-9-]{1,4})?", rest in "[/?#a]{0,3}") {
            if is_plain_host(&format!("{host}{rest}")) {
                proptest::prop_assert!(url::Url::parse(&format!("https://{host}{rest}")).is_ok(), "{}", host);
            }
        }
    }

    #[test]
    fn uris() {
        for good in [
            "https://example.edu/a?b#c",
            "http://[::1]:8080/",
            "did:key:z6Mk",
            "did:web:example.edu%3A8443",
            "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e",
            "mailto:a@example.org",
            "data:image/png;base64,AAAA",
        ] {
            assert!(is_uri(good), "{good}");
        }
        for bad in [
            "",
            "x",
            "/a",
            "http:/x",
            "https://",
            "https://exa mple.org",
            "https://a/%zz",
            "1a:b",
            "did:key",
            "did::x",
            "https://a/#b#c",
            "https://a/ü",
            "https://example.org:99999/",
            "a:",
            "https://a/[x]",
            "https://a/?x[]=1",
            "https://a/#a[1]",
            "https://[",
            "https://[1]/",
            "a:[b]",
            "a:%zz",
            "a://b@c@d",
            "https://a/\u{7f}",
        ] {
            assert!(!is_uri(bad), "{bad}");
        }
        assert!(is_web_url("HTTPS://example.edu/"));
        assert!(!is_web_url("did:key:z6Mk"));
        assert!(!is_web_url("ftp://example.edu"));
    }
}
