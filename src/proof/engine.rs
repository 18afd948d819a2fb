//! Canonicalizing, securing and checking any JSON-LD document.

use sha2::{Digest, Sha256};

use super::canon::{self, Contexts, Options, Shared, Strictness};
use super::data_integrity::{Hashes, ProofOptions, malformed, proof_of, signature};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding};
use crate::key::{Signer, VerifyingKey, checked, multibase};
use crate::limits::Limits;
use crate::model::{
    AchievementCredential, CREDENTIALS_V2, Kept, OPEN_BADGES_3_0_3, ProfileRef, Proof, Value, Version, Writer,
    push_string,
};

/// Canonicalizes, secures and checks JSON-LD documents of any kind: with which contexts, within which limits.
///
/// One engine serves any number of documents, from any number of threads.
///
/// ```
/// use openbadges::Document;
/// use openbadges::proof::Engine;
///
/// let document = Document::parse(br#"{
///     "@context": "https://www.w3.org/ns/credentials/v2",
///     "id": "urn:example:1",
///     "name": "A name"
/// }"#)?;
/// let lines = Engine::new().canonicalize(&document)?;
/// assert_eq!(lines, "<urn:example:1> <https://schema.org/name> \"A name\" .\n");
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Engine {
    contexts: Contexts,
    limits: Limits,
    base: Option<String>,
}

impl Engine {
    /// With the crate's contexts, the default limits and no base IRI.
    pub fn new() -> Self {
        Self::default()
    }

    /// Knows further contexts.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.contexts = contexts;
        self
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Resolves relative references against an IRI in [`canonicalize`](Engine::canonicalize). Nothing is secured or checked
    /// that way: what credentials refer to must not depend on where they are kept.
    #[must_use]
    pub fn with_base(mut self, base: impl Into<String>) -> Self {
        self.base = Some(base.into());
        self
    }

    /// The limits.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    fn options(&self, strictness: Strictness) -> Options<'_> {
        let (contexts, limits, base) = (&self.contexts, &self.limits, None);
        Options { contexts, limits, base, strictness, without_proof: true }
    }

    /// The canonical N-Quads (RDFC-1.0) of a document without its proof.
    ///
    /// # Errors
    /// Every member, type and reference that would not reach the graph (codes `json-ld.*`), and `canon.*`.
    pub fn canonicalize(&self, document: &Document) -> Result<String> {
        let options = Options { base: self.base.as_deref(), ..self.options(Strictness::Checking) };
        canon::canonicalize(document, options).map(|canonical| canonical.lines)
    }

    /// What stands in the text of a document, its proofs included, that no signature over its canonical form covers: it
    /// could be put in, changed or taken out unnoticed. Nulls, empty lists, indexes, directions of text, and digits that
    /// the canonical form of a number does not have (`json-ld.without-effect`); also `json-ld.newer-context`.
    ///
    /// Of a context inside the document, what uses it is covered, the context itself is not.
    ///
    /// What is covered, but less than it seems (two descriptions of one id, repeated values, an order that matters),
    /// [`conform`](crate::model::conform) tells.
    ///
    /// ```
    /// use openbadges::Document;
    /// use openbadges::proof::Engine;
    ///
    /// let document = Document::parse(br#"{
    ///     "@context": "https://www.w3.org/ns/credentials/v2",
    ///     "id": "urn:example:1",
    ///     "name": "A name",
    ///     "description": null
    /// }"#)?;
    /// let warnings = Engine::new().warnings(&document)?;
    /// assert_eq!(warnings[0].to_string(), "at /description: a null is not covered by a signature");
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`canonicalize`](Engine::canonicalize), also of the proofs.
    pub fn warnings(&self, document: &Document) -> Result<Vec<Finding>> {
        let (_, mut warnings) = self.document_hash(document, Strictness::Checking)?;
        for proof in document.root().get("proof").into_iter().flat_map(Node::one_or_many) {
            warnings.extend(self.hash(&self.configuration_of(document, proof)?, Strictness::Checking)?.1);
        }
        Ok(warnings)
    }

    /// The hashes of a document without its proof, and of what a proof says beside its signature (Data Integrity EdDSA
    /// Cryptosuites 1.0, sections 3.2.2 to 3.2.4).
    ///
    /// # Errors
    /// As [`canonicalize`](Engine::canonicalize).
    pub fn hashes(&self, document: &Document, options: &ProofOptions) -> Result<Hashes> {
        let configuration = self.configuration(document, &proof_of(options)?)?;
        self.both(document, &configuration, Strictness::Checking)
    }

    /// The document with an eddsa-rdfc-2022 proof, its last member.
    ///
    /// # Errors
    /// As [`canonicalize`](Engine::canonicalize); here a null or an empty list is refused too, and what implementations
    /// disagree on. `proof.malformed` if there is a proof already, or if the document is no object; `json.too-large` and
    /// the like if it goes beyond the limits with its proof.
    pub fn secure(&self, document: &Document, signer: &dyn Signer, options: &ProofOptions) -> Result<Document> {
        let root = document.root();
        if let Some(proof) = root.get("proof") {
            return Err(malformed(proof, "the document has a proof already"));
        }
        if root.kind() != Kind::Object {
            return Err(malformed(root, "what is secured must be one JSON object"));
        }
        let proof = proof_of(options)?;
        let configuration = self.configuration(document, &proof)?;
        let hashes = self.both(document, &configuration, Strictness::Issuing)?;
        self.signed(document, proof, hashes, signer)
    }

    /// Prepares securing many documents that have parts in common with this one, under one proof configuration:
    /// `parts` are JSON pointers to objects, none within another. What is not there is not shared.
    ///
    /// # Errors
    /// As [`secure`](Engine::secure), of the document that stands for all.
    pub fn cohort(&self, document: &Document, parts: &[&str], options: &ProofOptions) -> Result<Cohort<'_>> {
        let places: Vec<Node<'_>> = parts.iter().filter_map(|pointer| document.root().at(pointer)).collect();
        let shared = canon::share(document, self.options(Strictness::Issuing), &places)?;
        let proof = proof_of(options)?;
        let (configuration, _) = self.hash(&self.configuration(document, &proof)?, Strictness::Issuing)?;
        let context = document.root().get("@context").map_or("", Node::raw).into();
        Ok(Cohort { engine: self, shared, kept: Vec::new(), options: options.clone(), configuration, context })
    }

    /// Prepares securing the credentials of a class: their achievement and their issuer are those of this one.
    /// [`Cohort::document`] does not even write these anew.
    ///
    /// # Errors
    /// As [`secure`](Engine::secure) and [`AchievementCredential::to_document`], of the credential that stands for all.
    pub fn cohort_of(&self, credential: &AchievementCredential, options: &ProofOptions) -> Result<Cohort<'_>> {
        let document = credential.to_document()?;
        let mut cohort = self.cohort(&document, &["/credentialSubject/achievement", "/issuer"], options)?;
        let version = Version::of(document.root());
        cohort.kept.push(Kept::new(&credential.credential_subject.achievement, version)?);
        if let ProfileRef::Profile(issuer) = &credential.issuer {
            cohort.kept.push(Kept::new(issuer, version)?);
        }
        Ok(cohort)
    }

    /// Whether the signature of one eddsa-rdfc-2022 proof fits the document and the key. Whose key it is, is not asked
    /// here.
    ///
    /// # Errors
    /// `proof.unknown-suite`, `proof.wrong-purpose`, `proof.malformed`, `proof.signature-invalid`, and as
    /// [`canonicalize`](Engine::canonicalize).
    pub fn check(&self, document: &Document, proof: Node<'_>, key: &VerifyingKey) -> Result<()> {
        let signature = signature(proof)?;
        let (document_hash, _) = self.document_hash(document, Strictness::Checking)?;
        self.check_signature(document, document_hash, proof, &signature, key).map(|_| ())
    }

    /// Checks one of several proofs of a document that was hashed before; what in its text the signature does not cover.
    pub(crate) fn check_signature(
        &self,
        document: &Document,
        document_hash: [u8; 32],
        proof: Node<'_>,
        signature: &[u8; 64],
        key: &VerifyingKey,
    ) -> Result<Vec<Finding>> {
        let (hash, warnings) = self.hash(&self.configuration_of(document, proof)?, Strictness::Checking)?;
        let hashes = Hashes { proof: hash, document: document_hash };
        if key.verifies(&hashes.to_bytes(), signature) {
            Ok(warnings)
        } else {
            let message = "the signature does not fit the document and the key";
            Err(Error::input(Code::ProofSignatureInvalid, proof.pointer(), message))
        }
    }

    /// SHA-256 of the canonical document without its proof, and what in its text that does not cover.
    pub(crate) fn document_hash(
        &self,
        document: &Document,
        strictness: Strictness,
    ) -> Result<([u8; 32], Vec<Finding>)> {
        let canonical = canon::canonicalize(document, self.options(strictness))?;
        Ok((Sha256::digest(canonical.lines).into(), canonical.warnings))
    }

    /// Whether every member of a part of a badge would be covered by the badge's signature.
    pub(crate) fn covers(&self, part: &Document) -> Result<()> {
        let contexts = format!("\"{CREDENTIALS_V2}\",\"{OPEN_BADGES_3_0_3}\"");
        let members = part.as_str().trim_start().strip_prefix('{').unwrap_or_default();
        let document = Document::parse(format!("{{\"@context\":[{contexts}],{members}").as_bytes())?;
        canon::canonicalize(&document, self.options(Strictness::Issuing)).map(|_| ())
    }

    /// A proof of the document without its value, under the contexts of the document, if it has none of its own.
    fn configuration_of(&self, document: &Document, proof: Node<'_>) -> Result<Configuration> {
        if proof.kind() != Kind::Object {
            return Err(malformed(proof, "a proof is an object"));
        }
        let context = proof.get("@context").or(document.root().get("@context")).map_or("null", Node::raw);
        let mut text = format!("{{\"@context\":{context}");
        for (name, value) in proof.members().filter(|(name, _)| name != "@context" && name != "proofValue") {
            text.push(',');
            push_string(&name, &mut text);
            text.push(':');
            text.push_str(value.raw());
        }
        text.push('}');
        let configuration = Document::parse_within(text.as_bytes(), &self.limits)?;
        Ok(Configuration { document: configuration, pointer: proof.pointer() })
    }

    /// The proof without its value, under the contexts of the document.
    fn configuration(&self, document: &Document, proof: &Proof) -> Result<Configuration> {
        let context = document.root().get("@context").map_or("null", Node::raw);
        let members = proof.to_json();
        let members = members.strip_prefix('{').unwrap_or_default();
        let document = Document::parse_within(format!("{{\"@context\":{context},{members}").as_bytes(), &self.limits)?;
        Ok(Configuration { document, pointer: "/proof".into() })
    }

    /// The document with the proof, signed.
    fn signed(&self, document: &Document, mut proof: Proof, hashes: Hashes, signer: &dyn Signer) -> Result<Document> {
        proof.proof_value = Some(multibase::encode(&checked(signer, &hashes.to_bytes())?));
        let secured = document.with_member("proof", &Document::parse(proof.to_json().as_bytes())?);
        // What could be beyond the limits is read again as a verifier reads it; a value takes two bytes at least.
        let length = secured.as_bytes().len();
        if length > self.limits.bytes() || length / 2 > self.limits.values() {
            Document::parse_within(secured.as_bytes(), &self.limits)?;
        }
        Ok(secured)
    }

    fn both(&self, document: &Document, proof: &Configuration, strictness: Strictness) -> Result<Hashes> {
        // First the document: what is wrong with its contexts is wrong there, not in the proof.
        let (document, _) = self.document_hash(document, strictness)?;
        let (proof, _) = self.hash(proof, strictness)?;
        Ok(Hashes { proof, document })
    }

    fn hash(&self, configuration: &Configuration, strictness: Strictness) -> Result<([u8; 32], Vec<Finding>)> {
        let options = Options { without_proof: false, ..self.options(strictness) };
        let canonical =
            canon::canonicalize(&configuration.document, options).map_err(|e| e.under(&configuration.pointer))?;
        let warnings = canonical.warnings.into_iter().map(|finding| finding.under(&configuration.pointer));
        Ok((Sha256::digest(canonical.lines).into(), warnings.collect()))
    }
}

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
    engine: &'e Engine,
    shared: Shared,
    kept: Vec<Kept>,
    options: ProofOptions,
    /// The hash of the proof configuration, under these contexts.
    configuration: [u8; 32],
    context: Box<str>,
}

impl Cohort<'_> {
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
        json.into_document(&self.engine.limits)
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
        let context = document.root().get("@context").map_or("", Node::raw);
        if document.root().get("proof").is_some() || *context != *self.context {
            return self.engine.secure(document, signer, &self.options);
        }
        let mut hash = Sha256::new();
        self.lines(document, |piece| hash.update(piece))?;
        let hashes = Hashes { proof: self.configuration, document: hash.finalize().into() };
        self.engine.signed(document, proof_of(&self.options)?, hashes, signer)
    }
}

/// What a proof says beside its signature, under the contexts of the document it stands in.
struct Configuration {
    document: Document,
    /// Where the proof stands.
    pointer: String,
}
