//! The parser: strict, iterative (no depth of input can exhaust the stack), linear.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Document, Kind, Known, Node, Slot};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::text::{plain_length, quoted};

/// More duplicate members than this are not listed one by one.
const DUPLICATES_LISTED: usize = 100;

/// In an object with more members, looking for two of one name takes sorting them.
const FEW: usize = 16;

pub(super) fn parse(bytes: &[u8], limits: &Limits) -> Result<Document> {
    refuse_large(bytes.len(), limits)?;
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let message = format!("the document is not UTF-8: the byte at offset {} begins no character", e.valid_up_to());
        Error::input(Code::JsonNotUtf8, "", message)
    })?;
    parse_text(text.to_owned(), limits, &[])
}

pub(super) fn parse_text(text: String, limits: &Limits, known: &[(usize, &Known)]) -> Result<Document> {
    refuse_large(text.len(), limits)?;
    // A value takes some twenty bytes.
    let slots = Vec::with_capacity(text.len() / 16);
    let mut parser = Parser { text: &text, bytes: text.as_bytes(), at: 0, slots, escaped: false, limits, known };
    parser.document()?;
    let slots = Arc::new(parser.slots);
    let document = Document { text: Arc::new(text), slots };
    refuse_duplicates(&document, known)?;
    Ok(document)
}

fn refuse_large(length: usize, limits: &Limits) -> Result<()> {
    let most = limits.bytes().min(u32::MAX as usize);
    if length > most {
        let message = format!("the document is {length} bytes long, more than the limit of {most}");
        return Err(Error::limit(Code::JsonTooLarge, "", message));
    }
    Ok(())
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    slots: Vec<Slot>,
    /// Whether the string that was read last holds escapes, DEL, U+FFFE or U+FFFF.
    escaped: bool,
    limits: &'t Limits,
    /// What was read before, and where it stands here.
    known: &'t [(usize, &'t Known)],
}

/// An array or object that is not closed yet.
struct Open {
    slot: u32,
    array: bool,
    items: u32,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<()> {
        if self.bytes.starts_with(b"\xef\xbb\xbf") {
            return Err(self
                .error("the document begins with a byte order mark, which JSON does not allow; save it without one"));
        }
        let mut open: Vec<Open> = Vec::new();
        let mut values = 0usize;
        loop {
            // A value begins here; in an object its name first.
            self.white_space();
            let (parent, position) = match open.last() {
                Some(o) => (o.slot, o.items),
                None => (0, 0),
            };
            if open.last().is_some_and(|o| !o.array) {
                self.member_name(parent)?;
            }
            values += 1;
            if values > self.limits.values() {
                let message = format!("the document has more than {} values", self.limits.values());
                return Err(Error::limit(Code::JsonTooManyValues, "", message));
            }
            let slot = match self.known(parent, position, values, open.len()) {
                Some((at, further)) => {
                    values += further;
                    (at, None)
                }
                None => self.value(parent, position)?,
            };
            if let Some(array) = slot.1 {
                if open.len() >= self.limits.depth() {
                    let message = format!("the document is nested deeper than {} levels", self.limits.depth());
                    return Err(Error::limit(Code::JsonTooDeep, "", message));
                }
                open.push(Open { slot: slot.0, array, items: 0 });
                self.white_space();
                let close = if array { b']' } else { b'}' };
                if self.peek() != Some(close) {
                    continue;
                }
            }
            // A value is complete, or an empty container is about to be: close what ends here.
            let mut empty = slot.1.is_some();
            loop {
                let Some(o) = open.last_mut() else {
                    self.white_space();
                    return match self.peek() {
                        None => Ok(()),
                        Some(_) => Err(self.error("something follows the end of the JSON value")),
                    };
                };
                if !empty {
                    o.items += 1;
                }
                empty = false;
                let (array, container) = (o.array, o.slot);
                self.white_space();
                match (self.peek(), array) {
                    (Some(b','), _) => {
                        self.at += 1;
                        break;
                    }
                    (Some(b']'), true) | (Some(b'}'), false) => {
                        self.at += 1;
                        let (end, next) = (offset(self.at), offset(self.slots.len()));
                        if let Some(slot) = usize::try_from(container).ok().and_then(|c| self.slots.get_mut(c)) {
                            slot.end = end;
                            slot.next = next;
                        }
                        open.pop();
                    }
                    (_, true) => return Err(self.error("expected `,` or `]`")),
                    (_, false) => return Err(self.error("expected `,` or `}`")),
                }
            }
        }
    }

    fn member_name(&mut self, parent: u32) -> Result<()> {
        if self.peek() != Some(b'"') {
            return Err(self.error("expected a member name in double quotes"));
        }
        let start = self.at;
        self.string()?;
        self.push(Kind::String, start, parent, 0);
        self.white_space();
        if self.peek() != Some(b':') {
            return Err(self.error("expected `:` after a member name"));
        }
        self.at += 1;
        self.white_space();
        Ok(())
    }

    /// An object that was read before, and how many values are in it. What could be beyond the limits is read again.
    fn known(&mut self, parent: u32, position: u32, values: usize, depth: usize) -> Option<(u32, usize)> {
        let (start, known) = self.known.first().filter(|(start, _)| *start == self.at)?;
        let [known_values, known_depth] = [known.values, known.depth];
        self.known = self.known.get(1..).unwrap_or_default();
        if values + known_values > self.limits.values() || depth + known_depth > self.limits.depth() {
            return None;
        }
        let at = offset(self.slots.len());
        self.slots.extend(known.document.moved(offset(*start), at, parent, position));
        self.at += known.document.text.len();
        Some((at, known_values))
    }

    /// One scalar, or the opening of a container (then whether it is an array).
    fn value(&mut self, parent: u32, position: u32) -> Result<(u32, Option<bool>)> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'"') => {
                self.string()?;
                Kind::String
            }
            Some(b'{') => {
                self.at += 1;
                Kind::Object
            }
            Some(b'[') => {
                self.at += 1;
                Kind::Array
            }
            Some(b't') => self.word("true", Kind::Boolean)?,
            Some(b'f') => self.word("false", Kind::Boolean)?,
            Some(b'n') => self.word("null", Kind::Null)?,
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Kind::Number
            }
            Some(_) => return Err(self.error("expected a value")),
            None => return Err(self.error("the document ends where a value is expected")),
        };
        let at = self.push(kind, start, parent, position);
        let container = match kind {
            Kind::Array => Some(true),
            Kind::Object => Some(false),
            _ => None,
        };
        Ok((at, container))
    }

    fn push(&mut self, kind: Kind, start: usize, parent: u32, position: u32) -> u32 {
        let at = offset(self.slots.len());
        let escaped = kind == Kind::String && self.escaped;
        self.slots.push(Slot {
            kind,
            escaped,
            start: offset(start),
            end: offset(self.at),
            next: at + 1,
            parent,
            position,
        });
        at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            Ok(kind)
        } else {
            Err(self.error("expected a value"))
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Result<()> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if let Some(b'0'..=b'9') = self.peek() {
                return Err(self.error("a number does not begin with a needless zero"));
            }
        } else if self.digits() == 0 {
            return Err(self.error("a number needs a digit"));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.error("a number needs a digit after its point"));
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(self.error("a number needs a digit in its exponent"));
            }
        }
        Ok(())
    }

    /// Steps over a string, checking its escapes.
    fn string(&mut self) -> Result<()> {
        self.at += 1;
        self.escaped = false;
        loop {
            self.at += self.bytes.get(self.at..).map_or(0, plain_length);
            match self.peek() {
                None => return Err(self.error("the document ends inside a string")),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(0..=0x1f) => return Err(self.error("a string holds a control character that is not escaped")),
                Some(b'\\') => {
                    self.at += 1;
                    self.escaped = true;
                    self.escape()?;
                }
                // What N-Quads does not write as it stands here.
                Some(0x7f) => {
                    self.at += 1;
                    self.escaped = true;
                }
                Some(0xef) => {
                    self.escaped |= matches!(self.bytes.get(self.at..self.at + 3), Some([_, 0xbf, 0xbe | 0xbf]));
                    self.at += 3;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<()> {
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => {
                self.at += 1;
                match self.hex4()? {
                    0xd800..=0xdbff => {
                        let low = self.bytes.get(self.at..self.at + 2) == Some(b"\\u");
                        if low {
                            self.at += 2;
                        }
                        match low.then(|| self.hex4()).transpose()? {
                            Some(0xdc00..=0xdfff) => Ok(()),
                            _ => Err(self.error("a string holds half of a surrogate pair")),
                        }
                    }
                    0xdc00..=0xdfff => Err(self.error("a string holds half of a surrogate pair")),
                    _ => Ok(()),
                }
            }
            _ => Err(self.error("a backslash begins no escape that JSON knows")),
        }
    }

    fn hex4(&mut self) -> Result<u32> {
        let digits = self.bytes.get(self.at..self.at + 4).filter(|d| d.iter().all(u8::is_ascii_hexdigit));
        let value = digits.and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| u32::from_str_radix(d, 16).ok());
        match value {
            Some(value) => {
                self.at += 4;
                Ok(value)
            }
            None => Err(self.error("`\\u` is not followed by four hexadecimal digits")),
        }
    }

    fn error(&self, message: &str) -> Error {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1);
        // Columns count characters; continuation bytes of UTF-8 are none of their own.
        let column = before.iter().skip(line_start).filter(|b| (**b & 0xc0) != 0x80).count() + 1;
        Error::input(Code::JsonSyntax, "", format!("not JSON at line {line}, column {column}: {message}"))
    }
}

/// Offsets fit: the length of the text was checked against `u32::MAX`.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The text of a string between its quotes, escapes resolved. The parser has checked it.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')).unwrap_or(raw);
    if inner.contains('\\') { Cow::Owned(serde_json::from_str(raw).unwrap_or_default()) } else { Cow::Borrowed(inner) }
}

/// Finds every object with two members of one name.
fn refuse_duplicates(document: &Document, known: &[(usize, &Known)]) -> Result<()> {
    let mut findings = Vec::new();
    let mut uncounted = 0usize;
    let mut known = known.iter().peekable();
    let mut slots = document.slots.iter().enumerate();
    while let Some((at, slot)) = slots.next() {
        // What was read before has none.
        if let Some((_, known)) = known.next_if(|(start, _)| offset(*start) == slot.start) {
            if let Some(last) = known.document.slots.len().checked_sub(2) {
                slots.nth(last);
            }
            continue;
        }
        // A name's own slot is a string and never an object, so each object is met once.
        if slot.kind != Kind::Object {
            continue;
        }
        let object = Node { document, at: offset(at) };
        if is_free_of_duplicates(object) {
            continue;
        }
        let mut names: Vec<(Cow<'_, str>, u32)> = object.members().map(|(name, value)| (name, value.at)).collect();
        names.sort();
        for pair in names.windows(2) {
            let [(first, _), (second, value)] = pair else { continue };
            if first != second {
                continue;
            }
            if findings.len() >= DUPLICATES_LISTED {
                uncounted += 1;
                continue;
            }
            let pointer = Node { document, at: *value }.pointer();
            let message = format!("the member {} stands twice in one object", quoted(second));
            findings.push(Finding::error(Code::JsonDuplicateMember, pointer, message).with_value(second));
        }
    }
    if uncounted > 0 {
        let message = format!("{uncounted} more members stand twice in their objects");
        findings.push(Finding::error(Code::JsonDuplicateMember, "", message));
    }
    Error::unless_empty(ErrorKind::Input, findings)
}

/// Whether an object has few members, none of them escaped or of one name: as most have.
fn is_free_of_duplicates(object: Node<'_>) -> bool {
    let mut names = [""; FEW];
    for (i, (name, _)) in object.members().enumerate() {
        let Some((Cow::Borrowed(name), place)) = Some(name).zip(names.get_mut(i)) else { return false };
        *place = name;
        if names.get(..i).is_none_or(|before| before.contains(&name)) {
            return false;
        }
    }
    true
}
