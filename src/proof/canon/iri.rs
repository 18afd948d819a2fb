//! Absolute IRIs (RFC 3987): what may stand between `<` and `>`.

use oxiri::IriRef;

/// Whether `text` is an absolute IRI.
pub(super) fn is_absolute(text: &str) -> bool {
    IriRef::parse(text).is_ok_and(|iri| iri.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::is_absolute;

    #[test]
    fn absolute_iris() {
        for good in ["did:example:a", "https://example.edu/ü?q#f", "urn:uuid:1", "xsd:dateTime", "https://[::1]/"] {
            assert!(is_absolute(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "/a",
            "#a",
            ":a",
            "1a:b",
            "_:b0",
            "https://a b",
            "https://a/<b>",
            "https://a/\u{80}",
            "a b:c",
            "a:%zz",
            "https://a/[x]",
            "https://[",
            "https://a:port/",
            "a:#b#c",
            "a:\u{e000}",
            "https://a/%",
            "a:[b]",
            "a:\u{fffe}",
        ] {
            assert!(!is_absolute(bad), "{bad}");
        }
    }
}
