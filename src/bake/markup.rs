//! The tags of an SVG, before it is parsed: where the root's is, and whether parsing stays within bounds.
//!
//! The parser compares each attribute of a tag, and each prefix in scope, with each other, and holds a node for all there is.
//! Here all of them are counted in one pass. Where the text is ill-formed the pass may stop: so does the parser, there or
//! before.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;
use crate::text::quoted;

/// The deepest nesting: what libxml2 reads by default, so that nothing deeper is of use.
const DEPTH: usize = 256;

/// The most attributes of one element. Drawing programs write some dozens.
const ATTRIBUTES: usize = 256;

/// The most different prefixes. Drawing programs declare ten or so.
const PREFIXES: usize = 32;

/// Where the tag of the root element is.
#[derive(Debug)]
pub(super) struct Root<'t> {
    /// As it is written, with its prefix.
    pub(super) name: &'t str,
    /// Where the name ends.
    pub(super) name_end: usize,
    /// Where what comes after the tag begins.
    pub(super) end: usize,
    /// Whether it ends in `/>`.
    pub(super) is_empty: bool,
}

/// Whether the bytes begin as an SVG does, or as XML in UTF-16, of which so much can be told that it is not read.
pub(super) fn begins_as_svg(bytes: &[u8]) -> bool {
    if is_utf16(bytes) {
        return true;
    }
    let is = |bytes: &[u8], mark: &[u8]| bytes.starts_with(mark);
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            _ if is(rest, b"<!--") => b"-->",
            _ if is(rest, b"<?") => b"?>",
            _ => break,
        };
        match find(rest, 0, end) {
            Some(at) => rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start(),
            None => return false,
        }
    }
    // A document type names the root element too.
    let named = rest.strip_prefix(b"<!DOCTYPE").filter(|rest| rest.first().is_some_and(u8::is_ascii_whitespace));
    let Some(tag) = named.map(<[u8]>::trim_ascii_start).or_else(|| rest.strip_prefix(b"<")) else { return false };
    let name = tag.split(|byte| is_name_end(*byte)).next().unwrap_or_default();
    name == b"svg" || (name.ends_with(b":svg") && name.iter().filter(|byte| **byte == b':').count() == 1)
}

/// `<` in two bytes, perhaps after a byte order mark.
fn is_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.strip_prefix(b"\xff\xfe").or_else(|| bytes.strip_prefix(b"\xfe\xff"));
    matches!(marked.unwrap_or(bytes), [b'<', 0, ..] | [0, b'<', ..])
}

/// The text of an SVG.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    /// The encoding that it declares, if only letters of ASCII are the same in it.
    pub(super) other_encoding: Option<&'t str>,
}

/// The text of an SVG in UTF-8, or in ASCII by whatever name, which also its declaration must not contradict.
pub(super) fn decode(bytes: &[u8]) -> Result<Text<'_>> {
    let not_utf8 = |message: String| Error::input(Code::BakeNotUtf8, "", message);
    if is_utf16(bytes) {
        return Err(not_utf8("the SVG is in UTF-16; only UTF-8 is read".to_owned()));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| not_utf8(format!("the SVG is not UTF-8, from byte {}", error.valid_up_to())))?;
    let declaration =
        text.strip_prefix('\u{feff}').unwrap_or(text).strip_prefix("<?xml").and_then(|t| t.split_once("?>"));
    let encoding = declaration.and_then(|(declaration, _)| declaration.split_once("encoding"));
    let value = encoding.map(|(_, rest)| rest.trim_start().trim_start_matches('=').trim_start());
    let name = value.and_then(|value| value.split(['"', '\'']).nth(1));
    let is_utf8 = |name: &&str| ["utf-8", "utf8"].iter().any(|known| name.eq_ignore_ascii_case(known));
    match name.filter(|name| !is_utf8(name)) {
        Some(name) if !(bytes.is_ascii() && has_ascii(name)) => {
            Err(not_utf8(format!("the SVG declares the encoding {}; only UTF-8 is read", quoted(name))))
        }
        other_encoding => Ok(Text { text, other_encoding }),
    }
}

/// Whether bytes of ASCII mean in an encoding what they mean in UTF-8.
fn has_ascii(encoding: &str) -> bool {
    const SAME: [&str; 3] = ["us-ascii", "ascii", "latin1"];
    const FAMILIES: [&str; 4] = ["iso-8859-", "iso8859-", "windows-125", "cp125"];
    let name = encoding.to_ascii_lowercase().replace('_', "-");
    SAME.contains(&name.as_str())
        || FAMILIES.iter().filter_map(|family| name.strip_prefix(family)).any(|number| number.parse::<u8>().is_ok())
}

/// What becomes of a document type declaration that declares nothing itself. One that does is always refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doctype {
    /// Not all software would read the image.
    Refuse,
    /// Nothing is fetched.
    Skip,
}

/// Finds the root's tag and counts the rest; none if there is no such tag.
pub(super) fn scan<'t>(text: &'t str, doctype: Doctype, limits: &Limits) -> Result<Option<Root<'t>>> {
    let bytes = text.as_bytes();
    let (mut root, mut parts, mut depth, mut at) = (None, 0_usize, 0_usize, 0);
    let mut prefixes = BTreeSet::new();
    let too_many = |at: usize, what: String| {
        let message = format!("the SVG has, at {}, {what}", place(text, at));
        Error::limit(Code::BakeTooManyParts, "", message)
    };
    while let Some(start) = find(bytes, at, b"<") {
        parts += 1;
        let rest = bytes.get(start..).unwrap_or_default();
        let end = match rest {
            _ if rest.starts_with(b"<!--") => find(bytes, start + 4, b"-->").map(|end| end + 3),
            _ if rest.starts_with(b"<![CDATA[") => find(bytes, start + 9, b"]]>").map(|end| end + 3),
            _ if rest.starts_with(b"<?") => find(bytes, start + 2, b"?>").map(|end| end + 2),
            _ if rest.starts_with(b"<!DOCTYPE") => match doctype_end(bytes, start) {
                Some(end) if doctype == Doctype::Skip => Some(end),
                _ => {
                    let message = format!("the SVG has a document type declaration at {}", place(text, start));
                    let finding = crate::Finding::error(Code::BakeDoctype, "", message);
                    let finding = finding.with_remedy("take it out: nothing in SVG needs one");
                    return Err(Error::new(crate::ErrorKind::Input, finding));
                }
            },
            [b'<', b'!', ..] => None,
            [b'<', b'/', ..] => {
                depth = depth.saturating_sub(1);
                find(bytes, start, b">").map(|end| end + 1)
            }
            _ => match tag(bytes, start, &mut prefixes) {
                Some(tag) if tag.attributes > ATTRIBUTES => {
                    let what = format!("an element with {} attributes; {ATTRIBUTES} are allowed", tag.attributes);
                    return Err(too_many(start, what));
                }
                Some(tag) => {
                    parts += tag.attributes;
                    depth += usize::from(!tag.is_empty);
                    root.get_or_insert(Root {
                        name: text.get(start + 1..tag.name_end).unwrap_or_default(),
                        name_end: tag.name_end,
                        end: tag.end,
                        is_empty: tag.is_empty,
                    });
                    Some(tag.end)
                }
                None => None,
            },
        };
        if depth > DEPTH {
            return Err(too_many(start, format!("elements nested deeper than the {DEPTH} allowed")));
        }
        if prefixes.len() > PREFIXES {
            return Err(too_many(start, format!("more than the {PREFIXES} prefixes allowed")));
        }
        if parts > limits.image_parts() {
            return Err(too_many(start, format!("more than the {} parts allowed", limits.image_parts())));
        }
        match end {
            Some(end) => at = end,
            None => break,
        }
    }
    Ok(root)
}

/// Where a document type declaration ends, if it is whole and declares nothing between brackets, as entities.
fn doctype_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'>' | b'<' | b'[' | b'"' | b'\''))?;
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'<' | b'[' => return None,
            quote => at = find(bytes, at + 1, &[*quote])? + 1,
        }
    }
}

struct Tag {
    name_end: usize,
    end: usize,
    attributes: usize,
    is_empty: bool,
}

/// The tag that begins at `start`, if it ends, and the prefixes that it declares.
fn tag<'t>(bytes: &'t [u8], start: usize, prefixes: &mut BTreeSet<&'t [u8]>) -> Option<Tag> {
    let name_end = start + 1 + bytes.get(start + 1..)?.iter().position(|byte| is_name_end(*byte))?;
    let (mut at, mut attributes) = (name_end, 0);
    loop {
        let before = at;
        at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'>' | b'<' | b'"' | b'\''))?;
        match bytes.get(at)? {
            b'>' => {
                let is_empty = bytes.get(at.checked_sub(1)?)? == &b'/';
                return Some(Tag { name_end, end: at + 1, attributes, is_empty });
            }
            b'<' => return None,
            quote => {
                attributes += 1;
                let name = bytes.get(before..at).unwrap_or_default().trim_ascii_start();
                if let Some(prefix) = name.strip_prefix(b"xmlns:") {
                    prefixes.extend(prefix.split(|byte| *byte == b'=' || byte.is_ascii_whitespace()).next());
                }
                at = find(bytes, at + 1, &[*quote])? + 1;
            }
        }
    }
}

/// The name of the element whose tag begins there, as it is written.
pub(super) fn name_at(text: &str, start: usize) -> &str {
    let name = text.get(start..).and_then(|tag| tag.strip_prefix('<')).unwrap_or_default();
    name.split(|c: char| u8::try_from(c).is_ok_and(is_name_end)).next().unwrap_or_default()
}

fn is_name_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

/// Where `what` next stands, from `at` on.
fn find(bytes: &[u8], at: usize, what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = at;
    loop {
        from += bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(from..)?.starts_with(what) {
            return Some(from);
        }
        from += 1;
    }
}

/// A byte's place for messages, both counted from one.
pub(super) fn place(text: &str, at: usize) -> String {
    Places::of(text).at(at)
}

/// The places of several bytes, for which the text is counted through once.
pub(super) struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Places { text, at: 0, line: 1, column: 1 }
    }

    /// As [`place`]; each must stand after the one before.
    pub(super) fn at(&mut self, at: usize) -> String {
        let between = self.text.get(self.at..at).unwrap_or_default();
        let lines = between.bytes().filter(|byte| *byte == b'\n').count();
        self.column = match between.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() + 1,
            None => self.column + between.chars().count(),
        };
        self.line += lines;
        self.at = self.at.max(at);
        format!("line {}, column {}", self.line, self.column)
    }
}
