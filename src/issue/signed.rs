//! Badges that were signed, and those that lack nothing else.

use super::Issuer;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::key::VerifyingKey;
use crate::model::AchievementCredential;
use crate::proof::jwt::{self, JwtOptions};
use crate::proof::{self, Engine, Suite};
use crate::text::quoted;

/// How a badge is secured (Open Badges 3.0, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A Data Integrity proof inside the JSON.
    Embedded(Suite),
    /// A compact JWS around the JSON, which any JOSE library checks.
    Jwt,
}

/// A badge that was signed: its bytes, and the typed view of them.
#[derive(Debug, Clone)]
pub struct Signed {
    document: Document,
    credential: AchievementCredential,
    token: Option<String>,
}

impl Signed {
    pub(super) fn embedded(document: Document) -> Result<Self> {
        let credential = AchievementCredential::read(&document)?;
        Ok(Signed { document, credential, token: None })
    }

    fn in_token(token: String, document: Document) -> Result<Self> {
        Ok(Signed { token: Some(token), ..Signed::embedded(document)? })
    }

    /// The badge as it is handed over: compact JSON, or the compact JWS.
    pub fn to_text(&self) -> &str {
        self.token.as_deref().unwrap_or(self.document.as_str())
    }

    /// The credential as compact JSON. Of a JWT, what stands in
    /// it, without the claims that repeat it.
    pub fn to_json(&self) -> &str {
        self.document.as_str()
    }

    /// The credential on indented lines; a proof inside covers this form as well.
    pub fn to_json_pretty(&self) -> String {
        self.document.to_pretty()
    }

    /// The compact JWS, if the badge is one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The media type of [`to_text`](Signed::to_text): `application/vc`, or `application/vc+jwt`.
    pub fn media_type(&self) -> &'static str {
        if self.token.is_some() { "application/vc+jwt" } else { "application/vc" }
    }

    /// The ending of a file that holds [`to_text`](Signed::to_text): `json`, or `jwt`.
    pub fn file_extension(&self) -> &'static str {
        if self.token.is_some() { "jwt" } else { "json" }
    }

    /// The credential as a document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The typed view.
    pub fn credential(&self) -> &AchievementCredential {
        &self.credential
    }

    /// The badge with its proof, in a JWT: for those who read only one of the two.
    ///
    /// # Errors
    /// `issue.key-not-of-issuer` if it is another issuer's, `jwt.*` for what cannot be said in a JWT, `key.signer-failed`
    /// and `key.signer-wrong`.
    pub fn in_jwt(&self, issuer: &Issuer) -> Result<Signed> {
        let of = self.credential.issuer.id();
        if of != issuer.profile().id {
            let message = format!("the badge is that of {}, not of {}", quoted(of), quoted(&issuer.profile().id));
            return Err(Error::key(Code::IssueKeyNotOfIssuer, message));
        }
        issuer.in_jwt(self.document.clone())
    }
}

/// A badge that lacks nothing but its signature. Made by [`Award::prepare`](super::Award::prepare).
#[derive(Debug, Clone)]
pub struct Prepared(Inner);

#[derive(Debug, Clone)]
enum Inner {
    Embedded(Box<proof::Prepared>),
    Jwt(Box<jwt::Prepared>, Document),
}

impl Prepared {
    pub(super) fn embedded(prepared: proof::Prepared) -> Self {
        Prepared(Inner::Embedded(Box::new(prepared)))
    }

    /// The bytes to be signed, as they are; the signer hashes them as its algorithm says.
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Inner::Embedded(prepared) => prepared.bytes(),
            Inner::Jwt(prepared, _) => prepared.bytes(),
        }
    }

    /// The key that is to sign them.
    pub fn key(&self) -> &VerifyingKey {
        match &self.0 {
            Inner::Embedded(prepared) => prepared.key(),
            Inner::Jwt(prepared, _) => prepared.key(),
        }
    }

    /// The badge with its signature, in the form that [`Signer::sign`](crate::key::Signer::sign) describes.
    ///
    /// # Errors
    /// `key.signer-wrong` if the signature does not fit the bytes and the key.
    pub fn attach(self, signature: &[u8]) -> Result<Signed> {
        match self.0 {
            Inner::Embedded(prepared) => Signed::embedded(prepared.attach(signature)?),
            Inner::Jwt(prepared, document) => Signed::in_token(prepared.attach(signature)?, document),
        }
    }
}

impl Issuer {
    pub(super) fn in_jwt(&self, document: Document) -> Result<Signed> {
        lossless(&document)?;
        let token = jwt::sign(&document, &*self.signer, &self.jwt_options())?;
        Signed::in_token(token, document)
    }

    pub(super) fn prepare_jwt(&self, document: Document) -> Result<Prepared> {
        lossless(&document)?;
        let prepared = jwt::prepare(&document, &self.public, &self.jwt_options())?;
        Ok(Prepared(Inner::Jwt(Box::new(prepared), document)))
    }

    fn jwt_options(&self) -> JwtOptions {
        JwtOptions::kid(self.verification_method())
    }
}

/// Verifiers run JSON-LD over the credential in a JWT too.
fn lossless(document: &Document) -> Result<()> {
    Engine::new().canonicalize(document).map(|_| ())
}
