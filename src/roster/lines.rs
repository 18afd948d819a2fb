//! Physical lines of a text that is read piece by piece, in bounded memory.

use std::io::{BufRead, ErrorKind};

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// How much is taken from the reader at a time; a slice would give all of itself at once.
const PIECE: usize = 16 << 10;

/// Lines that end in LF, CRLF or CR, each file in its own mixture.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    /// What was taken from the reader and is still needed; all places below are in it.
    pub(super) text: Vec<u8>,
    /// Where the row begins.
    start: usize,
    /// Where the row's first line ends, with its line end.
    first: usize,
    /// Where the row ends, without its line end.
    end: usize,
    /// Where the next line begins.
    next: usize,
    /// The number of the row's first line, from 1.
    line: u64,
    /// How many lines the row has.
    span: u64,
    most: usize,
    at_end: bool,
}

/// What came of asking for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// There is one.
    Read,
    /// It has more bytes than a row may have.
    TooLong,
    /// There is none.
    End,
}

impl<R: BufRead> Lines<R> {
    /// The lines of a text, less the byte order mark that it may begin with.
    ///
    /// # Errors
    /// `roster.read-failed`; `roster.not-utf8` for what begins with the byte order mark of UTF-16.
    pub(super) fn new(reader: R, most: usize) -> Result<Self> {
        let (text, at_end) = (Vec::new(), false);
        let mut lines = Lines { reader, text, start: 0, first: 0, end: 0, next: 0, line: 0, span: 0, most, at_end };
        while lines.text.len() < 3 && lines.fill()? {}
        if lines.text.starts_with(b"\xff\xfe") || lines.text.starts_with(b"\xfe\xff") {
            let message = "the roster is UTF-16; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
            return Err(Error::input(Code::RosterNotUtf8, "", message));
        }
        if lines.text.starts_with(b"\xef\xbb\xbf") {
            lines.next = 3;
        }
        Ok(lines)
    }

    pub(super) fn set_most(&mut self, most: usize) {
        self.most = most;
    }

    /// The bytes of the row, without its last line end.
    pub(super) fn row(&self) -> &[u8] {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// The number of the row's first line, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// How many lines the row has.
    pub(super) fn span(&self) -> u64 {
        self.span
    }

    /// A new row: the next line. One that is too long is passed over, however long it is.
    pub(super) fn next(&mut self) -> Result<Line> {
        self.line += self.span;
        self.span = 0;
        self.start = self.next;
        self.end = self.next;
        let line = self.find_line()?;
        self.first = self.next;
        match line {
            Line::End => {}
            Line::Read => self.span = 1,
            Line::TooLong => {
                self.span = 1;
                self.pass_over()?;
            }
        }
        // The first line's number is 1.
        self.line += u64::from(self.line == 0 && self.span == 1);
        Ok(line)
    }

    /// Adds the next line to the row, unless the row would have too many bytes: it then stays as it is.
    pub(super) fn extend(&mut self) -> Result<Line> {
        let end = self.end - self.start;
        let line = self.find_line()?;
        match line {
            Line::Read => self.span += 1,
            Line::TooLong | Line::End => self.end = self.start + end,
        }
        Ok(line)
    }

    /// Gives back all lines of the row but the first.
    pub(super) fn keep_first(&mut self) {
        self.next = self.first;
        self.span = self.span.min(1);
    }

    /// Looks for the end of the line that begins at `next`, for as long as the row is not too long.
    fn find_line(&mut self) -> Result<Line> {
        let mut at = self.next;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            if let Some(found) = rest.iter().position(|b| matches!(b, b'\n' | b'\r')) {
                at += found;
                // After a CR the LF that belongs to it may not have come yet.
                if at + 1 == self.text.len() && self.text.last() == Some(&b'\r') {
                    let offset = at - self.start;
                    self.fill()?;
                    at = self.start + offset;
                }
                return Ok(self.end_line(at));
            }
            at = self.text.len();
            if at - self.start > self.most {
                return Ok(Line::TooLong);
            }
            let offset = at - self.start;
            let is_more = self.fill()?;
            at = self.start + offset;
            if !is_more {
                return Ok(if at == self.next { Line::End } else { self.end_line(at) });
            }
        }
    }

    /// The line ends at `at`.
    fn end_line(&mut self, at: usize) -> Line {
        if at - self.start > self.most {
            return Line::TooLong;
        }
        self.end = at;
        let mark = self.text.get(at..).unwrap_or_default();
        self.next = at + if mark.starts_with(b"\r\n") { 2 } else { usize::from(!mark.is_empty()) };
        Line::Read
    }

    /// Passes over a line that is too long, in constant memory; of the row nothing is left.
    fn pass_over(&mut self) -> Result<()> {
        self.end = self.start;
        loop {
            let rest = self.text.get(self.start..).unwrap_or_default();
            if let Some(found) = rest.iter().position(|b| matches!(b, b'\n' | b'\r')) {
                self.start += found;
                if self.start + 1 == self.text.len() {
                    self.fill()?;
                }
                let mark = self.text.get(self.start..).unwrap_or_default();
                self.next = self.start + if mark.starts_with(b"\r\n") { 2 } else { 1 };
                break;
            }
            self.start = self.text.len();
            if !self.fill()? {
                self.next = self.start;
                break;
            }
        }
        (self.first, self.end) = (self.next, self.start);
        Ok(())
    }

    /// Takes another piece from the reader, whether there is one. What is before the row is dropped.
    fn fill(&mut self) -> Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        let piece = loop {
            match self.reader.fill_buf() {
                Ok(piece) => break piece.get(..PIECE).unwrap_or(piece),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    let line = (self.line + self.span).max(1);
                    let message = format!(
                        "the roster cannot be read from line {line} on: {}; what is there is not known",
                        quoted(&error.to_string())
                    );
                    return Err(Error::input(Code::RosterReadFailed, "", message));
                }
            }
        };
        if self.start > 0 {
            self.text.drain(..self.start);
            // A line that is passed over has left them behind.
            self.first = self.first.saturating_sub(self.start);
            self.end = self.end.saturating_sub(self.start);
            self.next = self.next.saturating_sub(self.start);
            self.start = 0;
        }
        let length = piece.len();
        self.text.extend_from_slice(piece);
        self.reader.consume(length);
        self.at_end = length == 0;
        Ok(length > 0)
    }
}
