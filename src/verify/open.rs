//! From bytes to the credential in them.

use super::check::{Check, CheckOutcome, Step};
use super::judge::is_beyond_us;
use super::report::Form;
use crate::document::Document;
use crate::error::Error;
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::proof::jwt::{Claimed, Token};

/// A credential, and the JWT around it.
pub(super) struct Opened {
    pub(super) document: Document,
    pub(super) wrapped: Option<Wrapped>,
}

/// A JWT: what it says beside the credential is not checked yet.
pub(super) struct Wrapped {
    /// An error if its header rules out every check.
    pub(super) token: Result<Token, Error>,
    /// Where its claims say something else than the credential.
    pub(super) errors: Vec<Finding>,
    pub(super) warnings: Vec<Finding>,
}

/// In which form the bytes are.
pub(super) fn form(bytes: &[u8]) -> Result<Form, Finding> {
    // A byte order mark is no JSON, yet what comes after it shows what is meant.
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if Token::looks_like(bytes) {
        return Ok(Form::Jwt);
    }
    let image = match text {
        [b'{' | b'[', ..] => return Ok(Form::Json),
        [0x89, b'P', b'N', b'G', ..] => Some("a PNG image"),
        [b'<', ..] if is_html(text) => {
            return Err(Finding::error(Code::FormatUnknown, "", "the bytes are an HTML page"));
        }
        [b'<', tag @ ..] if is_tag(tag) => Some("XML, perhaps an SVG image"),
        _ => None,
    };
    match image {
        Some(image) => {
            let finding = Finding::error(Code::FormatImage, "", format!("the bytes are {image}"));
            Err(finding.with_remedy("take the badge out of the image first"))
        }
        None => Err(Finding::error(Code::FormatUnknown, "", "the bytes are neither JSON nor a compact JWS")),
    }
}

/// Whether it is a page of the Web and no picture: from where it says so, behind comments.
fn is_html(mut text: &[u8]) -> bool {
    while let Some(comment) = text.strip_prefix(b"<!--") {
        let Some(end) = comment.windows(3).position(|bytes| bytes == b"-->") else { return false };
        text = comment.get(end + 3..).unwrap_or_default().trim_ascii_start();
    }
    let begins = |start: &[u8]| {
        let (begun, rest) = text.split_at_checked(start.len()).unwrap_or_default();
        begun.eq_ignore_ascii_case(start) && !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric())
    };
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| begins(start.as_bytes()))
}

/// Whether `<` begins a tag, not an address, as the lines of RDF do: a name has at most one colon, with a name behind it.
fn is_tag(tag: &[u8]) -> bool {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    let name = tag.split(is_end).next().unwrap_or_default();
    let colons = name.iter().filter(|byte| **byte == b':').count();
    matches!(name, [b'!' | b'?', ..]) || colons == 0 || (colons == 1 && !name.ends_with(b":"))
}

/// The credential, if there is one; adds the checks of format and JSON.
pub(super) fn open(bytes: &[u8], form: Form, limits: &Limits, checks: &mut Vec<Check>) -> Option<Opened> {
    let opened = match form {
        Form::Json => {
            checks.push(Check::new(Step::Format, CheckOutcome::Passed, "JSON"));
            Document::parse_within(bytes, limits).map(|document| Opened { document, wrapped: None })
        }
        Form::Jwt => {
            let opened = in_jwt(bytes, limits);
            if let Err(error) = &opened
                && matches!(error.code(), Code::JwtNotJws)
            {
                checks.push(Check::failed(Step::Format, error.findings().cloned().collect()));
                return None;
            }
            checks.push(Check::new(Step::Format, CheckOutcome::Passed, "a compact JWS"));
            opened
        }
    };
    match opened {
        Ok(opened) => {
            checks.push(Check::new(Step::Json, CheckOutcome::Passed, format!("{} bytes", bytes.len())));
            Some(opened)
        }
        Err(error) => {
            let check = if is_beyond_us(&error) { Check::unknown } else { Check::failed };
            checks.push(check(Step::Json, error.into_findings()));
            None
        }
    }
}

fn in_jwt(bytes: &[u8], limits: &Limits) -> Result<Opened, Error> {
    let (payload, token) = Token::open(bytes, limits)?;
    let Claimed { credential, errors, warnings } = Claimed::read(&payload, limits)?;
    Ok(Opened { document: credential, wrapped: Some(Wrapped { token, errors, warnings }) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_told_from_what_is_no_badge() {
        let images =
            ["\u{feff}<svg xmlns='a:b:c'>", "<svg:svg/>", "<?xml version='1.0'?>", "<!--a:b:c-->", "<header/>", "<"];
        for text in images {
            let finding = form(text.as_bytes()).unwrap_err();
            let message = "the bytes are XML, perhaps an SVG image";
            assert_eq!((finding.code(), finding.message()), (Code::FormatImage, message), "{text}");
        }
        // Statements of RDF: there is no image to take a badge from.
        for text in
            ["<https://example.org/a> <https://example.org/b> \"c\" .", "<urn:uuid:1> ", "<did:key:z6Mk>", "", "a"]
        {
            assert_eq!(form(text.as_bytes()).unwrap_err().code(), Code::FormatUnknown, "{text}");
        }
    }

    #[test]
    fn pages_of_the_web_are_no_images() {
        for text in
            ["<!DOCTYPE html>\n<html lang=\"en\">", "\u{feff} <HTML>", "<!-- saved --> <!doctype HTML>", "<body a>"]
        {
            let finding = form(text.as_bytes()).unwrap_err();
            assert_eq!(
                (finding.code(), finding.message()),
                (Code::FormatUnknown, "the bytes are an HTML page"),
                "{text}"
            );
            assert_eq!(finding.remedy(), None);
        }
    }
}
