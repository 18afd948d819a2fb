//! Text as it is drawn: what of it is shown, how wide it is about, and where a line may end.

use icu_properties::props::{
    BidiClass, EastAsianWidth, EmojiPresentation, ExtendedPictographic, GeneralCategory, GraphemeClusterBreak as Joint,
    LineBreak, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// More marks on one character than any language has only serve to paint over what is above and below.
const MOST_ACCENTS: usize = 3;
const MOST_JOINED: usize = 24;

/// The longest name, in characters: far more than can be drawn, and no burden for those who hear it.
pub(super) const LONGEST_NAME: usize = 1_000;

/// What of a name can be shown, as [`shown_within`] has it.
pub(super) fn shown(text: &str) -> String {
    shown_within(text, LONGEST_NAME)
}

/// At most so many characters; what is longer ends with an ellipsis.
pub(super) fn cut(mut text: String, most: usize) -> String {
    if text.chars().nth(most).is_some() {
        let end = text.char_indices().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
        text.truncate(end);
        text.truncate(text.trim_end().len());
        text.push('…');
    }
    text
}

/// What of a text can be shown, in one line and so many characters: no control characters, no marks that turn the text around or that XML does
/// not have, white space as single spaces.
pub(super) fn shown_within(text: &str, most: usize) -> String {
    let (mut shown, mut count) = (String::new(), 0);
    for c in text.chars() {
        // One more than there may be, and a space that does not count at the end.
        if count > most + 1 {
            break;
        }
        if c.is_whitespace() {
            if !shown.is_empty() && !shown.ends_with(' ') {
                shown.push(' ');
                count += 1;
            }
        } else if !crate::text::is_unprintable(c) && !matches!(c, '\u{fff9}'..='\u{fffb}') && !is_noncharacter(c) {
            shown.push(c);
            count += 1;
        }
    }
    shown.truncate(shown.trim_end().len());
    cut(shown, most)
}

fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// Whether the text is read from right to left: its first letter decides.
pub(super) fn is_right_to_left(text: &str) -> bool {
    let classes = CodePointMapData::<BidiClass>::new();
    let strong = [BidiClass::LeftToRight, BidiClass::RightToLeft, BidiClass::ArabicLetter];
    text.chars().map(|c| classes.get(c)).find(|class| strong.contains(class)).is_some_and(|c| c != strong[0])
}

/// Whether a line may end behind a cluster, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// Between words.
    Word,
    /// Between characters of a script that breaks anywhere.
    Part,
    /// After a hyphen.
    Hyphen,
    /// Within what is written without spaces, perhaps within a word.
    Guess,
    /// Within a word.
    Torn,
    /// Never.
    Never,
}

/// A character with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    pub(super) text: String,
    /// In thousandths of the size of the font.
    pub(super) width: u32,
    pub(super) end: End,
    pub(super) is_space: bool,
}

/// The clusters of a text that was made to be [`shown`], so many at most.
pub(super) fn clusters(text: &str, most: usize) -> Vec<Cluster> {
    let joints = CodePointMapData::<Joint>::new();
    let mut clusters: Vec<Cluster> = Vec::new();
    let (mut marks, mut accents) = (0, 0);
    let mut flags = 0;
    let mut before = None;
    for c in text.chars() {
        let joint = joints.get(c);
        let is_flag = joint == Joint::RegionalIndicator;
        let joins = before.is_some_and(|before| is_joined(before, c, joint) || is_flag && flags % 2 == 1);
        flags = if is_flag { flags + 1 } else { 0 };
        let is_full = clusters.len() == most;
        match clusters.last_mut().filter(|_| joins) {
            Some(cluster) => {
                marks += 1;
                accents += usize::from(is_accent(c));
                if marks <= MOST_JOINED && (accents <= MOST_ACCENTS || !is_accent(c)) {
                    cluster.text.push(c);
                    cluster.is_space = false;
                    cluster.width = joined_width(cluster.width, c, is_flag);
                }
            }
            None if is_full => break,
            None => {
                (marks, accents) = (0, 0);
                let width = width(c);
                clusters.push(Cluster { text: c.into(), width, end: End::Never, is_space: c == ' ' });
            }
        }
        before = Some(c);
    }
    for at in 0..clusters.len() {
        let end = match (clusters.get(at), clusters.get(at + 1)) {
            (Some(this), Some(next)) => end_between(this, next),
            _ => End::Word,
        };
        if let Some(cluster) = clusters.get_mut(at) {
            cluster.end = end;
        }
    }
    clusters
}

/// The marks that stand above and below any letter, each above the last.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character belongs to the one before (the greater part of UAX #29, and Indic conjuncts).
fn is_joined(before: char, c: char, joint: Joint) -> bool {
    let joints = CodePointMapData::<Joint>::new();
    let last = joints.get(before);
    let breaks = CodePointMapData::<LineBreak>::new();
    let is_virama = |c| matches!(breaks.get(c), LineBreak::Virama) || is_indic_virama(c);
    matches!(joint, Joint::Extend | Joint::SpacingMark | Joint::ZWJ)
        || last == Joint::Prepend
        || last == Joint::ZWJ && is_joined_by_joiner(c)
        || is_virama(before) && c.is_alphabetic()
        || matches!((last, joint), (Joint::L, Joint::L | Joint::V | Joint::LV | Joint::LVT))
        || matches!((last, joint), (Joint::LV | Joint::V, Joint::V | Joint::T) | (Joint::LVT | Joint::T, Joint::T))
}

/// What a zero-width joiner makes one with what is before it: pictures, and letters of scripts that have conjuncts.
fn is_joined_by_joiner(c: char) -> bool {
    let is_letter = CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::OtherLetter;
    is_letter || CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

/// The signs that join consonants in the scripts of India, Sri Lanka, Cambodia and Myanmar.
fn is_indic_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
            | '\u{1039}'
            | '\u{17d2}'
    )
}

fn end_between(this: &Cluster, next: &Cluster) -> End {
    let (Some(before), Some(after)) = (this.text.chars().next_back(), next.text.chars().next()) else {
        return End::Never;
    };
    let first = this.text.chars().next().unwrap_or(before);
    let breaks = CodePointMapData::<LineBreak>::new();
    let (left, right) = (breaks.get(first), breaks.get(after));
    if next.is_space || right == LineBreak::ZWSpace {
        return End::Never;
    }
    if this.is_space || before == '\u{200b}' {
        return End::Word;
    }
    let stays = |class| matches!(class, LineBreak::Glue | LineBreak::WordJoiner | LineBreak::ZWJ);
    let begins = matches!(left, LineBreak::OpenPunctuation | LineBreak::PrefixNumeric);
    let ends = matches!(
        right,
        LineBreak::ClosePunctuation
            | LineBreak::CloseParenthesis
            | LineBreak::Exclamation
            | LineBreak::InfixNumeric
            | LineBreak::Nonstarter
            | LineBreak::ConditionalJapaneseStarter
            | LineBreak::PostfixNumeric
            | LineBreak::BreakSymbols
            | LineBreak::Hyphen
            | LineBreak::BreakAfter
            | LineBreak::Quotation
            | LineBreak::Inseparable
    );
    if stays(left) || stays(right) || begins || ends || is_leading_vowel(before) || is_trailing_vowel(after) {
        return End::Never;
    }
    let is_hyphen = matches!(
        left,
        LineBreak::Hyphen | LineBreak::UnambiguousHyphen | LineBreak::BreakAfter | LineBreak::BreakSymbols
    );
    if is_hyphen {
        return if after.is_alphabetic() { End::Hyphen } else { End::Torn };
    }
    // Katakana mostly write words of other languages.
    if script(first) == Script::Katakana && script(after) == Script::Katakana {
        return End::Guess;
    }
    let anywhere = |class| matches!(class, LineBreak::Ideographic | LineBreak::EBase | LineBreak::RegionalIndicator);
    let ends_any = |class| {
        anywhere(class)
            || matches!(
                class,
                LineBreak::ClosePunctuation | LineBreak::Nonstarter | LineBreak::ConditionalJapaneseStarter
            )
    };
    if ends_any(left) && (anywhere(right) || right == LineBreak::OpenPunctuation)
        || ends_any(left) && right == LineBreak::Alphabetic
        || left == LineBreak::Alphabetic && anywhere(right)
    {
        return End::Part;
    }
    let complex = |class| {
        matches!(
            class,
            LineBreak::ComplexContext | LineBreak::Aksara | LineBreak::AksaraStart | LineBreak::AksaraPrebase
        )
    };
    // In Thai and Lao a syllable begins with such a vowel for certain, elsewhere only a dictionary knows.
    let is_thai = |c| matches!(script(c), Script::Thai | Script::Lao);
    let is_guess = if is_thai(after) { is_leading_vowel(after) } else { complex(left) && complex(right) };
    if is_guess { End::Guess } else { End::Torn }
}

/// Vowels of Thai and Lao that stand before their consonant.
fn is_leading_vowel(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}')
}

/// Signs of Thai and Lao that never begin a syllable.
fn is_trailing_vowel(c: char) -> bool {
    matches!(
        c,
        '\u{e2f}'
            | '\u{e30}'
            | '\u{e32}'
            | '\u{e33}'
            | '\u{e45}'
            | '\u{e46}'
            | '\u{eaf}'
            | '\u{eb0}'
            | '\u{eb2}'
            | '\u{eb3}'
            | '\u{ec6}'
    )
}

/// The width of a cluster with one more character in it.
fn joined_width(width: u32, c: char, is_flag: bool) -> u32 {
    let categories = CodePointMapData::<GeneralCategory>::new();
    match categories.get(c) {
        _ if is_flag => EMOJI,
        GeneralCategory::SpacingMark => width + 300,
        GeneralCategory::OtherLetter if script(c) == Script::Hangul => width,
        GeneralCategory::OtherLetter => width + 350,
        // The picture of a whole emoji, or a sign shown as one.
        _ if c == '\u{fe0f}' => EMOJI,
        _ => width,
    }
}

const EMOJI: u32 = 1_300;

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// About how wide a character is in a bold face without serifs, in thousandths of the size: a mean of such faces.
fn width(c: char) -> u32 {
    if let Some(width) = latin_width(c) {
        return width;
    }
    if CodePointSetData::new::<EmojiPresentation>().contains(c) {
        return EMOJI;
    }
    use GeneralCategory as G;
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    match category {
        G::NonspacingMark | G::EnclosingMark | G::Format | G::Control => return 0,
        G::SpaceSeparator if c != '\u{3000}' => return 280,
        _ => {}
    }
    if matches!(CodePointMapData::<EastAsianWidth>::new().get(c), EastAsianWidth::Wide | EastAsianWidth::Fullwidth) {
        return 1_000;
    }
    let is_letter = matches!(
        category,
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::OtherLetter | G::ModifierLetter
    );
    if !is_letter {
        return match category {
            G::DecimalNumber => 580,
            G::OpenPunctuation | G::ClosePunctuation | G::OtherPunctuation => 360,
            G::SpacingMark => 300,
            _ => 700,
        };
    }
    match script(c) {
        Script::Arabic => 450,
        Script::Hebrew => 560,
        Script::Thai | Script::Lao => 580,
        Script::Devanagari | Script::Gujarati | Script::Bengali | Script::Gurmukhi => 680,
        Script::Khmer => 720,
        Script::Tamil | Script::Malayalam | Script::Myanmar | Script::Sinhala => 960,
        Script::Kannada | Script::Telugu => 800,
        _ if c.is_uppercase() => 720,
        _ => 650,
    }
}

/// The letters of Latin, with or without marks, and what goes with them in ASCII.
fn latin_width(c: char) -> Option<u32> {
    Some(match c {
        'i' | 'j' | 'l' | 'ì'..='ï' | 'ı' | 'ł' => 300,
        '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '’' | '‘' | '·' => 290,
        ' ' | '\u{a0}' => 275,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '\u{2010}' | '\u{2011}' => 385,
        's' | 'c' | 'z' | 'ś' | 'š' | 'ć' | 'č' | 'ç' | 'ž' | 'ź' | 'ż' => 530,
        'm' | 'w' | '@' | '%' | 'M' | 'Æ' | 'Œ' | 'æ' | 'œ' => 920,
        'W' => 960,
        '—' | '…' => 950,
        'I' | 'Ì'..='Ï' => 340,
        'J' | '/' | '\\' | '"' | '“' | '”' => 460,
        'E' | 'F' | 'L' | 'S' | 'T' | 'Z' | 'P' | 'È'..='Ë' => 610,
        'O' | 'Q' | 'G' | 'N' | 'D' | 'H' | 'U' | 'Ò'..='Ö' | 'Ù'..='Ü' | 'Ñ' => 765,
        '&' => 740,
        'A'..='Z' | 'À'..='Å' => 685,
        '0'..='9' | '–' | '?' | '+' | '#' | '*' | '=' | '<' | '>' | '$' | '€' | '~' | '^' | '_' => 570,
        'a' | 'e' | 'v' | 'x' | 'y' | 'k' | 'à'..='å' | 'è'..='ë' => 585,
        'a'..='z' | 'ò'..='ö' | 'ù'..='ü' | 'ñ' | 'ß' => 630,
        _ => return None,
    })
}

/// Whether lines need more room: scripts that reach high above and deep below them.
pub(super) fn is_tall(text: &str) -> bool {
    text.chars().any(|c| {
        let plain = [Script::Latin, Script::Greek, Script::Cyrillic, Script::Common, Script::Inherited, Script::Han];
        let also =
            [Script::Hiragana, Script::Katakana, Script::Hangul, Script::Hebrew, Script::Georgian, Script::Armenian];
        let script = script(c);
        !plain.contains(&script) && !also.contains(&script)
    })
}
