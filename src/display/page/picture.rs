//! The picture on a page: bytes in it, never an address.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::error::Result;
use crate::model::Image;

/// A PNG or SVG as a data URI.
#[derive(Debug, Clone)]
pub(super) struct Picture(String);

impl Picture {
    /// One that the caller gives.
    pub(super) fn of_caller(bytes: &[u8]) -> Result<Self> {
        let image = if bytes.first() == Some(&0x89) { Image::from_png(bytes)? } else { Image::from_svg(bytes)? };
        Ok(Picture(image.id))
    }

    /// The badge's own, if it is in the badge and nothing that keeps a browser busy.
    pub(super) fn of_badge(uri: &str) -> Option<Self> {
        let (head, data) = uri.strip_prefix("data:")?.split_once(',')?;
        let bytes = STANDARD.decode(data).ok()?;
        let is_small = match head {
            "image/png;base64" => is_small_png(&bytes),
            "image/svg+xml;base64" => is_small_svg(&bytes),
            _ => false,
        };
        is_small.then(|| Picture::of_caller(&bytes).ok())?
    }

    pub(super) fn uri(&self) -> &str {
        &self.0
    }
}

/// Few bytes can be very many pixels.
fn is_small_png(bytes: &[u8]) -> bool {
    const SIDE: u32 = 4096;
    let side = |at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk).map(|side| u32::from_be_bytes(*side));
    // Width and height are the first in the header.
    [16, 20].into_iter().all(|at| side(at).is_some_and(|side| side <= SIDE))
}

/// Parts that repeat parts that repeat parts grow without end. In an image a browser runs no script and loads nothing.
fn is_small_svg(bytes: &[u8]) -> bool {
    const REPEATED: usize = 16;
    let count = |what: &[u8]| bytes.windows(what.len()).filter(|at| *at == what).count();
    count(b"<!DOCTYPE") + count(b"<!ENTITY") == 0 && count(b"<use") + count(b":use") <= REPEATED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(kind: &str, bytes: &[u8]) -> String {
        format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
    }

    #[test]
    fn only_what_is_inside_and_harmless_is_shown() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
        assert_eq!(Picture::of_badge(&uri("svg+xml", svg.as_bytes())).unwrap().uri(), uri("svg+xml", svg.as_bytes()));
        let png =
            |side: u32| [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &side.to_be_bytes(), &side.to_be_bytes()].concat();
        assert!(Picture::of_badge(&uri("png", &png(4096))).is_some());
        let entities = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>";
        let repeated = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", "<use href='#a'/>".repeat(17));
        for bad in [
            uri("png", &png(4097)),
            uri("png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"),
            uri("png", svg.as_bytes()),
            uri("svg+xml", entities.as_bytes()),
            uri("svg+xml", repeated.as_bytes()),
            uri("gif", b"GIF89a"),
            "https://example.edu/badge.png".into(),
            "data:image/svg+xml;base64,\"><script>".into(),
            "data:text/html,<script>alert(1)</script>".into(),
            "javascript:alert(1)".into(),
        ] {
            assert!(Picture::of_badge(&bad).is_none(), "{bad}");
        }
    }
}
