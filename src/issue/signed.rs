//! Badges and endorsements that were signed, and those that lack nothing else.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};

use super::Issuer;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::key::VerifyingKey;
use crate::model::{AchievementCredential, DateTimeZ, EndorsementCredential};
use crate::proof::jwt::{self, JwtOptions};
use crate::proof::{self, Engine, ProofOptions, Suite};
use crate::text::quoted;

/// How a credential is secured (Open Badges 3.0, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A Data Integrity proof inside the JSON.
    Embedded(Suite),
    /// A compact JWS around the JSON, which any JOSE library checks.
    Jwt,
}

/// A badge, or another credential, that was signed: its bytes, and the typed view of them.
#[derive(Debug, Clone)]
pub struct Signed<C = AchievementCredential> {
    document: Document,
    credential: Arc<LazyLock<C, Later<C>>>,
    token: Option<String>,
}

/// Makes the typed view when somebody asks for it.
type Later<C> = Box<dyn FnOnce() -> C + Send>;

/// An endorsement that was signed. Made by [`Endorsement::sign`](super::Endorsement::sign).
pub type SignedEndorsement = Signed<EndorsementCredential>;

/// The typed view of a document.
type Read<C> = fn(&Document) -> Result<C>;

impl<C: Send + 'static> Signed<C> {
    fn new(document: Document, token: Option<String>, read: Read<C>) -> Result<Self> {
        let credential = read(&document)?;
        Ok(Signed { token, ..Signed::later(document, move || credential) })
    }

    /// With an embedded proof, and a typed view that is made when it is needed.
    pub(super) fn later(document: Document, credential: impl FnOnce() -> C + Send + 'static) -> Self {
        let later: Later<C> = Box::new(credential);
        Signed { document, credential: Arc::new(LazyLock::new(later)), token: None }
    }
}

impl<C> Signed<C> {
    /// The credential as it is handed over: compact JSON, or the compact JWS.
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

    /// The compact JWS, if the credential is in one.
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
    pub fn credential(&self) -> &C {
        &self.credential
    }
}

impl Signed {
    /// The badge with its proof, in a JWT: for those who read only one of the two.
    ///
    /// # Errors
    /// `issue.key-not-of-issuer` if it is another issuer's, `jwt.*` for what cannot be said in a JWT, `key.signer-failed`
    /// and `key.signer-wrong`.
    pub fn in_jwt(&self, issuer: &Issuer) -> Result<Signed> {
        let of = self.credential().issuer.id();
        if of != issuer.profile().id {
            let message = format!("the badge is that of {}, not of {}", quoted(of), quoted(&issuer.profile().id));
            return Err(Error::key(Code::IssueKeyNotOfIssuer, message));
        }
        issuer.in_jwt(self.document.clone(), AchievementCredential::read)
    }
}

/// A badge, or another credential, that lacks nothing but its signature. Made by
/// [`Award::prepare`](super::Award::prepare).
#[derive(Debug, Clone)]
pub struct Prepared<C = AchievementCredential> {
    inner: Inner,
    read: Read<C>,
}

/// An endorsement that lacks nothing but its signature. Made by [`Endorsement::prepare`](super::Endorsement::prepare).
pub type PreparedEndorsement = Prepared<EndorsementCredential>;

#[derive(Debug, Clone)]
enum Inner {
    Embedded(Box<proof::Prepared>),
    Jwt(Box<jwt::Prepared>, Document),
}

impl<C: Send + 'static> Prepared<C> {
    /// The bytes to be signed, as they are; the signer hashes them as its algorithm says.
    pub fn bytes(&self) -> &[u8] {
        match &self.inner {
            Inner::Embedded(prepared) => prepared.bytes(),
            Inner::Jwt(prepared, _) => prepared.bytes(),
        }
    }

    /// The key that is to sign them.
    pub fn key(&self) -> &VerifyingKey {
        match &self.inner {
            Inner::Embedded(prepared) => prepared.key(),
            Inner::Jwt(prepared, _) => prepared.key(),
        }
    }

    /// The credential with its signature, in the form that [`Signer::sign`](crate::key::Signer::sign) describes.
    ///
    /// # Errors
    /// `key.signer-wrong` if the signature does not fit the bytes and the key.
    pub fn attach(self, signature: &[u8]) -> Result<Signed<C>> {
        match self.inner {
            Inner::Embedded(prepared) => Signed::new(prepared.attach(signature)?, None, self.read),
            Inner::Jwt(prepared, document) => Signed::new(document, Some(prepared.attach(signature)?), self.read),
        }
    }
}

impl Issuer {
    /// Signs a credential, whose rules were checked, as of this time.
    pub(super) fn secured<C: Send + 'static>(
        &self,
        document: Document,
        format: Format,
        at: DateTime<Utc>,
        read: Read<C>,
    ) -> Result<Signed<C>> {
        match format {
            Format::Embedded(suite) => {
                lossless_as(&document, suite)?;
                let options = self.proof_options(suite, at);
                Signed::new(Engine::new().secure(&document, &*self.signer, &options)?, None, read)
            }
            Format::Jwt => self.in_jwt(document, read),
        }
    }

    /// All of it but the signature.
    pub(super) fn prepared<C>(
        &self,
        document: Document,
        format: Format,
        at: DateTime<Utc>,
        read: Read<C>,
    ) -> Result<Prepared<C>> {
        let inner = match format {
            Format::Embedded(suite) => {
                lossless_as(&document, suite)?;
                let options = self.proof_options(suite, at);
                Inner::Embedded(Box::new(Engine::new().prepare(&document, &self.public, &options)?))
            }
            Format::Jwt => {
                let prepared = self.prepare_jwt(&document)?;
                Inner::Jwt(Box::new(prepared), document)
            }
        };
        Ok(Prepared { inner, read })
    }

    pub(super) fn proof_options(&self, suite: Suite, at: DateTime<Utc>) -> ProofOptions {
        let created = DateTimeZ::whole_seconds(at);
        ProofOptions::new(self.verification_method()).with_suite(suite).with_created(created)
    }

    fn in_jwt<C: Send + 'static>(&self, document: Document, read: Read<C>) -> Result<Signed<C>> {
        lossless(&document)?;
        let token = jwt::sign(&document, &*self.signer, &self.jwt_options())?;
        Signed::new(document, Some(token), read)
    }

    pub(super) fn prepare_jwt(&self, document: &Document) -> Result<jwt::Prepared> {
        lossless(document)?;
        jwt::prepare(document, &self.public, &self.jwt_options())
    }

    fn jwt_options(&self) -> JwtOptions {
        JwtOptions::kid(self.verification_method())
    }
}

/// Verifiers run JSON-LD over what is signed as text too; suites over RDF see to it themselves.
fn lossless_as(document: &Document, suite: Suite) -> Result<()> {
    if suite.is_jcs() { lossless(document) } else { Ok(()) }
}

/// Verifiers run JSON-LD over the credential in a JWT too.
fn lossless(document: &Document) -> Result<()> {
    Engine::new().canonicalize(document).map(|_| ())
}
