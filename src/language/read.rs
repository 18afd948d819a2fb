//! A language from JSON and back.

use std::sync::Arc;

use super::table::{ROWS, Row};
use super::{Language, Own, Texts};
use crate::document::read::{Object, Reader};
use crate::document::{Document, Node};
use crate::error::Result;
use crate::finding::Code;
use crate::model::push_string;
use crate::text::{is_language, listed, quoted};

/// The longest text, in bytes: a few sentences in any script.
const LONGEST: usize = 1_000;

pub(super) fn read(bytes: &[u8]) -> Result<Language> {
    let document = Document::parse(bytes)?;
    let mut reader = Reader::default();
    let own = language(document.root(), &mut reader);
    reader.finish()?;
    let missing = || crate::Error::input(Code::InputMissing, "", "the language is incomplete");
    own.map(|own| Language(Texts::Own(Arc::new(own)))).ok_or_else(missing)
}

fn language(root: Node<'_>, r: &mut Reader) -> Option<Own> {
    let o = r.object(root, &["tag", "texts"])?;
    let tag = o.required("tag", r).and_then(|node| tag(node, r));
    let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
    let given = o.required("texts", r).and_then(|node| r.object(node, &names))?;
    // All of them, so that all faults are found.
    let texts: Vec<Option<Box<str>>> = ROWS.iter().map(|row| text(row, given, r)).collect();
    Some(Own { tag: tag?, texts: texts.into_iter().collect::<Option<_>>()? })
}

fn tag(node: Node<'_>, r: &mut Reader) -> Option<String> {
    let tag = r.text(node)?;
    if !is_language(&tag) {
        r.report(
            Code::InputUnknownWord,
            node,
            format!("{} is not a language tag such as `es` or `es-MX`", quoted(&tag)),
        );
        return None;
    }
    Some(tag)
}

fn text(row: &Row, texts: Object<'_>, r: &mut Reader) -> Option<Box<str>> {
    let node = texts.required(row.name, r)?;
    let text = match node.as_str() {
        // Between the items of a list a language may have a space alone.
        Some(text) if row.name.starts_with("list.") && !text.is_empty() => text.into_owned(),
        _ => r.text(node)?,
    };
    match fault(row, &text, r) {
        None => Some(text.into()),
        Some(message) => {
            r.report(Code::LanguageText, node, message);
            None
        }
    }
}

/// What makes a text unusable.
fn fault(row: &Row, text: &str, r: &Reader) -> Option<String> {
    if text.len() > LONGEST {
        return Some(format!("the text has {} bytes, more than {LONGEST}", text.len()));
    }
    if let Some(c) = text.chars().find(|c| is_unfit(*c)) {
        return Some(format!(
            "the text has the character U+{:04X}, which turns or breaks lines, or does not show",
            u32::from(c)
        ));
    }
    if !is_isolated(text) {
        return Some("an isolate (U+2066 to U+2068) and its end (U+2069) do not stand in pairs".to_owned());
    }
    let Some(found) = placeholders(text) else {
        return Some("braces do not stand in pairs around the names of placeholders".to_owned());
    };
    if let Some(other) = found.iter().find(|name| !row.placeholders.contains(name)) {
        let hint = r.hint(other, || row.placeholders.iter().copied());
        return Some(format!("there is no placeholder {} here{hint}", quoted(other)));
    }
    let missing = row.placeholders.iter().filter(|name| !found.contains(name));
    let missing: Vec<String> = missing.map(|name| format!("`{{{name}}}`")).collect();
    (!missing.is_empty()).then(|| format!("the text lacks {}", listed(&missing)))
}

/// Control characters, and marks that turn or break what stands around the text. Marks that a script needs within may stand:
/// joiners, direction marks, isolates.
fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether every isolate ends, so that nothing after the text is turned.
fn is_isolated(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open += 1,
            '\u{2069}' => match open.checked_sub(1) {
                Some(less) => open = less,
                None => return false,
            },
            _ => {}
        }
    }
    open == 0
}

/// The names in braces; none if braces do not stand in pairs.
fn placeholders(text: &str) -> Option<Vec<&str>> {
    let (mut names, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = after;
    }
    (!rest.contains('}')).then_some(names)
}

pub(super) fn write(language: &Language) -> String {
    let mut json = String::from("{\n  \"tag\": ");
    push_string(language.tag(), &mut json);
    json.push_str(",\n  \"texts\": {");
    for (at, row) in ROWS.iter().enumerate() {
        json.push_str(if at == 0 { "\n    " } else { ",\n    " });
        push_string(row.name, &mut json);
        json.push_str(": ");
        push_string(language.at(at), &mut json);
    }
    json.push_str("\n  }\n}\n");
    json
}
