//! Objects that are read once and stand in many documents.

use super::{Document, Kind, Node};

/// An object, and what reading it again would find out.
#[derive(Debug)]
pub(crate) struct Known {
    pub(super) document: Document,
    /// How many values are in it, without itself.
    pub(super) values: usize,
    /// How deep arrays and objects are nested, itself being the first.
    pub(super) depth: usize,
}

impl Known {
    /// What is known of an object with nothing around it.
    pub(crate) fn new(document: Document) -> Self {
        let mut depths: Vec<usize> = Vec::with_capacity(document.slots.len());
        let mut names = 0;
        for (i, slot) in document.slots.iter().enumerate() {
            let parent = usize::try_from(slot.parent).ok().filter(|parent| *parent < i);
            let around = parent.and_then(|parent| depths.get(parent)).copied().unwrap_or(0);
            depths.push(around + usize::from(matches!(slot.kind, Kind::Array | Kind::Object)));
            names += Node { document: &document, at: u32::try_from(i).unwrap_or(u32::MAX) }.members().count();
        }
        let depth = depths.into_iter().max().unwrap_or(0);
        Known { values: document.slots.len().saturating_sub(1 + names), depth, document }
    }

    pub(crate) fn as_str(&self) -> &str {
        self.document.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::Lots;
    use crate::limits::Limits;

    fn value(lots: &mut Lots, depth: u64) -> String {
        let (form, count) = (lots.below(if depth < 5 { 3 } else { 1 }), lots.below(4));
        let inner = |lots: &mut Lots| value(lots, depth + 1);
        match if depth == 0 { 1 } else { form } {
            0 => ["1.50", "\"a\\n\u{ffff}\"", "null", "\"\"", "true"][usize::try_from(lots.below(5)).unwrap()].into(),
            1 => {
                let members = (0..count).map(|i| format!("\"m\\u003{i}\" : {}", inner(lots)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
            _ => format!("[ {}]", (0..count).map(|_| inner(lots)).collect::<Vec<_>>().join(",")),
        }
    }

    /// With limits around its own values and its own depth, and any of its objects known.
    #[test]
    fn as_if_all_had_been_read() {
        let (mut read, mut refused) = (0, 0);
        for seed in 0..3_000 {
            let mut lots = Lots(seed);
            let text = value(&mut lots, 0);
            let document = Document::parse(text.as_bytes()).unwrap();
            let all = Known::new(document.clone());
            let mut objects: Vec<Node<'_>> = Vec::new();
            for at in 0..u32::try_from(document.slots.len()).unwrap() {
                let node = Node { document: &document, at };
                let is_free = objects.last().is_none_or(|last| node.offset() >= last.offset() + last.raw().len());
                if node.kind() == Kind::Object && is_free && lots.below(3) == 0 {
                    objects.push(node);
                }
            }
            let known: Vec<Known> = objects.iter().map(|node| Known::new(node.to_document())).collect();
            let known: Vec<(usize, &Known)> = objects.iter().map(|node| node.offset()).zip(&known).collect();
            let of = |size: usize, lots: &mut Lots| (size + usize::try_from(lots.below(4)).unwrap()).saturating_sub(2);
            let limits =
                Limits::default().with_values(of(all.values + 1, &mut lots)).with_depth(of(all.depth, &mut lots));
            let form = |document: crate::Result<Document>| match document {
                Ok(document) => Ok((format!("{:?}", document.slots), document.as_str().to_owned())),
                Err(error) => Err(error.to_string()),
            };
            let ours = form(Document::parse_around(text.clone(), &known, &limits));
            assert_eq!(ours, form(Document::parse_within(text.as_bytes(), &limits)), "{text}");
            if ours.is_ok() { read += 1 } else { refused += 1 }
        }
        assert!(read > 500 && refused > 500, "{read} {refused}");
    }

    #[test]
    fn beside_what_was_known_duplicates_are_found() {
        let text = r#"{"a": {}, "b": {"c": 1}, "d": {"e": 1, "e": 2}}"#;
        let known = [Known::new(Document::parse(b"{}").unwrap()), Known::new(Document::parse(br#"{"c": 1}"#).unwrap())];
        let error =
            Document::parse_around(text.into(), &[(6, &known[0]), (15, &known[1])], &Limits::default()).unwrap_err();
        assert_eq!(error.to_string(), Document::parse(text.as_bytes()).unwrap_err().to_string());
    }
}
