//! Who issues, creates and assesses, who receives, and pictures of them.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Extra, IdentifierType, OneOrMany, Term};

/// A person or organization: issuer, creator of an achievement, assessor.
///
/// Open Badges 3.0, class `Profile`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Profile {
    /// The URI that stands for it.
    pub id: String,
    /// `Profile`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its homepage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Its telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What it is, in short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its picture, PNG or SVG.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The organization it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_org: Option<Box<Profile>>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Profile {
    /// A profile with the required members.
    pub fn new(id: impl Into<String>) -> Self {
        Profile {
            id: id.into(),
            types: OneOrMany::class("Profile"),
            name: None,
            url: None,
            email: None,
            phone: None,
            description: None,
            image: None,
            parent_org: None,
            extra: Extra::new(),
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the homepage.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }
}

/// An issuer: its profile, or only its URI.
///
/// Open Badges 3.0, class `ProfileRef`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ProfileRef {
    /// The URI alone. This crate issues whole profiles, because some verifiers read no other form.
    Uri(String),
    /// The profile.
    Profile(Box<Profile>),
}

impl ProfileRef {
    /// The URI that stands for the issuer.
    pub fn id(&self) -> &str {
        match self {
            ProfileRef::Uri(uri) => uri,
            ProfileRef::Profile(profile) => &profile.id,
        }
    }

    /// The profile, if it is there.
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            ProfileRef::Uri(_) => None,
            ProfileRef::Profile(profile) => Some(profile),
        }
    }
}

impl From<Profile> for ProfileRef {
    fn from(profile: Profile) -> Self {
        ProfileRef::Profile(Box::new(profile))
    }
}

/// A picture, by its URL or as a data URI.
///
/// Open Badges 3.0, class `Image`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Image {
    /// The URL or data URI.
    pub id: String,
    /// `Image`.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// What there is to see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Image {
    /// A picture at a URL or in a data URI.
    pub fn new(id: impl Into<String>) -> Self {
        Image { id: id.into(), types: OneOrMany::One("Image".into()), caption: None, extra: Extra::new() }
    }
}

/// Something that identifies the recipient: hashed, so that only who knows it can match it, or in clear.
///
/// Open Badges 3.0, class `IdentityObject`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IdentityObject {
    /// `IdentityObject`.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// Whether `identity_hash` is a hash or the text itself.
    pub hashed: bool,
    /// `sha256$` and the hash of identifier and salt in hexadecimal digits, or the identifier.
    pub identity_hash: String,
    /// The kind of the identifier.
    pub identity_type: Term<IdentifierType>,
    /// What was appended to the identifier before it was hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl IdentityObject {
    /// An identifier that only who knows it can match: SHA-256 of its UTF-8 bytes followed by the salt's.
    ///
    /// ```
    /// use openbadges::model::{IdentifierType, IdentityObject};
    ///
    /// let identity = IdentityObject::hashed(IdentifierType::EmailAddress, "a@example.com", "Kosher");
    /// assert_eq!(
    ///     identity.identity_hash,
    ///     "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    /// );
    /// ```
    pub fn hashed(kind: impl Into<Term<IdentifierType>>, identifier: &str, salt: impl Into<String>) -> Self {
        let salt = salt.into();
        let digest = Sha256::new().chain_update(identifier).chain_update(&salt).finalize();
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        IdentityObject {
            types: OneOrMany::One("IdentityObject".into()),
            hashed: true,
            identity_hash: format!("sha256${hex}"),
            identity_type: kind.into(),
            salt: Some(salt),
            extra: Extra::new(),
        }
    }

    /// An identifier that everybody can read.
    pub fn plain(kind: impl Into<Term<IdentifierType>>, identifier: impl Into<String>) -> Self {
        IdentityObject {
            types: OneOrMany::One("IdentityObject".into()),
            hashed: false,
            identity_hash: identifier.into(),
            identity_type: kind.into(),
            salt: None,
            extra: Extra::new(),
        }
    }
}
