//! A member added to a document, without reading it again.

use std::sync::Arc;

use super::{Document, Kind, Slot};

/// The document with one member more, its last, after the text as it was. The document must be an object without such a
/// member, the name one that needs no escapes, and both far below 4 GiB together, as parsed documents are.
///
/// Nothing is copied if nobody else has the document.
pub(super) fn with_member(document: Document, name: &str, value: &Document) -> Document {
    let (root, position) = (document.slot(0), offset(document.root().members().count()));
    let Document { text, slots } = document;
    let mut text = Arc::unwrap_or_clone(text);
    let open = text.trim_end().strip_suffix('}').unwrap_or_default().trim_end().len();
    text.truncate(open);
    text.reserve(name.len() + value.as_str().len() + 5);
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

    let mut slots = Arc::unwrap_or_clone(slots);
    slots.reserve(value.slots.len() + 1);
    let value_at = offset(slots.len()).saturating_add(1);
    if let Some(root) = slots.first_mut() {
        root.end = offset(text.len());
        root.next = value_at.saturating_add(offset(value.slots.len()));
    }
    let (kind, escaped, next) = (Kind::String, false, value_at);
    slots.push(Slot { kind, escaped, start: name_start, end: name_end, next, parent: 0, position: 0 });
    slots.extend(value.moved(start, value_at, 0, position));
    Document { text: Arc::new(text), slots: Arc::new(slots) }
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
            let ours = with_member(document, "proof", &value);
            let read = Document::parse(ours.as_bytes()).unwrap();
            assert_eq!(format!("{:?}", ours.slots), format!("{:?}", read.slots), "{text}");
            assert_eq!(ours.as_str(), read.as_str());
        }
    }
}
