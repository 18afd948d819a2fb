//! The JSON Canonicalization Scheme (RFC 8785): one text for all texts of the same JSON value.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::model::push_string;
use crate::text::quoted;

/// The canonical form of a document, all of it, by the JSON Canonicalization Scheme (RFC 8785): no white space,
/// members sorted by the UTF-16 units of their names, strings with as few escapes as there can be, numbers as
/// ECMAScript writes them.
///
/// A number is the double nearest to it, so texts that differ only in further digits have one canonical form.
///
/// ```
/// use openbadges::Document;
/// use openbadges::proof::jcs;
///
/// let document = Document::parse(br#"{ "score": 4.50, "max": 1E1, "name": "Caf\u00e9" }"#)?;
/// assert_eq!(jcs(&document)?, r#"{"max":10,"name":"Café","score":4.5}"#);
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// `canon.failed` at a number that is too large for a double, such as `1e400`.
pub fn jcs(document: &Document) -> Result<String> {
    let mut out = String::with_capacity(document.as_str().len());
    push(document.root(), &mut out)?;
    Ok(out)
}

/// Writes the canonical form of one value, or a part of it if there is none. Recursion is as deep as the document, which
/// its limits bounded.
pub(crate) fn push(node: Node<'_>, out: &mut String) -> Result<()> {
    match node.kind() {
        Kind::Null | Kind::Boolean => out.push_str(node.raw()),
        Kind::Number => out.push_str(&number(node.raw()).ok_or_else(|| too_large(node))?),
        Kind::String => push_text(node.as_str().unwrap_or_default(), out),
        Kind::Array => {
            out.push('[');
            for (i, item) in node.items().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                push(item, out)?;
            }
            out.push(']');
        }
        Kind::Object => {
            let mut members: Vec<_> = node.members().collect();
            members.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, (name, value)) in members.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                push_text(name, out);
                out.push(':');
                push(value, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

/// A string that is borrowed from the document was written without escapes, so it needs none.
fn push_text(text: Cow<'_, str>, out: &mut String) {
    match text {
        Cow::Borrowed(plain) => {
            out.push('"');
            out.push_str(plain);
            out.push('"');
        }
        Cow::Owned(text) => push_string(&text, out),
    }
}

/// A JSON number in its canonical form; none if it is too large for a double.
fn number(text: &str) -> Option<Cow<'_, str>> {
    /// Every integer of so many digits is a double of its own and the shortest text for it.
    const EXACT: usize = 15;
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() <= EXACT && digits.bytes().all(|b| b.is_ascii_digit()) && text != "-0" {
        return Some(Cow::Borrowed(text));
    }
    text.parse().ok().and_then(ecmascript).map(Cow::Owned)
}

/// What `Number.prototype.toString` of ECMAScript gives (RFC 8785, section 3.2.2.3); none for what is not finite.
fn ecmascript(double: f64) -> Option<String> {
    // Negative zero, too.
    if double == 0.0 {
        return Some("0".to_owned());
    }
    let sign = if double < 0.0 { "-" } else { "" };
    // Infinity has no exponent.
    let shortest = shortest(double.abs());
    let (mantissa, exponent) = shortest.split_once('e')?;
    let digits = mantissa.replace('.', "");
    Some(match exponent.parse::<i16>().ok()? {
        exponent @ 0..=20 => {
            let whole = usize::try_from(exponent).ok()? + 1;
            match digits.split_at_checked(whole) {
                Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
                _ => format!("{sign}{digits:0<whole$}"),
            }
        }
        exponent @ -6..0 => {
            let places = digits.len() + usize::from(exponent.unsigned_abs()) - 1;
            format!("{sign}0.{digits:0>places$}")
        }
        21.. => format!("{sign}{mantissa}e+{exponent}"),
        _ => format!("{sign}{mantissa}e{exponent}"),
    })
}

/// The fewest digits that tell a positive double from all others, and of those the nearest, with an exponent.
fn shortest(double: f64) -> String {
    let shortest = format!("{double:e}");
    let places = shortest.find('e').unwrap_or_default().saturating_sub(2);
    // Where two are equally near, ECMAScript wants the even one, and Rust finds it only when it rounds to so many digits.
    let even = format!("{double:.places$e}");
    // At a power of two, the doubles below are closer together, and what rounding finds may be one of them.
    if even.parse() == Ok(double) { even } else { shortest }
}

fn too_large(node: Node<'_>) -> Error {
    let message = format!("the document cannot be canonicalized: {} is too large for a double", quoted(node.raw()));
    Error::new(ErrorKind::Input, Finding::error(Code::CanonFailed, node.pointer(), message).with_value(node.raw()))
}
