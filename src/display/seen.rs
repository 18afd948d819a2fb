//! Whether there is anything to see of a text.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Whether a text has a character that shows: no white space, mark over nothing, filler or joiner.
pub(in crate::display) fn is_seen(text: &str) -> bool {
    text.chars().any(shows)
}

/// Whether a character shows by itself.
pub(in crate::display) fn shows(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic();
    }
    // Of braille the pattern without dots.
    let is_blank = c == '\u{2800}' || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c);
    let none = GeneralCategoryGroup::Mark.union(GeneralCategoryGroup::Separator);
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    !is_blank && !none.contains(category) && !matches!(category, GeneralCategory::Control | GeneralCategory::Format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows() {
        for blank in [
            "",
            " \t\u{a0}\u{3000}",
            "\u{200b}",
            "\u{ad}",
            "\u{2060}",
            "\u{3164}",
            "\u{2800}",
            "\u{115f}\u{ffa0}",
            "\u{301}",
            "\u{202e}\u{7}",
            "\u{feff}\u{e0041}",
        ] {
            assert!(!is_seen(blank), "{blank:?}");
        }
        for seen in ["a", ".", "\u{200b}é", "批", "أ", "नि", "\u{1f3c5}", "-"] {
            assert!(is_seen(seen), "{seen:?}");
        }
    }
}
