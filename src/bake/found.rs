//! What was found in an image, and what it comes to.

use super::Baked;
use super::credential::{is_of_version_three, looks_like_jws};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::text::{listed, quoted};

/// Which Open Badges a place in an image is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// 1 or 2.
    Earlier,
    Three,
}

/// The most places of badges that are read: one is right, some software leaves two.
const MOST_PLACES: usize = 16;

/// All that stands in an image where badges do; its length is bounded.
pub(super) struct Found<'l> {
    texts: Vec<(Version, String, String)>,
    faults: Vec<Finding>,
    places: usize,
    /// How many bytes more may be read.
    left: usize,
    limits: &'l Limits,
}

impl<'l> Found<'l> {
    pub(super) fn within(limits: &'l Limits) -> Self {
        Found { texts: Vec::new(), faults: Vec::new(), places: 0, left: limits.bytes(), limits }
    }

    /// One more place of a badge. Each costs more than its own bytes: it is decompressed, or its line is counted.
    pub(super) fn begin(&mut self) -> Result<()> {
        self.places += 1;
        if self.places <= MOST_PLACES {
            return Ok(());
        }
        let message = format!("more than {MOST_PLACES} badges are baked into the image, the most that are read");
        Err(Error::limit(Code::BakeTooManyParts, "", message))
    }

    /// How many bytes of text there is room for.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// What stands in a place. Some software leaves a byte order mark before it, or the NUL that ends a text in C after it.
    pub(super) fn add(&mut self, version: Version, place: String, text: &str) -> Result<()> {
        let text = text.trim_ascii_start();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_ascii_start();
        let text = text.trim_end_matches(|c: char| c == '\0' || c.is_ascii_whitespace());
        self.left = self.left.checked_sub(text.len()).ok_or_else(|| self.too_large(&place))?;
        // Some software kept the name of its earlier badges for those of 3.0.
        let version = match version {
            Version::Earlier if is_of_version_three(text, self.limits) => Version::Three,
            version => version,
        };
        self.texts.push((version, place, text.to_owned()));
        Ok(())
    }

    /// Something in a place cannot be read.
    pub(super) fn fault(&mut self, code: Code, message: String) {
        self.faults.push(Finding::error(code, "", message));
    }

    pub(super) fn too_large(&self, place: &str) -> Error {
        let message = format!(
            "what is baked into the image is longer than the {} bytes allowed, at {place}",
            self.limits.bytes()
        );
        Error::limit(Code::BakeTooLarge, "", message)
    }

    /// The one badge. Where several are the same text, as some software leaves them, that is one.
    pub(super) fn into_baked(self) -> Result<Baked> {
        Error::unless_empty(ErrorKind::Input, self.faults)?;
        let of = |version| self.texts.iter().filter(move |(of, ..)| *of == version);
        let version = if of(Version::Three).next().is_some() { Version::Three } else { Version::Earlier };
        let Some((_, place, text)) = of(version).next() else { return Ok(Baked::Nothing) };
        if self.texts.iter().any(|(.., other)| other != text) {
            // Software for the earlier ones would show another badge than software for these.
            let is_mixed = self.texts.iter().any(|(of, ..)| *of != version);
            let described = |(of, place, _): &(Version, String, String)| match of {
                Version::Earlier if is_mixed => format!("{place} (of Open Badges 1 or 2)"),
                _ => place.clone(),
            };
            let places: Vec<String> = self.texts.iter().map(described).collect();
            let places = listed(&places.iter().map(String::as_str).collect::<Vec<_>>());
            let message = format!("{} badges that differ are baked into the image, at {places}", self.texts.len());
            return Err(Error::input(Code::BakeSeveralBadges, "", message));
        }
        let text = text.clone();
        match version {
            Version::Earlier => Ok(Baked::Earlier(text)),
            Version::Three if text.starts_with('{') => Ok(Baked::Json(text)),
            Version::Three if looks_like_jws(&text) => Ok(Baked::Jws(text)),
            Version::Three => {
                let message = format!(
                    "what is baked in at {place} is neither a JSON object nor a compact JWS: {}",
                    quoted(&text)
                );
                Err(Error::input(Code::BakeNotACredential, "", message))
            }
        }
    }
}

/// The error for an image that has a badge, there; without a version it is what other software takes for one.
pub(super) fn occupied(version: Option<Version>, place: &str) -> Error {
    let what = match version {
        Some(Version::Three) => "a badge of Open Badges 3.0",
        Some(Version::Earlier) => "a badge of Open Badges 1 or 2",
        None => "what other software takes for a badge",
    };
    let message = format!("the image has {what} already, at {place}");
    let finding = Finding::error(Code::BakeOccupied, "", message);
    Error::new(ErrorKind::Input, finding.with_remedy("take the image without it, or have it replaced"))
}
