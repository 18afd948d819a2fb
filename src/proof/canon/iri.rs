//! Absolute IRIs (RFC 3987): what may stand between `<` and `>`.

/// Whether `text` is an absolute IRI. Letters beyond ASCII are allowed, unlike in a URI.
pub(super) fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && !rest.is_empty()
        && !rest.chars().any(|c| {
            c <= ' '
                || ('\u{7f}'..'\u{a0}').contains(&c)
                || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
        })
}

#[cfg(test)]
mod tests {
    use super::is_absolute;

    #[test]
    fn absolute_iris() {
        for good in ["did:example:a", "https://example.edu/ü?q#f", "urn:uuid:1", "xsd:dateTime"] {
            assert!(is_absolute(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "/a",
            "#a",
            ":a",
            "a:",
            "1a:b",
            "_:b0",
            "https://a b",
            "https://a/<b>",
            "https://a/\u{80}",
            "a b:c",
        ] {
            assert!(!is_absolute(bad), "{bad}");
        }
    }
}
