//! Strings as JSON.

use crate::text::push_quoted;

/// `text` in quotes. Only what JSON demands is escaped.
pub(crate) fn push_string(text: &str, out: &mut String) {
    push_quoted(text, out, |b| b < 0x20, |control| format!("\\u{control:04x}"));
}

/// An object in the making, of members whose values are JSON already. Nothing is allocated before the first.
#[derive(Debug, Default)]
pub(crate) struct ObjectText(String);

impl ObjectText {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        ObjectText(String::with_capacity(bytes))
    }

    /// Adds a member with this text as its value.
    pub(crate) fn member(&mut self, name: &str, json: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        push_string(name, &mut self.0);
        self.0.push(':');
        self.0.push_str(json);
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn objects() {
        assert_eq!(ObjectText::default().finish(), "{}");
        let mut object = ObjectText::with_capacity(64);
        object.member("a\"b", "[1.50, null]");
        object.member("", "{}");
        assert_eq!(object.finish(), r#"{"a\"b":[1.50, null],"":{}}"#);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]

        #[test]
        fn as_serde_json_writes_it(text in r#"(?s)([\x00-\x1f"\\a/é😀]|.){0,40}"#) {
            let mut out = String::new();
            push_string(&text, &mut out);
            prop_assert_eq!(out, serde_json::to_string(&text).unwrap());
        }
    }
}
