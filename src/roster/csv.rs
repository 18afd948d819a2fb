//! The rows of a table (RFC 4180), strictly: what a lenient reader would guess at is a fault of its row.

use std::borrow::Cow;
use std::io::BufRead;

use super::entry::{Column, Fault};
use super::lines::{Line, Lines};
use crate::error::Result;
use crate::finding::{Code, Finding};

/// Takes rows apart; it keeps its memory from row to row.
#[derive(Debug)]
pub(super) struct Csv {
    delimiter: u8,
    fields: Vec<Field>,
}

/// Where a field's value stands in its row.
#[derive(Debug, Clone, Copy)]
struct Field {
    start: usize,
    end: usize,
    /// Whether it holds quotes, doubled.
    doubled: bool,
}

/// What was read of a table.
#[derive(Debug)]
pub(super) enum Row {
    /// A row, whose fields can be asked for.
    Fields,
    /// A line with nothing in it.
    Blank,
    /// A line that is no row.
    Broken(Fault),
    /// Nothing any more.
    End,
}

/// Where taking a row apart came to.
enum Scan {
    Done,
    /// The quotes of the last field are open.
    Open,
    Fault(&'static str),
}

const FOLLOWED: &str = "something follows the quote that closes the field";

impl Csv {
    pub(super) fn new() -> Self {
        Csv { delimiter: b',', fields: Vec::new() }
    }

    /// Reads the next row. Of a header: the table's columns are parted by what stands in it most often, outside quotes, of
    /// comma, semicolon and tab.
    pub(super) fn read<R: BufRead>(&mut self, lines: &mut Lines<R>, is_header: bool) -> Result<Row> {
        self.fields.clear();
        match lines.next()? {
            Line::End => return Ok(Row::End),
            Line::TooLong => return Ok(Row::Broken(too_long())),
            Line::Read => {}
        }
        let row = lines.row();
        if row.iter().all(u8::is_ascii_whitespace) {
            return Ok(Row::Blank);
        }
        if is_header {
            self.delimiter = delimiter_of(row);
        }
        if let Some((at, code, message)) = unclean(row) {
            // The fields before it say in which column it is.
            self.scan(row.get(..at).unwrap_or_default(), 0, false);
            return Ok(Row::Broken(self.fault(code, message)));
        }
        let mut scan = self.scan(row, 0, false);
        while let Scan::Open = scan {
            let read = lines.row().len();
            match lines.extend()? {
                // The line breaks a row of its own, or the roster ends.
                Line::Read if unclean(lines.row().get(read..).unwrap_or_default()).is_none() => {}
                Line::Read | Line::TooLong | Line::End => {
                    scan = Scan::Fault("the quote that begins the field is not closed");
                    break;
                }
            }
            scan = self.scan(lines.row(), read, true);
        }
        match scan {
            Scan::Done => Ok(Row::Fields),
            Scan::Open => Ok(Row::Broken(self.fault(Code::RosterQuotes, "the quote is not closed"))),
            Scan::Fault(message) => {
                let message = match message {
                    // It may stand lines further down, and is not the one that is meant.
                    FOLLOWED if lines.span() > 1 => "the quote that begins the field is not closed, or not at its end",
                    message => message,
                };
                lines.keep_first();
                Ok(Row::Broken(self.fault(Code::RosterQuotes, message)))
            }
        }
    }

    /// Takes `row` apart from `from` on; `inside` says that this is inside the quotes of the last field. The field that is
    /// being read when a fault is found, or the quotes are open, is the last one.
    fn scan(&mut self, row: &[u8], from: usize, inside: bool) -> Scan {
        let mut at = from;
        let mut open = if inside { self.fields.pop() } else { None };
        loop {
            // A field begins here, or goes on inside its quotes.
            let quoted = match open.take() {
                Some(field) => Some(field),
                None if row.get(at) == Some(&b'"') => {
                    at += 1;
                    Some(Field { start: at, end: at, doubled: false })
                }
                None => None,
            };
            if let Some(mut field) = quoted {
                loop {
                    let rest = row.get(at..).unwrap_or_default();
                    let Some(quote) = rest.iter().position(|b| *b == b'"') else {
                        self.fields.push(field);
                        return Scan::Open;
                    };
                    at += quote + 1;
                    if row.get(at) != Some(&b'"') {
                        break;
                    }
                    field.doubled = true;
                    at += 1;
                }
                field.end = at - 1;
                self.fields.push(field);
                match row.get(at) {
                    None => return Scan::Done,
                    Some(b) if *b == self.delimiter => at += 1,
                    Some(_) => return Scan::Fault(FOLLOWED),
                }
                continue;
            }
            let start = at;
            let rest = row.get(at..).unwrap_or_default();
            let found = rest.iter().position(|b| *b == self.delimiter || *b == b'"');
            at += found.unwrap_or(rest.len());
            self.fields.push(Field { start, end: at, doubled: false });
            match row.get(at) {
                None => return Scan::Done,
                Some(b'"') => {
                    return Scan::Fault("there is a quote inside a field that does not begin with one");
                }
                Some(_) => at += 1,
            }
        }
    }

    /// A fault of the field that was read last.
    fn fault(&self, code: Code, message: &str) -> Fault {
        let number = self.fields.len();
        Fault { column: Some(Column { number, name: String::new() }), finding: Finding::error(code, "", message) }
    }

    /// How many fields the row has.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// The value of a field in the row it was read of.
    pub(super) fn field<'r>(&self, row: &'r str, at: usize) -> Cow<'r, str> {
        let field = self.fields.get(at);
        let value = field.and_then(|field| row.get(field.start..field.end)).unwrap_or_default();
        if field.is_some_and(|field| field.doubled) { value.replace("\"\"", "\"").into() } else { value.into() }
    }
}

pub(super) fn too_long() -> Fault {
    let message = "the line is longer than a row may be";
    Fault { column: None, finding: Finding::error(Code::RosterRowTooLong, "", message) }
}

/// What no line of a table may hold, and where.
pub(super) fn unclean(line: &[u8]) -> Option<(usize, Code, &'static str)> {
    if let Err(error) = std::str::from_utf8(line) {
        return Some((error.valid_up_to(), Code::RosterNotUtf8, "the field is not UTF-8; save the roster as UTF-8"));
    }
    let nul = if line.contains(&0) { line.iter().position(|b| *b == 0) } else { None };
    nul.map(|at| (at, Code::RosterNul, "the field holds the character NUL"))
}

fn delimiter_of(header: &[u8]) -> u8 {
    let mut inside = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for b in header {
        inside ^= *b == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!inside && b == delimiter);
        }
    }
    // Of equals the first.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}
