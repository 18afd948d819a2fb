//! The only door to showing a badge as genuine.

use std::fmt;

use super::endorsement::Endorsement;
use super::report::Report;
use crate::document::Document;
use crate::finding::Finding;
use crate::model::{AchievementCredential, EndorsementCredential};

/// A badge that is verified, perhaps with warnings. There is no other way to one than [`Report::into_verified`].
#[derive(Debug, Clone)]
pub struct Verified {
    document: Document,
    credential: AchievementCredential,
    report: Box<Report>,
}

impl Verified {
    pub(super) fn new(document: Document, credential: AchievementCredential, report: Report) -> Self {
        Verified { document, credential, report: Box::new(report) }
    }

    /// The credential: as it was handed over, or as it stands in the JWT, without the claims that repeat it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The badge in the form in which it is passed on, with its signatures: JSON, or the compact JWS.
    pub fn text(&self) -> &str {
        self.report.token.as_deref().unwrap_or_else(|| self.document.as_str())
    }

    /// The typed view.
    pub fn credential(&self) -> &AchievementCredential {
        &self.credential
    }

    /// The endorsements in it that are verified and count, by the caller's own list of endorsers if there is one. Only these are
    /// to be shown.
    pub fn endorsements(&self) -> impl Iterator<Item = VerifiedEndorsement> {
        self.report.endorsements().iter().filter_map(Endorsement::verified)
    }

    /// The report: what was checked, who signed with which key, the contexts, and the name for a file.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What should be known beside it.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings()
    }
}

/// An endorsement that is verified, perhaps with warnings; the only kind that can be put into a badge.
#[derive(Debug, Clone)]
pub struct VerifiedEndorsement {
    document: Document,
    credential: EndorsementCredential,
    token: Option<String>,
}

impl VerifiedEndorsement {
    pub(super) fn new(document: Document, credential: EndorsementCredential, token: Option<String>) -> Self {
        VerifiedEndorsement { document, credential, token }
    }

    /// The endorsement, of a JWT what stands in it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The typed view.
    pub fn credential(&self) -> &EndorsementCredential {
        &self.credential
    }

    /// The compact JWS, if it is one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

/// A badge that is not verified, with the report that says why.
#[derive(Debug, Clone)]
pub struct NotVerified(Box<Report>);

impl NotVerified {
    pub(super) fn new(report: Report) -> Self {
        NotVerified(Box::new(report))
    }

    /// The report.
    pub fn report(&self) -> &Report {
        &self.0
    }
}

impl fmt::Display for NotVerified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.verdict().as_str())?;
        match self.0.reason() {
            Some(finding) => write!(f, ": {finding}"),
            None => match self.0.decisive().next() {
                Some(check) => write!(f, ": {} {}", check.step().as_str(), check.outcome().as_str()),
                None => Ok(()),
            },
        }
    }
}

impl std::error::Error for NotVerified {}
