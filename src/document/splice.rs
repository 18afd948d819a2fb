//! A member added to a document, without reading it again.

use std::sync::Arc;

use super::{Document, Kind, Slot};

/// The document with one member more, its last, after the text as it was. The document must be an object without such a
/// member, the name one that needs no escapes, and both far below 4 GiB together, as parsed documents are.
pub(super) fn with_member(document: &Document, name: &str, value: &Document) -> Document {
    let root = document.slot(0);
    let open = document.as_str().trim_end().strip_suffix('}').unwrap_or_default().trim_end();
    let mut text = String::with_capacity(open.len() + name.len() + value.as_str().len() + 5);
    text.push_str(open);
    if root.next > 1 {
        text.push(',');
    }
    let name_start = offset(text.len());
    text.extend(["\"", name, "\""]);
    let name_end = offset(text.len());
    text.push(':');
    let start = offset(text.len());
    text.push_str(value.as_str());
    text.push('}');

    let mut slots = Vec::with_capacity(document.slots.len() + value.slots.len() + 1);
    slots.extend_from_slice(&document.slots);
    let value_at = offset(slots.len()).saturating_add(1);
    if let Some(root) = slots.first_mut() {
        root.end = offset(text.len());
        root.next = value_at.saturating_add(offset(value.slots.len()));
    }
    let (kind, escaped, next) = (Kind::String, false, value_at);
    slots.push(Slot { kind, escaped, start: name_start, end: name_end, next, parent: 0, position: 0 });
    let position = offset(document.root().members().count());
    slots.extend(value.moved(start, value_at, 0, position));
    Document { text: text.into(), slots: Arc::new(slots) }
}

/// Offsets fit, see above.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_if_it_had_been_read() {
        let value = Document::parse(br#" {"a": [1, {"b": "x"}], "c": "\u00e9"} "#).unwrap();
        for text in [r#"{}"#, " { } ", r#"{"x": 1}"#, "{\n \"x\": [{}, 2], \"y\": {\"z\": null} \n}\n"] {
            let document = Document::parse(text.as_bytes()).unwrap();
            let ours = with_member(&document, "proof", &value);
            let read = Document::parse(ours.as_bytes()).unwrap();
            assert_eq!(format!("{:?}", ours.slots), format!("{:?}", read.slots), "{text}");
            assert_eq!(ours.as_str(), read.as_str());
        }
    }
}
