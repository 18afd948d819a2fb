//! Strings as JSON.

use crate::text::push_quoted;

/// `text` in quotes. Only what JSON demands is escaped.
pub(crate) fn push_string(text: &str, out: &mut String) {
    push_quoted(text, out, |b| b < 0x20, |control| format!("\\u{control:04x}"));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
