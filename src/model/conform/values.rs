//! Single values: their JSON type, and what they must look like.

use chrono::NaiveDate;

use super::Walk;
use crate::document::{self, Node};
use crate::finding::Code;
use crate::model::DateTimeZ;
use crate::model::wire::Kind;
use crate::text::{did_you_mean, is_language, is_uri, quoted};

/// What a value of this kind is, with its article.
pub(super) fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Type => "a string or an array of strings",
        Kind::Context => "an array",
        Kind::Text | Kind::Word(_) | Kind::Index => "a string",
        Kind::Uri => "a URI",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::DateTimeZ => "a date and time with a zone",
        Kind::Date => "a date",
        Kind::Email => "an e-mail address",
        Kind::Phone => "a telephone number",
        Kind::Language => "a language tag",
        Kind::Country => "a country code",
        Kind::Jws => "a compact JWS",
        Kind::Object(_) | Kind::ObjectOrUri(_) => "an object",
    }
}

impl<'d> Walk<'d> {
    pub(super) fn value(&mut self, node: Node<'d>, kind: Kind) {
        match kind {
            Kind::Object(table) => return self.misplaced_jws(node).unwrap_or_else(|| self.object(node, table())),
            Kind::ObjectOrUri(table) if node.kind() != document::Kind::String => return self.object(node, table()),
            Kind::Boolean if node.as_bool().is_none() => return self.wrong_type(node, "a boolean"),
            Kind::Number if node.as_number().is_none() => return self.wrong_type(node, "a number"),
            Kind::Boolean | Kind::Number => return,
            // Some issuers write the index of a status list as a number; it means the same.
            Kind::Index if node.as_number().is_some_and(is_digits) => return,
            _ => {}
        }
        let Some(text) = node.as_str() else { return self.wrong_type(node, "a string") };
        let text = &*text;
        let (is_good, is, remedy) = match kind {
            Kind::Uri | Kind::ObjectOrUri(_) => {
                (is_uri(text), "an absolute URI", "write it in full, such as `https://example.edu/badges/1`")
            }
            Kind::DateTimeZ => {
                (text.parse::<DateTimeZ>().is_ok(), "a date and time with a zone", "write it as `2026-05-01T09:00:00Z`")
            }
            Kind::Date => (is_day(text), "a date", "write it as `2026-05-01`"),
            Kind::Index => (is_digits(text), "the index of a status list", "write decimal digits"),
            Kind::Email => (is_email(text), "an e-mail address", "write it as `name@example.edu`"),
            Kind::Phone => (is_phone(text), "a telephone number", "write it as `+1 222 333 4444`"),
            Kind::Language => (is_language(text), "a language tag", "write it as `en` or `en-US`"),
            Kind::Country => {
                let is_code = text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
                (is_code, "a country code of ISO 3166-1", "write two capital letters, such as `US`")
            }
            Kind::Jws => (is_jws(text), "a compact JWS", "write three parts in base64url with dots between them"),
            Kind::Word(words) => {
                if !(words.allows)(text) {
                    let own =
                        if words.extensible { "words of your own begin with `ext:`" } else { "take one of its words" };
                    // A suggestion costs a comparison with every word.
                    const MOST_HINTS: usize = 20;
                    let list = if self.found.len() < MOST_HINTS { (words.list)() } else { Vec::new() };
                    let hint = did_you_mean(text, list);
                    let message = format!("{} is not in the vocabulary of this member{hint}", quoted(text));
                    self.error(Code::ModelWrongValue, node, message, own);
                }
                return;
            }
            _ => return,
        };
        if !is_good {
            self.error(Code::ModelWrongValue, node, format!("{} is not {is}", quoted(text)), remedy);
        }
    }

    /// A compact JWS where an object belongs: an endorsement in the wrong list.
    fn misplaced_jws(&mut self, node: Node<'d>) -> Option<()> {
        node.as_str().filter(|text| is_jws(text))?;
        let remedy = "put compact JWS into `endorsementJwt` (or `compactJwsString`)";
        self.error(Code::ModelWrongType, node, "expected an object, found a compact JWS", remedy);
        Some(())
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `YYYY-MM-DD`, a day there is.
fn is_day(text: &str) -> bool {
    let in_form = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    in_form && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// By its outer form: something, `@`, something.
pub(in crate::model) fn is_email(text: &str) -> bool {
    let outer = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control());
    let local = |part: &str| outer(part) && !part.contains(':');
    text.split_once('@').is_some_and(|(name, domain)| local(name) && outer(domain) && !domain.contains('@'))
}

/// By its outer form: at least three digits, and what people put between them, before and after (`Ext. 5`, `GO-BADGE`).
fn is_phone(text: &str) -> bool {
    let number = text.strip_prefix("tel:").unwrap_or(text);
    let between = |b: u8| b.is_ascii_alphanumeric() || b" +-().,;/=#*".contains(&b);
    let begins = number.bytes().find(|b| !b" (".contains(b)).is_some_and(|b| b.is_ascii_digit() || b == b'+');
    begins && number.bytes().all(between) && number.bytes().filter(u8::is_ascii_digit).count() >= 3
}

/// Three parts of base64url with dots between them; the second may be empty (RFC 7515, appendix F).
pub(super) fn is_jws(text: &str) -> bool {
    let part = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let mut parts = text.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(header), Some(payload), Some(signature), None) => {
            !header.is_empty() && !signature.is_empty() && part(header) && part(payload) && part(signature)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for good in
            ["1-222-333-4444", "(222) 333.4444 Ext. 5", "tel:+1-222-333-4444", "911", "1-800-GO-BADGE", "+49 30/123"]
        {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "12", "call me", "+++", "222\n333", "ttt111", "1-GO-BADGE"] {
            assert!(!is_phone(bad), "{bad}");
        }
        for good in ["a@b", "registrar@1edtech.edu"] {
            assert!(is_email(good), "{good}");
        }
        for day in ["2026-02-28", "2024-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for bad in ["2026-02-29", "+2026-05-1", " 2026- 5-1", "2026-05- 1", "-202-05-01", "2026/05/01", "26-05-01", ""]
        {
            assert!(!is_day(bad), "{bad}");
        }
        for bad in ["", "@", "a@", "@b", "a b@c", "a@b@c", "a", "mailto:a@b.example"] {
            assert!(!is_email(bad), "{bad}");
        }
        for good in ["a.b.c", "eyJ-_0..x"] {
            assert!(is_jws(good), "{good}");
        }
        for bad in ["", "a.b", "a.b.", ".b.c", "a.b.c.d", "a.b=.c", "a b.c.d"] {
            assert!(!is_jws(bad), "{bad}");
        }
    }
}
