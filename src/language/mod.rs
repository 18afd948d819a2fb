//! The texts that the crate writes for people, in one table: English and Spanish, and any language that a caller adds.
//!
//! What a framework, an institution or a badge says is theirs and stays as it is; only the words between are here.

mod table;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use table::ROWS;
pub(crate) use table::Text;

/// A language that the crate writes for people in. Cheap to clone.
///
/// ```
/// use openbadges::language::Language;
///
/// assert_eq!(Language::english().tag(), "en");
/// assert_eq!(Language::of("es-MX").unwrap().tag(), "es");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    tag: Cow<'static, str>,
    /// As many as the table has rows, in its order.
    texts: Arc<[Cow<'static, str>]>,
}

impl Language {
    /// English.
    pub fn english() -> Self {
        Language { tag: "en".into(), texts: ROWS.iter().map(|row| row.english.into()).collect() }
    }

    /// Spanish.
    pub fn spanish() -> Self {
        Language { tag: "es".into(), texts: ROWS.iter().map(|row| row.spanish.into()).collect() }
    }

    /// The language of the table that fits a tag such as `en` or `es-MX`; none if the table has none.
    pub fn of(tag: &str) -> Option<Self> {
        match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Language::english()),
            "es" => Some(Language::spanish()),
            _ => None,
        }
    }

    /// Its tag (BCP 47).
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// A text without placeholders.
    pub(crate) fn text(&self, text: Text) -> &str {
        // There are as many texts as rows, and each `Text` is the number of a row.
        self.texts.get(text as usize).map_or("", |text| text)
    }

    /// A text with its placeholders filled in. What is filled in is never read for placeholders again.
    pub(crate) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        let mut rest = self.text(text);
        let mut out = String::with_capacity(rest.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(values.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// English.
impl Default for Language {
    fn default() -> Self {
        Language::english()
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
            if at > 0 {
                out.push_str(self.text(if at + 1 == items.len() { Text::ListAnd } else { Text::ListComma }));
            }
            out.push_str(item.as_ref());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_lists() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
        assert_eq!(Language::english().day(day), "4 May 2026");
        assert_eq!(Language::spanish().day(day), "4 de mayo de 2026");
        assert_eq!(Language::english().list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(Language::spanish().list(&["A", "B"]), "A y B");
        assert_eq!(Language::english().list::<&str>(&[]), "");
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let filled = Language::english().fill(Text::Date, &[("day", "{month}"), ("month", "{"), ("year", "}")]);
        assert_eq!(filled, "{month} { }");
    }
}
