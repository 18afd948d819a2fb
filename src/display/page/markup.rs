//! HTML as it grows: what is markup can only be a constant, and everything else is escaped.

use crate::display::clean;
use crate::display::seen::shows;

/// How much a page may have, without its image. What badges say stops well before, so that what the page says about them
/// always fits.
const ROOM: usize = 44_000;

/// HTML.
#[derive(Default)]
pub(super) struct Markup {
    out: String,
    /// The bytes of the image, which do not count.
    image: usize,
}

impl Markup {
    /// Markup. There is no other way to write any.
    pub(super) fn raw(&mut self, html: &'static str) {
        self.out.push_str(html);
    }

    /// A text of the table.
    pub(super) fn own(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// A text of the badge, on one line, at most so many characters of it.
    pub(super) fn foreign(&mut self, text: &str, most: usize) {
        let text = clean::line(text, most);
        self.cut(&text);
    }

    /// A text that is clean already, as far as there is room.
    pub(super) fn cut(&mut self, text: &str) {
        let mut left = self.left();
        for c in text.chars() {
            // As long as an escaped character can be.
            if left < 6 {
                self.out.push('…');
                return;
            }
            left -= escape_one(c, &mut self.out);
        }
    }

    /// An attribute, with the space before it.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    /// The `src` of an image, which takes no room.
    pub(super) fn image(&mut self, uri: &str) {
        let before = self.out.len();
        self.attribute("src", uri);
        self.image += self.out.len() - before;
    }

    /// An element without attributes around a text of the table.
    pub(super) fn element(&mut self, begin: &'static str, text: &str, end: &'static str) {
        self.raw(begin);
        self.own(text);
        self.raw(end);
    }

    /// What is JSON, in a form in which nothing can end the element it stands in.
    pub(super) fn json<T: serde::Serialize>(&mut self, value: &T) {
        for c in serde_json::to_string(value).unwrap_or_default().chars() {
            match c {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    self.out.push_str(&format!("\\u{:04x}", u32::from(c)));
                }
                c => self.out.push(c),
            }
        }
    }

    /// How many bytes what badges say may still take.
    pub(super) fn left(&self) -> usize {
        (ROOM + self.image).saturating_sub(self.out.len())
    }

    /// Whether there is room for one more item.
    pub(super) fn has_room(&self) -> bool {
        self.left() > 500
    }

    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing but white space and markup was written since.
    pub(super) fn is_blank_from(&self, len: usize) -> bool {
        let mut is_markup = false;
        self.out.get(len..).unwrap_or_default().chars().all(|c| {
            let is_blank = is_markup || c == '<' || !shows(c);
            is_markup = (is_markup && c != '>') || c == '<';
            is_blank
        })
    }

    /// Takes back what was written since: for what turns out to be empty.
    pub(super) fn truncate(&mut self, len: usize) {
        self.out.truncate(len);
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// Text as HTML, in elements and in attributes in double quotes.
pub(in crate::display) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        escape_one(c, out);
    }
}

/// The length of what was written.
fn escape_one(c: char, out: &mut String) -> usize {
    let escaped = match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        c => {
            out.push(c);
            return c.len_utf8();
        }
    };
    out.push_str(escaped);
    escaped.len()
}
