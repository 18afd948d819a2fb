//! The credential itself, and the evidence in it.

use serde::{Deserialize, Serialize};

use super::{
    AchievementSubject, CREDENTIALS_V2, CredentialStatus, DateTimeZ, Extra, Image, OPEN_BADGES_3_0_3, OneOrMany,
    ProfileRef, Proof, is_empty,
};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::finding::Code;

/// The award of an achievement to a person: an Open Badge.
///
/// Open Badges 3.0, class `AchievementCredential` (also named `OpenBadgeCredential`); VC Data Model 2.0, section 4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AchievementCredential {
    /// The contexts in their order: VC 2.0, Open Badges, then any other.
    #[serde(rename = "@context")]
    pub context: Vec<serde_json::Value>,
    /// The URI that stands for the credential.
    pub id: String,
    /// `VerifiableCredential`, `OpenBadgeCredential` or `AchievementCredential`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// Its name, for wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is, in short, for wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its picture, for wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Who issued it.
    pub issuer: ProfileRef,
    /// From when it is valid; a newer one replaces an older of the same issuer and id.
    pub valid_from: DateTimeZ,
    /// Until when it is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<DateTimeZ>,
    /// When it was first awarded; a reissue keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awarded_date: Option<DateTimeZ>,
    /// Who achieved what.
    pub credential_subject: AchievementSubject,
    /// What the learner did.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub evidence: Vec<Evidence>,
    /// Where to learn whether it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_status: Option<OneOrMany<CredentialStatus>>,
    /// The embedded proofs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<OneOrMany<Proof>>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl AchievementCredential {
    /// A credential with the required members and the contexts of VC 2.0 and Open Badges 3.0.3.
    pub fn new(
        id: impl Into<String>,
        issuer: impl Into<ProfileRef>,
        valid_from: DateTimeZ,
        subject: AchievementSubject,
    ) -> Self {
        AchievementCredential {
            context: vec![CREDENTIALS_V2.into(), OPEN_BADGES_3_0_3.into()],
            id: id.into(),
            types: OneOrMany::Many(vec!["VerifiableCredential".into(), "OpenBadgeCredential".into()]),
            name: None,
            description: None,
            image: None,
            issuer: issuer.into(),
            valid_from,
            valid_until: None,
            awarded_date: None,
            credential_subject: subject,
            evidence: Vec::new(),
            credential_status: None,
            proof: None,
            extra: Extra::new(),
        }
    }

    /// Reads the typed view of a document. [`conform`](super::conform) tells in detail what is wrong with one that
    /// cannot be read.
    ///
    /// # Errors
    /// `model.wrong-type` if it is not a credential of this class.
    pub fn read(document: &Document) -> Result<Self> {
        serde_json::from_str(document.as_str()).map_err(|e| {
            let message = format!("not an AchievementCredential: {}", crate::text::quoted(&e.to_string()));
            Error::input(Code::ModelWrongType, "", message)
        })
    }
}

/// What the learner did to earn the achievement.
///
/// Open Badges 3.0, class `Evidence`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Evidence {
    /// The URL of a page that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `Evidence`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it shows and how it came about, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// For whom it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Evidence {
    fn default() -> Self {
        Evidence::new()
    }
}

impl Evidence {
    /// Evidence with the required members.
    pub fn new() -> Self {
        Evidence {
            id: None,
            types: OneOrMany::class("Evidence"),
            name: None,
            description: None,
            narrative: None,
            genre: None,
            audience: None,
            extra: Extra::new(),
        }
    }
}
