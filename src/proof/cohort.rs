//! Many documents that have parts in common.

use std::borrow::Cow;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::canon::{self, Shared, Strictness};
use super::data_integrity::{Hashes, ProofOptions, proof_of};
use super::engine::Engine;
use super::prepared::finished;
use crate::document::{Document, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::key::{Signer, checked};
use crate::model::{AchievementCredential, DateTimeZ, Kept, Value, Version, Writer};

/// Secures documents that have parts in common, each part canonicalized once: the badges of a class have the achievement
/// in common, which is most of each. Made by [`Engine::cohort`].
///
/// What comes of it is the same, byte for byte, as from [`Engine::secure`]; a document that has nothing in common with
/// the others is only slower. Typed credentials begin with [`Engine::cohort_of`].
///
/// ```
/// use openbadges::Document;
/// use openbadges::key::{Seed, SigningKey};
/// use openbadges::proof::{Engine, ProofOptions};
///
/// let document = |learner: &str| {
///     let head = r#""@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential""#;
///     let issuer = r#""issuer": {"id": "did:example:college", "name": "A College"}"#;
///     Document::parse(format!(r#"{{{head}, {issuer}, "name": "For {learner}"}}"#).as_bytes())
/// };
/// let (engine, key) = (Engine::new(), SigningKey::from_seed(&Seed::from_bytes([7; 32])));
/// let options = ProofOptions::new("did:example:college#key-1");
/// let cohort = engine.cohort(&document("Ada")?, &["/issuer"], &options)?;
/// let grace = document("Grace")?;
/// assert_eq!(cohort.secure(&grace, &key)?.as_str(), engine.secure(&grace, &key, &options)?.as_str());
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug)]
pub struct Cohort<'e> {
    pub(super) engine: Cow<'e, Engine>,
    pub(super) shared: Shared,
    pub(super) kept: Vec<Kept>,
    pub(super) options: ProofOptions,
    /// The hash of the proof configuration, under these contexts.
    pub(super) configuration: [u8; 32],
    /// The same as of the time at which the first was made that has one of its own: a class mostly has one time.
    pub(super) later: OnceLock<(DateTimeZ, [u8; 32])>,
    pub(super) context: Box<str>,
}

impl Cohort<'_> {
    /// With an engine of its own, and objects that are written as they were.
    pub(crate) fn into_owned(self, kept: Vec<Kept>) -> Cohort<'static> {
        let Cohort { engine, shared, options, configuration, later, context, .. } = self;
        let engine = Cow::Owned(engine.into_owned());
        Cohort { engine, shared, kept, options, configuration, later, context }
    }

    /// A credential of the cohort as a document, as [`to_json`](AchievementCredential::to_json) writes it and not checked
    /// by the model. An achievement or an issuer that is equal to that of [`Engine::cohort_of`] is taken from
    /// there, text and all.
    ///
    /// ```
    /// use openbadges::Document;
    /// use openbadges::model::{Achievement, AchievementCredential, AchievementSubject, Criteria, DateTimeZ, Profile};
    /// use openbadges::proof::{Engine, ProofOptions};
    ///
    /// let criteria = Criteria::narrative("Voted for by peers.");
    /// let achievement = Achievement::new("urn:example:teamwork", "Teamwork", "Works well with others.", criteria);
    /// let subject = AchievementSubject::new(achievement).with_id("did:example:ada");
    /// let from: DateTimeZ = "2026-05-01T00:00:00Z".parse()?;
    /// let mut badge = AchievementCredential::new("urn:uuid:1", Profile::new("https://example.edu"), from, subject);
    ///
    /// let engine = Engine::new();
    /// let cohort = engine.cohort_of(&badge, &ProofOptions::new("did:example:college#key-1"))?;
    /// badge.id = "urn:uuid:2".into();
    /// badge.credential_subject.id = Some("did:example:grace".into());
    /// assert_eq!(cohort.document(&badge)?.as_str(), badge.to_json());
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Document::parse_within`] the engine's limits.
    pub fn document(&self, credential: &AchievementCredential) -> Result<Document> {
        let mut json = Writer::new(&self.kept);
        credential.write(Version::V2_0, &mut json);
        json.into_document(self.engine.limits())
    }

    /// The canonical N-Quads of a document without its proof, as [`Engine::canonicalize`] has them.
    ///
    /// # Errors
    /// As [`secure`](Cohort::secure).
    pub fn canonicalize(&self, document: &Document) -> Result<String> {
        let mut lines = String::new();
        self.lines(document, |piece| lines.push_str(piece))?;
        Ok(lines)
    }

    fn lines(&self, document: &Document, piece: impl FnMut(&str)) -> Result<()> {
        canon::canonicalize_with(document, self.engine.options(Strictness::Issuing), &self.shared, piece)
    }

    /// The document with a proof, its last member, as [`Engine::secure`] makes it.
    ///
    /// # Errors
    /// As there.
    pub fn secure(&self, document: &Document, signer: &dyn Signer) -> Result<Document> {
        self.secure_with(document.clone(), signer, &self.options, |_| Ok(self.configuration))
    }

    /// The same with another time in the proof.
    pub(crate) fn secure_as_of(&self, document: Document, signer: &dyn Signer, created: DateTimeZ) -> Result<Document> {
        let options = self.options.clone().with_created(created.clone());
        self.secure_with(document, signer, &options, |document| {
            if let Some((_, known)) = self.later.get().filter(|(time, _)| time.as_str() == created.as_str()) {
                return Ok(*known);
            }
            let configuration = self.engine.configuration_hash(document, &options)?;
            // Another thread may have been first; then its time stays.
            _ = self.later.set((created, configuration));
            Ok(configuration)
        })
    }

    fn secure_with(
        &self,
        document: Document,
        signer: &dyn Signer,
        options: &ProofOptions,
        configuration: impl FnOnce(&Document) -> Result<[u8; 32]>,
    ) -> Result<Document> {
        // What the options say was looked at when the cohort was made.
        let suite = options.suite();
        suite.takes(&signer.verifying_key()).map_err(|message| Error::key(Code::ProofWrongKey, message))?;
        let context = document.root().get("@context").map_or("", Node::raw);
        let is_other = document.root().get("proof").is_some() || *context != *self.context;
        if is_other || suite.is_jcs() || options.has_previous() {
            return self.engine.secure(&document, signer, options);
        }
        let mut hash = Sha256::new();
        self.lines(&document, |piece| hash.update(piece))?;
        let hashes = Hashes { proof: configuration(&document)?, document: hash.finalize().into() };
        let proof = proof_of(options, &document)?;
        let signature = checked(signer, &hashes.to_bytes())?;
        finished(document, proof, &signature, self.engine.limits())
    }
}
