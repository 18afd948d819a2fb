//! Files, as they are attached to an e-mail or handed out for download.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::display::page::Page;
use crate::error::Result;
use crate::model::Image;
use crate::verify::Verified;

/// A file with its name and media type.
///
/// ```
/// use openbadges::display::places::Attachment;
/// use openbadges::verify::{Resources, Verifier};
///
/// let badge = include_bytes!("../../../fixtures/golden/critical-thinking.json");
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let verified = Verifier::default().verify(badge, &Resources::new(), now).into_verified().unwrap();
/// let attachment = Attachment::credential(&verified);
/// assert_eq!(attachment.name(), "critical-thinking.json");
/// assert_eq!(attachment.media_type(), "application/vc");
/// assert_eq!(attachment.content_disposition(), "attachment; filename=\"critical-thinking.json\"");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    name: String,
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl Attachment {
    /// The credential itself, JSON or compact JWS, as it was verified (Open Badges 3.0, section 5.1.2; Verifiable Credentials
    /// Data Model 2.0, appendix C).
    pub fn credential(badge: &Verified) -> Self {
        let report = badge.report();
        Attachment {
            name: report.file_name().unwrap_or_else(|| "badge.json".into()),
            media_type: report.media_type().unwrap_or("application/vc"),
            bytes: badge.text().as_bytes().to_vec(),
        }
    }

    /// A picture of the badge, PNG or SVG, with the credential baked into it as may be. Whether that is this badge's, nobody
    /// looks.
    ///
    /// # Errors
    /// `input.not-an-image` if the bytes begin as neither PNG nor SVG.
    pub fn image(badge: &Verified, bytes: &[u8]) -> Result<Self> {
        let (ending, media_type) = match bytes {
            [0x89, ..] => {
                Image::from_png(bytes)?;
                ("png", "image/png")
            }
            _ => {
                Image::from_svg(bytes)?;
                ("svg", "image/svg+xml")
            }
        };
        let name = format!("{}.{ending}", stem(badge));
        Ok(Attachment { name, media_type, bytes: bytes.to_vec() })
    }

    /// The page.
    pub fn page(page: &Page<'_>) -> Self {
        let media_type = "text/html; charset=utf-8";
        Attachment { name: page.file_name(), media_type, bytes: page.to_html().into_bytes() }
    }

    /// The name of the file: ASCII letters, digits and hyphens, with the ending that fits.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The media type.
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The value of a header `Content-Disposition` (RFC 6266, RFC 2183). A page that others' browsers get should come with
    /// it, or from a host of its own.
    pub fn content_disposition(&self) -> String {
        format!("attachment; filename=\"{}\"", self.name)
    }

    /// A part of an e-mail, header and body (RFC 2045), to stand between the boundaries of a `multipart/mixed`.
    pub fn to_mime_part(&self) -> String {
        const LINE: usize = 76;
        let mut part = format!(
            "Content-Type: {}\r\nContent-Disposition: {}\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            self.media_type,
            self.content_disposition()
        );
        // Three bytes are four characters.
        for line in self.bytes.chunks(LINE / 4 * 3) {
            part.push_str(&STANDARD.encode(line));
            part.push_str("\r\n");
        }
        part
    }
}

/// The name of a badge's files without their ending.
fn stem(badge: &Verified) -> String {
    let name = badge.report().file_name().unwrap_or_default();
    name.rsplit_once('.').map_or("badge", |(stem, _)| stem).to_owned()
}
