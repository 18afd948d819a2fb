//! The JSON parser against itself and against serde_json.

#![no_main]

use std::collections::HashSet;
use std::fmt;

use libfuzzer_sys::fuzz_target;
use openbadges::document::{Kind, Node};
use openbadges::finding::Code;
use openbadges::{Document, ErrorKind};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

fuzz_target!(|data: &[u8]| {
    let theirs = serde_json::from_slice::<Value>(data);
    let document = match Document::parse(data) {
        Ok(document) => document,
        Err(error) => {
            // What serde_json reads is refused for a limit or for members of one name, never for its syntax.
            if theirs.is_ok() && error.kind() != ErrorKind::Limit {
                assert_eq!(error.code(), Code::JsonDuplicateMember, "{error}");
                assert!(serde_json::from_slice::<Distinct>(data).is_err(), "no member stands twice: {error}");
            }
            return;
        }
    };
    assert_eq!(document.as_bytes(), data);
    let pretty = Document::parse(document.to_pretty().as_bytes()).expect("the pretty form is JSON");
    assert_eq!(pretty.to_pretty(), document.to_pretty());
    match theirs {
        Ok(theirs) => {
            assert!(serde_json::from_slice::<Distinct>(data).is_ok(), "a member stands twice");
            agree(document.root(), &theirs, &theirs);
            agree(pretty.root(), &theirs, &theirs);
        }
        // serde_json's values have no place for great numbers; its grammar does.
        Err(error) => {
            let skipped = serde_json::from_str::<IgnoredAny>(document.as_str());
            assert!(skipped.is_ok() && error.to_string().contains("number out of range"), "{error}");
        }
    }
});

fn agree(node: Node<'_>, value: &Value, root: &Value) {
    assert_eq!(root.pointer(&node.pointer()), Some(value));
    match value {
        Value::Null => assert_eq!(node.kind(), Kind::Null),
        Value::Bool(value) => assert_eq!(node.as_bool(), Some(*value)),
        Value::Number(value) => {
            let text = node.as_number().expect("a number");
            assert_eq!(serde_json::from_str::<Number>(text).ok().as_ref(), Some(value));
        }
        Value::String(value) => assert_eq!(node.as_str().as_deref(), Some(value.as_str())),
        Value::Array(values) => {
            assert_eq!((node.kind(), node.items().count()), (Kind::Array, values.len()));
            node.items().zip(values).for_each(|(item, value)| agree(item, value, root));
        }
        Value::Object(values) => {
            assert_eq!((node.kind(), node.members().count()), (Kind::Object, values.len()));
            for ((name, member), (key, value)) in node.members().zip(values) {
                assert_eq!(name, *key);
                assert!(node.get(key).is_some());
                agree(member, value, root);
            }
        }
    }
}

/// JSON in which no object has two members of one name, found without the parser under test.
struct Distinct;

impl<'de> Deserialize<'de> for Distinct {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Distinct)
    }
}

impl<'de> Visitor<'de> for Distinct {
    type Value = Distinct;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without members of one name")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Distinct>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some((name, _)) = members.next_entry::<String, Distinct>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a member stands twice"));
            }
        }
        Ok(self)
    }
}
