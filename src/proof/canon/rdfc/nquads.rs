//! N-Quads for tests: read into a dataset, labels of blank nodes by the numbers they get.

#![allow(clippy::string_slice)]

use std::collections::HashMap;

use crate::proof::canon::dataset::{Dataset, Quad, Term};

/// The statements of a text, and the labels of its blank nodes in the order of their numbers.
pub(crate) fn read(text: &str) -> (Dataset, Vec<String>) {
    let mut reader = Reader { dataset: Dataset::default(), numbers: HashMap::new(), labels: Vec::new() };
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with('#')) {
        let mut rest = line.trim_start();
        let subject = reader.term(&mut rest);
        let Term::Text(predicate) = reader.term(&mut rest) else { panic!("{line}") };
        let object = reader.term(&mut rest);
        let graph = (!rest.starts_with('.')).then(|| reader.term(&mut rest));
        assert_eq!(rest.trim_end(), ".", "{line}");
        reader.dataset.push(Quad { subject, predicate, object, graph });
    }
    (reader.dataset, reader.labels)
}

struct Reader {
    dataset: Dataset,
    numbers: HashMap<String, u32>,
    labels: Vec<String>,
}

impl Reader {
    fn term(&mut self, rest: &mut &str) -> Term {
        let (term, after) = if let Some(label) = rest.strip_prefix("_:") {
            let (label, after) = label.split_once([' ', '\t']).unwrap();
            let number = match self.numbers.get(label) {
                Some(number) => *number,
                None => {
                    self.labels.push(label.to_owned());
                    let number = self.dataset.blank();
                    self.numbers.insert(label.to_owned(), number);
                    number
                }
            };
            (Term::Blank(number), after)
        } else if rest.starts_with('<') {
            let (iri, after) = rest.split_at(rest.find('>').unwrap() + 1);
            (Term::Text(self.dataset.keep(&unescaped(iri))), after)
        } else {
            let inner = rest.strip_prefix('"').unwrap();
            let mut end = 0;
            while !inner[end..].starts_with('"') {
                end += if inner[end..].starts_with('\\') { 2 } else { inner[end..].chars().next().unwrap().len_utf8() };
            }
            let (value, mut after) = (unescaped(&inner[..end]), &inner[end + 1..]);
            let mut literal = format!("\"{}\"", escaped(&value));
            if let Some(datatype) = after.strip_prefix("^^") {
                let (iri, rest) = datatype.split_at(datatype.find('>').unwrap() + 1);
                if iri != "<http://www.w3.org/2001/XMLSchema#string>" {
                    literal += "^^";
                    literal += &unescaped(iri);
                }
                after = rest;
            } else if after.starts_with('@') {
                let (language, rest) = after.split_at(after.find([' ', '\t']).unwrap());
                literal += language;
                after = rest;
            }
            (Term::Text(self.dataset.keep(&literal)), after)
        };
        *rest = after.trim_start();
        term
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let code = |digits: usize, characters: &mut std::str::Chars<'_>| {
            let hex: String = characters.take(digits).collect();
            char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap()
        };
        out.push(match characters.next().unwrap() {
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'u' => code(4, &mut characters),
            'U' => code(8, &mut characters),
            other => other,
        });
    }
    out
}

/// The canonical escapes of RDFC-1.0, section 5.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{7f}' => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
