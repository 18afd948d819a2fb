//! In which direction a language is written.

use super::primary;

/// In which direction a language is written.
///
/// ```
/// use openbadges::language::Direction;
///
/// assert_eq!(Direction::of("ar-EG").as_str(), "rtl");
/// assert_eq!(Direction::of("es").as_str(), "ltr");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// Scripts that run from right to left (ISO 15924).
const SCRIPTS: &[&str] =
    &["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Syre", "Syrj", "Syrn", "Thaa"];

/// Languages that are written in such a script, if their tag names none.
const LANGUAGES: &[&str] = &[
    "ar", "arc", "arz", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs",
    "ps", "sd", "skr", "syr", "ug", "ur", "yi",
];

impl Direction {
    /// The direction of the language with this tag (BCP 47): that of the script that the tag names, or else of the one that
    /// the language is commonly written in.
    pub fn of(tag: &str) -> Self {
        let is_one = |all: &[&str], part: &str| all.iter().any(|one| one.eq_ignore_ascii_case(part));
        // A script has four letters; nothing else after the language has, but for what begins with a digit.
        let script =
            tag.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let is_right_to_left = match script {
            Some(script) => is_one(SCRIPTS, script),
            None => is_one(LANGUAGES, primary(tag)),
        };
        if is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// As HTML's attribute `dir` has it: `ltr` or `rtl`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}
