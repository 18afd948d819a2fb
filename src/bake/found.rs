//! What was found in an image, and what it comes to.

use super::Baked;
use super::credential::looks_like_jws;
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
pub(super) struct Found {
    texts: Vec<(Version, String, String)>,
    faults: Vec<Finding>,
    places: usize,
    /// How many bytes more may be read.
    left: usize,
    most: usize,
}

impl Found {
    pub(super) fn within(limits: &Limits) -> Self {
        Found { texts: Vec::new(), faults: Vec::new(), places: 0, left: limits.bytes(), most: limits.bytes() }
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

    /// What stands in a place.
    pub(super) fn add(&mut self, version: Version, place: String, text: &str) -> Result<()> {
        let text = text.trim_ascii();
        self.left = self.left.checked_sub(text.len()).ok_or_else(|| self.too_large(&place))?;
        self.texts.push((version, place, text.to_owned()));
        Ok(())
    }

    /// Something in a place cannot be read.
    pub(super) fn fault(&mut self, code: Code, message: String) {
        self.faults.push(Finding::error(code, "", message));
    }

    pub(super) fn too_large(&self, place: &str) -> Error {
        let message =
            format!("what is baked into the image is longer than the {} bytes allowed, at {place}", self.most);
        Error::limit(Code::BakeTooLarge, "", message)
    }

    /// The one badge. Where several are the same text, as some software leaves them, that is one.
    pub(super) fn into_baked(self) -> Result<Baked> {
        Error::unless_empty(ErrorKind::Input, self.faults)?;
        let of = |version| self.texts.iter().filter(move |(of, ..)| *of == version);
        let version = if of(Version::Three).next().is_some() { Version::Three } else { Version::Earlier };
        let Some((_, place, text)) = of(version).next() else { return Ok(Baked::Nothing) };
        if of(version).any(|(_, _, other)| other != text) {
            let places: Vec<&str> = of(version).map(|(_, place, _)| place.as_str()).collect();
            let count = of(version).count();
            let message = format!("{count} badges that differ are baked into the image, at {}", listed(&places));
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
