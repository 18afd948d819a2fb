//! Absolute IRIs (RFC 3987): what may stand between `<` and `>`.

use oxrdf::NamedNode;

/// Whether `text` is an absolute IRI. Asked is the library that writes the graph: what it does not take as an IRI it
/// would drop in silence, with all that is said of it.
pub(super) fn is_absolute(text: &str) -> bool {
    NamedNode::new(text).is_ok()
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
