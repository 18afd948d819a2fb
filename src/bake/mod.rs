//! Badges in images: a signed credential put into a PNG or SVG, and taken out again.
//!
//! The picture stays what it is: pixels are never decoded, and every byte that is not the badge's stays as it was. What is
//! written is to the letter of Open Badges 3.0, section 5.3: in a PNG one uncompressed `iTXt` chunk before the image's data, in an SVG one element
//! `openbadges:credential` directly after the `svg` tag. What is read may be other software's: compressed text, other kinds
//! of text chunks, other prefixes, text with or without CDATA, the keyword of the earlier versions. An image in which other
//! software would find another badge is refused.
//!
//! A baked image is no more trustworthy than the text in it: [`Verifier`](crate::verify::Verifier) says whether the
//! credential is genuine, and nothing ties the picture to it.
//!
//! ```
//! use openbadges::bake::{Baked, Existing, bake, unbake};
//!
//! let image = include_bytes!("../../fixtures/badge.png");
//! let credential = include_str!("../../fixtures/golden/critical-thinking.json");
//! let badge = bake(image, credential, Existing::Refuse)?;
//! assert_eq!(unbake(&badge)?, Baked::Json(credential.trim().to_owned()));
//! assert_eq!(unbake(image)?, Baked::Nothing);
//! # Ok::<(), openbadges::Error>(())
//! ```

mod credential;
mod found;
mod markup;
mod png;
mod svg;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use crate::error::{Error, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use credential::Credential;

/// The kinds of image that badges are baked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Picture {
    /// Portable Network Graphics, third edition or before.
    Png,
    /// Scalable Vector Graphics.
    Svg,
}

impl Picture {
    /// What the bytes begin as: a PNG by its signature, an SVG by its first element. Whether they are one to their end is
    /// seen when something is done with them.
    ///
    /// ```
    /// use openbadges::bake::Picture;
    ///
    /// assert_eq!(Picture::of(include_bytes!("../../fixtures/badge.png")), Some(Picture::Png));
    /// assert_eq!(Picture::of(b"<?xml version='1.0'?><svg/>"), Some(Picture::Svg));
    /// assert_eq!(Picture::of(b"<html><svg/></html>"), None);
    /// assert_eq!(Picture::of(b"{}"), None);
    /// ```
    pub fn of(image: &[u8]) -> Option<Picture> {
        if image.starts_with(&png::SIGNATURE) {
            Some(Picture::Png)
        } else {
            markup::begins_as_svg(image).then_some(Picture::Svg)
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Picture::Png => "image/png",
            Picture::Svg => "image/svg+xml",
        }
    }

    /// What the names of such files end in, after the point.
    pub fn extension(self) -> &'static str {
        match self {
            Picture::Png => "png",
            Picture::Svg => "svg",
        }
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Picture::Png => "PNG",
            Picture::Svg => "SVG",
        })
    }
}

/// What becomes of badges that an image has already, of Open Badges 3.0 or before: one image, one badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Existing {
    /// Nothing is baked.
    #[default]
    Refuse,
    /// All of them are taken out.
    Replace,
}

/// What is baked into an image. It is not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Baked {
    /// A credential with its proof inside: JSON, without white space around it.
    Json(String),
    /// A credential as a JWT: a compact JWS.
    Jws(String),
    /// A badge of Open Badges 1 or 2: its address, its JSON or its JWS. This crate does not read it.
    Earlier(String),
    /// No badge.
    Nothing,
}

impl Baked {
    /// The credential of Open Badges 3.0, if there is one.
    pub fn credential(&self) -> Option<&str> {
        match self {
            Baked::Json(text) | Baked::Jws(text) => Some(text),
            Baked::Earlier(_) | Baked::Nothing => None,
        }
    }

    /// The credential of Open Badges 3.0.
    ///
    /// # Errors
    /// `bake.no-badge`, `bake.earlier-version`.
    pub fn into_credential(self) -> Result<String> {
        match self {
            Baked::Json(text) | Baked::Jws(text) => Ok(text),
            Baked::Earlier(text) => {
                let message = format!("the image has a badge of Open Badges 1 or 2 baked in: {}", text_of(&text));
                let finding = Finding::error(Code::BakeEarlierVersion, "", message).with_value(&text);
                Err(Error::new(
                    crate::ErrorKind::Input,
                    finding.with_remedy("ask its issuer for a badge of Open Badges 3.0"),
                ))
            }
            Baked::Nothing => Err(Error::input(Code::BakeNoBadge, "", "no badge is baked into the image")),
        }
    }
}

fn text_of(text: &str) -> String {
    crate::text::quoted(text)
}

/// Puts a credential into a PNG or SVG, within the default [`Limits`].
///
/// The credential is JSON with its proof inside or a compact JWS; white space around it is left out, all else stays byte for
/// byte. Its signature is not checked here.
///
/// ```
/// use openbadges::bake::{Existing, bake};
///
/// let badge = bake(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "eyJhbGciOiJFUzI1NiJ9.e30.c2ln", Existing::Refuse);
/// let credential = r#"<openbadges:credential verify="eyJhbGciOiJFUzI1NiJ9.e30.c2ln"></openbadges:credential>"#;
/// assert_eq!(
///     String::from_utf8_lossy(&badge?),
///     format!("<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" xmlns='http://www.w3.org/2000/svg'>{credential}</svg>")
/// );
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// - `bake.unknown-image`; `bake.bad-png` and `bake.checksum`, the first 16 of them; `bake.bad-svg`, `bake.doctype`,
///   `bake.not-utf8`: the image is not what it claims to be, or an SVG that declares an encoding cannot hold the credential in it;
/// - `bake.occupied`: it has a badge, or what other software takes for one, and [`Existing::Refuse`] was said;
/// - `bake.not-a-credential` and `json.*`: the credential is none; `bake.not-in-xml`: an SVG cannot hold it;
/// - `bake.too-large`, `bake.too-many-parts`: a limit.
pub fn bake(image: &[u8], credential: impl AsRef<[u8]>, existing: Existing) -> Result<Vec<u8>> {
    bake_within(image, credential, existing, &Limits::default())
}

/// Puts a credential into a PNG or SVG, within `limits`.
///
/// # Errors
/// As [`bake`].
pub fn bake_within(image: &[u8], credential: impl AsRef<[u8]>, existing: Existing, limits: &Limits) -> Result<Vec<u8>> {
    let picture = picture(image, limits)?;
    let credential = Credential::read(credential.as_ref(), limits)?;
    let baked = match picture {
        Picture::Png => png::bake(image, &credential, existing, limits)?,
        Picture::Svg => svg::bake(image, &credential, existing, limits)?,
    };
    // Nobody is given an image that could not be read again, as one that has just become too large.
    unbake_within(&baked, limits)?.into_credential()?;
    Ok(baked)
}

/// What is baked into a PNG or SVG, within the default [`Limits`].
///
/// ```
/// use openbadges::bake::{Baked, unbake};
/// use openbadges::finding::Code;
///
/// let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="http://openbadges.org"><ob:assertion verify="https://example.org/1"/></svg>"#;
/// let baked = unbake(svg.as_bytes())?;
/// assert_eq!(baked, Baked::Earlier("https://example.org/1".to_owned()));
/// assert_eq!(baked.into_credential().unwrap_err().code(), Code::BakeEarlierVersion);
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// - `bake.unknown-image`; `bake.bad-png`, `bake.bad-svg`, `bake.doctype`, `bake.not-utf8`: the image cannot be read to its
///   end; `bake.checksum`: the badge's chunk is damaged. What else is wrong with a PNG does not matter here;
/// - `bake.several-badges`: two are baked in, and they differ; one of Open Badges 1 or 2 beside one of 3.0 does, too;
/// - `bake.unreadable-badge`, `bake.not-a-credential`: what stands where the badge should is none, or other software would take
///   for the badge what is none;
/// - `bake.too-large`, `bake.too-many-parts`: a limit.
pub fn unbake(image: &[u8]) -> Result<Baked> {
    unbake_within(image, &Limits::default())
}

/// What is baked into a PNG or SVG, within `limits`.
///
/// # Errors
/// As [`unbake`].
pub fn unbake_within(image: &[u8], limits: &Limits) -> Result<Baked> {
    match picture(image, limits)? {
        Picture::Png => png::unbake(image, limits),
        Picture::Svg => svg::unbake(image, limits),
    }
}

/// The credential that is baked in, if the bytes are an image, or else the bytes as they are: for programs that read badges in
/// whatever form somebody has them.
///
/// ```
/// use openbadges::bake::{Existing, bake, credential_of};
///
/// let credential = include_bytes!("../../fixtures/golden/critical-thinking.json");
/// let badge = bake(include_bytes!("../../fixtures/badge.png"), credential, Existing::Refuse)?;
/// assert_eq!(*credential_of(&badge)?, *credential.trim_ascii());
/// assert_eq!(*credential_of(credential)?, *credential);
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// Those of [`unbake`] and [`Baked::into_credential`].
pub fn credential_of(bytes: &[u8]) -> Result<Cow<'_, [u8]>> {
    if Picture::of(bytes).is_none() {
        return Ok(Cow::Borrowed(bytes));
    }
    unbake(bytes)?.into_credential().map(|text| Cow::Owned(text.into_bytes()))
}

fn picture(image: &[u8], limits: &Limits) -> Result<Picture> {
    let most = limits.image_bytes();
    if image.len() > most {
        let message = format!("the image has {} bytes, more than the {most} allowed", image.len());
        return Err(Error::limit(Code::BakeTooLarge, "", message));
    }
    Picture::of(image).ok_or_else(|| {
        let start = image.get(..24).unwrap_or(image);
        let shown = text_of(&String::from_utf8_lossy(start));
        let message = match image {
            [] => "the image is empty".to_owned(),
            _ => format!("the image is neither PNG nor SVG; it begins {shown}"),
        };
        Error::input(Code::BakeUnknownImage, "", message)
    })
}
