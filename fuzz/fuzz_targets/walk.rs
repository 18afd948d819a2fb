//! JSON-LD under any contexts: the first line of the input is a context that is registered, if it is one, the rest the
//! document, which may bring its own. What is accepted has the same form with its members in another order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::proof::{Contexts, Engine};
use serde_json::Value;

const ADDRESS: &str = "urn:c";

fuzz_target!(|data: &[u8]| {
    let split = data.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (context, document) = data.split_at(split);
    let registered = Document::parse(context).and_then(|context| Contexts::new([(ADDRESS.to_owned(), context)]));
    let engine = Engine::new().with_contexts(registered.unwrap_or_default());
    let Ok(document) = Document::parse(document) else { return };
    let Ok(lines) = engine.canonicalize(&document) else { return };
    assert!(!lines.is_empty() && lines.lines().is_sorted());
    let value: Value = serde_json::from_str(document.as_str()).expect("what we read is JSON");
    let again = Document::parse(reversed(value).to_string().as_bytes()).expect("what serde_json writes is JSON");
    assert_eq!(engine.canonicalize(&again).expect("the order of members says nothing"), lines);
});

fn reversed(value: Value) -> Value {
    match value {
        Value::Object(members) => members.into_iter().rev().map(|(name, value)| (name, reversed(value))).collect(),
        Value::Array(items) => items.into_iter().map(reversed).collect(),
        other => other,
    }
}
