//! Pictures.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::conform::rules;
use super::wire::{Kind, Types, class};
use crate::error::{Error, Result};
use crate::finding::Code;

class! {
    /// A picture, by its URL or as a data URI.
    ///
    /// [`Image`](https://www.imsglobal.org/spec/ob/v3p0/#image).
    ///
    /// ```
    /// use openbadges::model::Image;
    ///
    /// let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>"#;
    /// let image = Image::from_svg(svg)?.with_caption("a circle");
    /// assert!(image.id.starts_with("data:image/svg+xml;base64,PHN2Zy"));
    /// assert_eq!(Image::new("https://example.edu/badge.png").id, "https://example.edu/badge.png");
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    Image "Image" { pub fn new; types: Types::Equals("Image"); closed: true; rules: rules::image; }
    /// The URL or data URI.
    one id: String = "id", Kind::Uri;
    /// Always `Image`.
    fixed types: String = "type", Kind::Type, ["Image"];
    /// What there is to see.
    maybe caption / with_caption: String = "caption", Kind::Text;
}

impl Image {
    /// A PNG as a data URI.
    ///
    /// # Errors
    /// `input.not-an-image` if the bytes do not begin as a PNG does.
    pub fn from_png(bytes: &[u8]) -> Result<Self> {
        // The signature, then a header chunk of 13 bytes.
        if !bytes.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR") {
            return Err(Error::input(Code::InputNotImage, "", "the image does not begin as a PNG does"));
        }
        Ok(Image::new(format!("data:image/png;base64,{}", STANDARD.encode(bytes))))
    }

    /// An SVG as a data URI.
    ///
    /// # Errors
    /// `input.not-an-image` if the bytes are no UTF-8 text whose first element is `svg`.
    pub fn from_svg(bytes: &[u8]) -> Result<Self> {
        if !std::str::from_utf8(bytes).is_ok_and(is_svg) {
            let message = "the image is no UTF-8 text whose first element is `svg`";
            return Err(Error::input(Code::InputNotImage, "", message));
        }
        Ok(Image::new(format!("data:image/svg+xml;base64,{}", STANDARD.encode(bytes))))
    }
}

/// Whether the first element, after declarations and comments, is `svg` of SVG's namespace, with a prefix or without.
fn is_svg(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
    let Some((name, attributes)) = tag.split_at_checked(end) else { return false };
    let (prefix, local) = name.split_once(':').map_or(("", name), |(prefix, local)| (prefix, local));
    let wanted = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    local == "svg" && attribute(attributes, &wanted) == Some("http://www.w3.org/2000/svg")
}

/// The value of an attribute in what follows a tag's name; none also if the tag does not end.
fn attribute<'t>(mut rest: &'t str, wanted: &str) -> Option<&'t str> {
    let mut found = None;
    loop {
        rest = rest.trim_start().trim_start_matches('/');
        if rest.starts_with('>') {
            return found;
        }
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after.get(1..)?.split_once(quote)?;
        if name.trim() == wanted {
            found = Some(value);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_what_they_claim() {
        let png = Image::from_png(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR").unwrap();
        assert_eq!(png.to_json(), r#"{"id":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==","type":"Image"}"#);
        assert!(Image::from_png(b"\x89PNG\r\n\x1a\n<html>").is_err());
        assert_eq!(Image::from_png(b"GIF89a").unwrap_err().code(), Code::InputNotImage);
        for good in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<svg aria-label=\"a>b\" xmlns = \"http://www.w3.org/2000/svg\"\n>",
            "\u{feff}<?xml version='1.0'?>\n<!DOCTYPE svg>\n<!-- <x> -->\n<s:svg a='b' xmlns:s=\"http://www.w3.org/2000/svg\">",
        ] {
            assert!(Image::from_svg(good.as_bytes()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "svg",
            "<svg/>",
            "<html><svg xmlns='http://www.w3.org/2000/svg'/>",
            "<svg xmlns='http://www.w3.org/2000/svg'",
            "<a:svg xmlns='http://www.w3.org/2000/svg'/>",
            "<svg a=\"x xmlns='http://www.w3.org/2000/svg' \"/>",
            "<svg xmlns='http://www.w3.org/2000/svg/'/>",
            "<svg xmlns='http://www.w3.org/1999/xhtml'><script/></svg>",
            "<",
        ] {
            assert_eq!(Image::from_svg(bad.as_bytes()).unwrap_err().code(), Code::InputNotImage, "{bad}");
        }
        assert!(Image::from_svg(b"<svg>\xff").is_err());
    }
}
