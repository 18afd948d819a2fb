use proptest::prelude::*;

use super::*;
use crate::finding::Code;

fn codes(bytes: &[u8]) -> Vec<(Code, String)> {
    match Document::parse(bytes) {
        Ok(_) => Vec::new(),
        Err(e) => e.findings().map(|f| (f.code(), f.pointer().to_owned())).collect(),
    }
}

fn message(bytes: &[u8]) -> String {
    Document::parse(bytes).unwrap_err().to_string()
}

#[test]
fn keeps_texts_and_finds_places() {
    let text = r#" {"a/b": [1.0, 1e2, {"~": "\u00e9\ud83d\ude00"}], "c": {}, "d": [], "e": null, "f": true} "#;
    let document = Document::parse(text.as_bytes()).unwrap();
    assert_eq!(document.as_str(), text);
    let root = document.root();
    let list = root.get("a/b").unwrap();
    let raws: Vec<_> = list.items().map(Node::raw).collect();
    assert_eq!(raws, ["1.0", "1e2", r#"{"~": "\u00e9\ud83d\ude00"}"#]);
    let inner = list.items().nth(2).unwrap().get("~").unwrap();
    assert_eq!(inner.as_str().unwrap(), "é😀");
    assert_eq!(inner.pointer(), "/a~1b/2/~0");
    assert_eq!(root.pointer(), "");
    assert_eq!(root.members().count(), 5);
    assert_eq!(root.get("c").unwrap().members().count(), 0);
    assert_eq!(root.get("d").unwrap().items().count(), 0);
    assert_eq!(root.get("e").unwrap().kind(), Kind::Null);
    assert_eq!(root.get("f").unwrap().as_bool(), Some(true));
    assert_eq!(root.get("f").unwrap().pointer(), "/f");
    assert!(root.get("g").is_none());
}

#[test]
fn refuses_what_is_not_json() {
    for (text, reason) in [
        ("", "line 1, column 1: the document ends where a value is expected"),
        ("[1,]", "line 1, column 4: expected a value"),
        ("[,1]", "line 1, column 2: expected a value"),
        ("[1 2]", "line 1, column 4: expected `,` or `]`"),
        ("{\"a\":1,}", "line 1, column 8: expected a member name in double quotes"),
        ("{\"a\" 1}", "line 1, column 6: expected `:` after a member name"),
        ("{\"a\":1]", "line 1, column 7: expected `,` or `}`"),
        ("{1:1}", "line 1, column 2: expected a member name in double quotes"),
        ("\n01", "line 2, column 2: a number does not begin with a needless zero"),
        ("-", "line 1, column 2: a number needs a digit"),
        ("1.", "line 1, column 3: a number needs a digit after its point"),
        ("1e+", "line 1, column 4: a number needs a digit in its exponent"),
        ("NaN", "line 1, column 1: expected a value"),
        ("truth", "line 1, column 1: expected a value"),
        ("1 2", "line 1, column 3: something follows the end of the JSON value"),
        ("[1", "line 1, column 3: expected `,` or `]`"),
        ("\"a", "line 1, column 3: the document ends inside a string"),
        ("\"a\nb\"", "line 1, column 3: a string holds a control character that is not escaped"),
        (r#""\x""#, "line 1, column 3: a backslash begins no escape that JSON knows"),
        (r#""\u12g4""#, "line 1, column 4: `\\u` is not followed by four hexadecimal digits"),
        (r#""\ud800""#, "line 1, column 8: a string holds half of a surrogate pair"),
        (r#""\udc00""#, "line 1, column 8: a string holds half of a surrogate pair"),
        (r#""\ud800\u0041""#, "line 1, column 14: a string holds half of a surrogate pair"),
        (
            "\u{feff}{}",
            "line 1, column 1: the document begins with a byte order mark, which JSON does not allow; save it without one",
        ),
        ("\"é\" x", "line 1, column 5: something follows the end of the JSON value"),
    ] {
        assert_eq!(message(text.as_bytes()), format!("not JSON at {reason}"), "{text:?}");
        assert_eq!(codes(text.as_bytes()), [(Code::JsonSyntax, String::new())]);
    }
    assert_eq!(codes(b"\"\xff\""), [(Code::JsonNotUtf8, String::new())]);
}

#[test]
fn finds_every_duplicate() {
    let text = br#"{"a":1,"b":{"x":1,"\u0078":2},"a":[{"c":1,"c":2,"c":3}]}"#;
    let expected = [(Code::JsonDuplicateMember, "/a"), (Code::JsonDuplicateMember, "/b/x")];
    let found = codes(text);
    assert_eq!(found[..2], expected.map(|(c, p)| (c, p.to_owned())));
    assert_eq!(found.len(), 4);
}

#[test]
fn limits_are_kept() {
    let deep = "[".repeat(65) + &"]".repeat(65);
    assert_eq!(codes(deep.as_bytes()), [(Code::JsonTooDeep, String::new())]);
    assert!(Document::parse(("[".repeat(64) + &"]".repeat(64)).as_bytes()).is_ok());
    let wide = format!("[{}0]", "0,".repeat(16_000));
    assert_eq!(codes(wide.as_bytes()), [(Code::JsonTooManyValues, String::new())]);
    let long = " ".repeat((1 << 20) + 1);
    assert_eq!(codes(long.as_bytes()), [(Code::JsonTooLarge, String::new())]);
    let within = Limits::default().with_bytes(3).with_depth(1).with_values(1);
    assert!(Document::parse_within(b"1  ", &within).is_ok());
    assert!(Document::parse_within(b"[1]", &within).is_err());
}

#[test]
fn a_megabyte_of_brackets_or_duplicates_is_refused() {
    let brackets = "[".repeat(1 << 20);
    assert_eq!(codes(brackets.as_bytes()), [(Code::JsonTooDeep, String::new())]);
    let mut members = String::from("{");
    for _ in 0..15_000 {
        members.push_str("\"a\":1,");
    }
    members.push_str("\"a\":1}");
    let found = codes(members.as_bytes());
    assert_eq!(found.len(), 101);
    assert_eq!(found[100], (Code::JsonDuplicateMember, String::new()));
}

#[test]
fn pointers_stay_short() {
    let text = format!(r#"{{"{}": {{"{}": 1}}}}"#, "x".repeat(500_000), "é".repeat(300));
    let document = Document::parse(text.as_bytes()).unwrap();
    let value = document.root().members().next().unwrap().1.members().next().unwrap().1;
    assert_eq!(value.pointer(), format!("/{}…/{}…", "x".repeat(256), "é".repeat(256)));
}

#[test]
fn pretty_copies_scalars() {
    let document = Document::parse(br#"{"a":[1.50,"\u00e9",{}],"b":[]}"#).unwrap();
    let expected = "{\n  \"a\": [\n    1.50,\n    \"\\u00e9\",\n    {}\n  ],\n  \"b\": []\n}";
    assert_eq!(document.to_pretty(), expected);
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_filter("finite", |f| f.is_finite()).prop_map(Into::into),
        "\\PC*|[\\x00-\\x1f\"\\\\]{0,4}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec(("\\PC{0,6}", inner), 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_serde_json_on_json(value in json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let document = Document::parse(text.as_bytes()).unwrap();
            prop_assert_eq!(document.as_str(), &text);
            prop_assert_eq!(&built(document.root()), &value);
            let pretty = Document::parse(document.to_pretty().as_bytes()).unwrap();
            prop_assert_eq!(&pretty, &document);
            prop_assert_eq!(document.to_compact(), value.to_string());
            prop_assert_eq!(&Document::of(&value).unwrap(), &document);
            whole(document.root());
        }
    }

    #[test]
    fn agrees_with_serde_json_on_noise(text in r#"[\[\]{}:,"\\u0-9a-f.eE+\- tn]{0,24}"#) {
        // serde_json's map lets duplicates pass and keeps the last; numbers beyond a double are not JSON's fault.
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match Document::parse(text.as_bytes()) {
            Ok(_) => if let Err(e) = theirs { prop_assert!(e.to_string().contains("out of range"), "{text} {e}") },
            Err(e) => prop_assert!(theirs.is_err() || e.code() == Code::JsonDuplicateMember, "{text} {e}"),
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Document::parse(&bytes);
    }
}

/// The tree as serde_json's.
fn built(node: Node<'_>) -> serde_json::Value {
    match node.kind() {
        Kind::Array => node.items().map(built).collect(),
        Kind::Object => node.members().map(|(name, value)| (name.into_owned(), built(value))).collect(),
        _ => serde_json::from_str(node.raw()).unwrap(),
    }
}

/// Every value is the same when it is taken out.
fn whole(node: Node<'_>) {
    let alone = node.to_document();
    assert_eq!(alone.as_str(), node.raw());
    assert!(alone.root().is_equal_to(node));
    for (inner, outer) in alone.root().items().zip(node.items()) {
        assert_eq!(format!("{}{}", node.pointer(), inner.pointer()), outer.pointer());
    }
    for ((_, inner), (_, outer)) in alone.root().members().zip(node.members()) {
        assert_eq!(format!("{}{}", node.pointer(), inner.pointer()), outer.pointer());
    }
    node.items().chain(node.members().map(|(_, value)| value)).for_each(whole);
}

#[test]
fn values_are_equal_whatever_their_order() {
    let parse = |text: &str| Document::parse(text.as_bytes()).unwrap();
    assert_eq!(parse(r#"{"a": 1, "b": ["\u00e9", null]}"#), parse(r#"{"b":["é",null],"a":1}"#));
    for other in [r#"{"a": 1.0}"#, r#"{"a": "1"}"#, r#"{"a": 1, "b": 1}"#, r#"{"b": 1}"#, "[1]", "{}"] {
        assert_ne!(parse(r#"{"a": 1}"#), parse(other), "{other}");
    }
    assert_ne!(parse("[1, 2]"), parse("[2, 1]"));
}
