//! Absolute IRIs (RFC 3987): what may stand between `<` and `>`.

use oxiri::IriRef;

use crate::text::is_plain_uri;
pub(super) use crate::text::is_scheme;

/// Whether `text` is an absolute IRI.
pub(super) fn is_absolute(text: &str) -> bool {
    is_simple(text) || IriRef::parse(text).is_ok_and(|iri| iri.is_absolute())
}

/// Whether `text` is an absolute IRI beyond doubt, as most are.
fn is_simple(text: &str) -> bool {
    let colon = text.bytes().position(|b| b == b':').and_then(|colon| text.split_at_checked(colon));
    colon.is_some_and(|(scheme, rest)| is_scheme(scheme) && is_plain_uri(rest.get(1..).unwrap_or_default()))
}

/// A reference against a base (RFC 3986, section 5.2), if the base has a scheme.
pub(super) fn resolve(base: &str, reference: &str) -> Option<String> {
    let base = Parts::of(base);
    let given = Parts::of(reference);
    base.scheme?;
    let mut path = String::new();
    let mut parts = Parts { fragment: given.fragment, ..given };
    if given.scheme.is_none() {
        parts.scheme = base.scheme;
        if given.authority.is_none() {
            parts.authority = base.authority;
            if given.path.is_empty() {
                base.path.clone_into(&mut path);
                parts.query = given.query.or(base.query);
                return Some(parts.with_path(&path));
            }
            if !given.path.starts_with('/') {
                // Merged: everything after the last slash of the base gives way.
                match base.path.rsplit_once('/') {
                    Some((folder, _)) => path = format!("{folder}/"),
                    None if base.authority.is_some() => path.push('/'),
                    None => {}
                }
            }
        }
    }
    path.push_str(given.path);
    Some(parts.with_path(&without_dots(&path)))
}

/// The parts of a reference (RFC 3986, appendix B), whether or not they are valid.
#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (rest, fragment) = text.split_once('#').map_or((text, None), |(rest, part)| (rest, Some(part)));
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, part)| (rest, Some(part)));
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, rest),
        };
        let Some(rest) = rest.strip_prefix("//") else {
            return Parts { scheme, authority: None, path: rest, query, fragment };
        };
        let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len())).unwrap_or((rest, ""));
        Parts { scheme, authority: Some(authority), path, query, fragment }
    }

    fn with_path(self, path: &str) -> String {
        let part = |before: &str, part: Option<&str>, after: &str| part.map(|part| format!("{before}{part}{after}"));
        let parts = [
            part("", self.scheme, ":"),
            part("//", self.authority, ""),
            Some(path.to_owned()),
            part("?", self.query, ""),
            part("#", self.fragment, ""),
        ];
        parts.into_iter().flatten().collect()
    }
}

/// Remove Dot Segments (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let (is_rooted, rest) = path.strip_prefix('/').map_or((false, path), |rest| (true, rest));
    let mut segments = rest.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                // What is left is a folder.
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    format!("{}{}", if is_rooted { "/" } else { "" }, kept.join("/"))
}

#[cfg(test)]
mod tests {
    use oxiri::IriRef;
    use proptest::prelude::*;

    use super::{is_absolute, is_simple, resolve};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

        /// The second look agrees wherever it is not needed.
        #[test]
        fn simple_iris_are_iris(text in "[a-c1]{0,2}:?(//)?[-a-c1.:/?#@%\\[\\]_~!ü ]{0,8}") {
            prop_assert!(!is_simple(&text) || IriRef::parse(text.as_str()).is_ok_and(|iri| iri.is_absolute()), "{text}");
        }
    }

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

    /// The examples of RFC 3986, section 5.4, and bases that hold dots themselves.
    #[test]
    fn references() {
        let cases = [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"),
            ("http:g", "http:g"),
        ];
        for (reference, expected) in cases {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference).as_deref(), Some(expected), "{reference}");
        }
        assert_eq!(resolve("http://a/b/./c/../d", "g").as_deref(), Some("http://a/b/g"));
        assert_eq!(resolve("http://a", "g").as_deref(), Some("http://a/g"));
        assert_eq!(resolve("/a", "g"), None);
    }
}
