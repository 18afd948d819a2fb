//! The texts that the crate writes for people, in one table: English and Spanish, and any language that a caller adds.
//!
//! What a framework, an institution or a badge says is theirs and stays as it is; only the words between are here.
//!
//! [`Language::of`] finds one of the crate's own by its tag. Another is read from JSON ([`Language::from_json`]); the
//! English one as JSON is where to begin ([`Language::to_json`]).

mod direction;
mod read;
mod table;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

pub use direction::Direction;
use table::ROWS;
pub(crate) use table::Text;

use crate::error::Result;

/// A language that the crate writes for people in. Cheap to clone.
///
/// ```
/// use openbadges::language::Language;
///
/// assert_eq!(Language::english().tag(), "en");
/// assert_eq!(Language::of("es-MX").unwrap().tag(), "es");
/// assert!(Language::of("fr").is_none());
///
/// // Another: translate the values of this, and read it.
/// let french = Language::english().to_json().replace(r#""tag": "en""#, r#""tag": "fr""#).replace("January", "janvier");
/// assert_eq!(Language::from_json(french.as_bytes())?.tag(), "fr");
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Clone)]
pub struct Language(Texts);

#[derive(Clone)]
enum Texts {
    English,
    Spanish,
    Own(Arc<Own>),
}

/// A caller's.
struct Own {
    tag: String,
    /// As many as the table has rows, in its order.
    texts: Vec<Box<str>>,
}

impl Language {
    /// English.
    pub fn english() -> Self {
        Language(Texts::English)
    }

    /// Spanish.
    pub fn spanish() -> Self {
        Language(Texts::Spanish)
    }

    /// The crate's own language that fits a tag such as `en` or `es-MX`; none if it has none.
    pub fn of(tag: &str) -> Option<Self> {
        let primary = primary(tag);
        if primary.eq_ignore_ascii_case("en") {
            Some(Language::english())
        } else if primary.eq_ignore_ascii_case("es") {
            Some(Language::spanish())
        } else {
            None
        }
    }

    /// Reads a language from its JSON form: an object with `tag`, and in `texts` every text of the table by its name.
    ///
    /// What stands in braces is filled in: each text has the placeholders that the English one has, all of them, as often
    /// and in such an order as the language needs. Of two texts whose names end in `.one` and `.other` the first is for the
    /// number 1; a language with other rules of number words both so that none is needed (`Points: {points}`). Texts have
    /// at most 1,000 bytes, and no control characters, line breaks or braces of their own. In texts whose names begin with
    /// `criteria.` and `evidence.` Markdown is Markdown; what is filled in there is escaped.
    ///
    /// # Errors
    /// All faults at once, each with its JSON pointer: the codes of [`Document::parse`](crate::Document::parse),
    /// `input.missing-member` for each text that is not there, `input.unknown-member`, `input.wrong-type`,
    /// `input.empty-text`, `input.unknown-word` for the tag, and `language.unusable-text`.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        read::read(bytes)
    }

    /// The language in its JSON form; [`from_json`](Language::from_json) reads it back as an equal one.
    pub fn to_json(&self) -> String {
        read::write(self)
    }

    /// Its tag (BCP 47).
    pub fn tag(&self) -> &str {
        match &self.0 {
            Texts::English => "en",
            Texts::Spanish => "es",
            Texts::Own(own) => &own.tag,
        }
    }

    /// In which direction it is written.
    pub fn direction(&self) -> Direction {
        Direction::of(self.tag())
    }

    /// Of a caller's languages and the crate's own the one that fits a tag best; English if none does, or if nothing is known
    /// of the tag and the caller has none.
    pub(crate) fn best(own: &[Language], tag: Option<&str>) -> Self {
        let Some(tag) = tag else { return own.first().cloned().unwrap_or_default() };
        let by_tag = |wanted: &str| own.iter().find(|language| language.tag().eq_ignore_ascii_case(wanted));
        let same = || own.iter().find(|language| primary(language.tag()).eq_ignore_ascii_case(primary(tag)));
        let found = look_up(tag, by_tag).or_else(same).cloned();
        found.or_else(|| Language::of(tag)).unwrap_or_default()
    }

    /// A text without placeholders.
    pub(crate) fn text(&self, text: Text) -> &str {
        self.at(text as usize)
    }

    fn at(&self, at: usize) -> &str {
        // There are as many texts as rows, and each `Text` is the number of a row.
        match &self.0 {
            Texts::English => ROWS.get(at).map_or("", |row| row.english),
            Texts::Spanish => ROWS.get(at).map_or("", |row| row.spanish),
            Texts::Own(own) => own.texts.get(at).map_or("", |text| text),
        }
    }

    /// A text with its placeholders filled in. What is filled in is never read for placeholders again.
    pub(crate) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        let value = |name: &str, out: &mut String| {
            out.push_str(values.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value));
        };
        self.fill_by(text, value)
    }

    /// The same with what is written where its name stands, at once.
    pub(crate) fn fill_by(&self, text: Text, mut write: impl FnMut(&str, &mut String)) -> String {
        let mut rest = self.text(text);
        // Room for what is filled in, so that most texts are never moved.
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            write(name, &mut out);
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// What the tag begins with: the language without script and region.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// What there is for a tag, or for the tag less its last parts (RFC 4647, section 3.4).
pub(crate) fn look_up<T>(tag: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut wanted = tag;
    loop {
        if let Some(found) = find(wanted) {
            return Some(found);
        }
        wanted = wanted.rsplit_once('-')?.0;
    }
}

/// English.
impl Default for Language {
    fn default() -> Self {
        Language::english()
    }
}

/// The same tag, and the same texts.
impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag() == other.tag() && (0..ROWS.len()).all(|at| self.at(at) == other.at(at))
    }
}

impl Eq for Language {}

/// A language shows as its tag.
impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.tag()).finish()
    }
}

/// How the language writes what is made of parts.
impl Language {
    /// A day: `4 May 2026`.
    pub(crate) fn day(&self, day: NaiveDate) -> String {
        const MONTHS: [Text; 12] = [
            Text::January,
            Text::February,
            Text::March,
            Text::April,
            Text::May,
            Text::June,
            Text::July,
            Text::August,
            Text::September,
            Text::October,
            Text::November,
            Text::December,
        ];
        let month =
            usize::try_from(day.month0()).ok().and_then(|at| MONTHS.get(at)).map_or("", |text| self.text(*text));
        self.fill(Text::Date, &[("day", &day.day().to_string()), ("month", month), ("year", &day.year().to_string())])
    }

    /// A list: `A, B and C`.
    pub(crate) fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        let mut out = String::new();
        for (at, item) in items.iter().enumerate() {
            let item = item.as_ref();
            if at > 0 {
                let is_last = at + 1 == items.len();
                out.push_str(match self.text(if is_last { Text::ListAnd } else { Text::ListComma }) {
                    // Spanish: `y` is `e` before its own sound.
                    " y " if primary(self.tag()) == "es" && begins_with_i(item) => " e ",
                    between => between,
                });
            }
            out.push_str(item);
        }
        out
    }
}

/// Whether a Spanish word begins with the sound of `i`: not where another vowel follows, as in `hierro`.
fn begins_with_i(text: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase).skip_while(|c| matches!(c, 'h' | '*' | '\\'));
    match letters.next() {
        Some('í') => true,
        Some('i') => !matches!(letters.next(), Some('a' | 'á' | 'e' | 'é' | 'o' | 'ó' | 'u')),
        _ => false,
    }
}
