//! Canonicalizing, securing and checking any JSON-LD document.

use std::borrow::Cow;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::canon::{self, Contexts, Options, Strictness};
use super::cohort::Cohort;
use super::data_integrity::{Hashes, ProofOptions, malformed, proof_of, sound, suits};
use super::jcs::jcs;
use super::prepared::{Prepared, finished};
use super::suite::{Stated, Suite};
use super::unsecured::{Unsecured, previous};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding};
use crate::key::{Signer, VerifyingKey, checked};
use crate::limits::Limits;
use crate::model::{
    AchievementCredential, CREDENTIALS_V2, Kept, OPEN_BADGES_3_0_3, ObjectText, ProfileRef, Proof, Version,
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

    /// The contexts that are known beside the crate's own.
    pub(crate) fn contexts(&self) -> &Contexts {
        &self.contexts
    }

    /// The limits.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn options(&self, strictness: Strictness) -> Options<'_> {
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
            let suite = Suite::of(proof).unwrap_or_default();
            let configuration = self.configuration_of(document, proof, suite)?;
            warnings.extend(self.hash(&configuration, suite, Strictness::Checking)?.1);
        }
        Ok(warnings)
    }

    /// The hashes of a document without its proof, and of what a proof says beside its signature (Data Integrity EdDSA
    /// Cryptosuites 1.0, sections 3.2.2 to 3.2.4).
    ///
    /// # Errors
    /// As [`canonicalize`](Engine::canonicalize).
    pub fn hashes(&self, document: &Document, options: &ProofOptions) -> Result<Hashes> {
        let (proof, suite) = (proof_of(options, document)?, options.suite());
        let configuration = self.configuration(document, &proof, suite)?;
        let (document, _) = self.hash_of(&self.covered(document, &proof, options)?, suite, Strictness::Checking)?;
        let (proof, _) = self.hash(&configuration, suite, Strictness::Checking)?;
        Ok(Hashes { proof, document })
    }

    /// The document with a proof, its last member, of the suite that the options name.
    ///
    /// # Errors
    /// As [`canonicalize`](Engine::canonicalize); for suites over RDF a null or an empty list is refused too, and what
    /// implementations disagree on. `proof.malformed` if there is a proof already, or if the document is no object;
    /// `proof.wrong-key` if the key is not of the suite's kind; `key.signer-failed` and `key.signer-wrong`; `json.too-large`
    /// and the like if it goes beyond the limits with its proof.
    pub fn secure(&self, document: &Document, signer: &dyn Signer, options: &ProofOptions) -> Result<Document> {
        if let Some(proof) = document.root().get("proof") {
            return Err(malformed(proof, "the document has a proof already"));
        }
        self.add_proof(document, signer, options)
    }

    /// The document with one proof more, beside those that it has or, by
    /// [`with_previous_proof`](ProofOptions::with_previous_proof), over some of them (Data Integrity 1.0, section 4.3).
    ///
    /// The others are not checked.
    ///
    /// ```
    /// use openbadges::Document;
    /// use openbadges::key::{Seed, SigningKey};
    /// use openbadges::proof::{Engine, ProofOptions};
    ///
    /// let document = Document::parse(br#"{
    ///     "@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:example:1", "type": "VerifiableCredential", "name": "A name"
    /// }"#)?;
    /// let college = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// let witness = SigningKey::from_seed(&Seed::from_bytes([8; 32]));
    /// let engine = Engine::new();
    /// let options = ProofOptions::new("did:example:college#key-1").with_id("urn:example:proof");
    /// let secured = engine.secure(&document, &college, &options)?;
    /// let options = ProofOptions::new("did:example:witness#key-1").with_previous_proof("urn:example:proof");
    /// let secured = engine.add_proof(&secured, &witness, &options)?;
    /// let proof = secured.root().get("proof").unwrap().items().nth(1).unwrap();
    /// engine.check(&secured, proof, &witness.verifying_key())?;
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`secure`](Engine::secure), and `proof.malformed` if a previous proof is not there, or the id is taken.
    pub fn add_proof(&self, document: &Document, signer: &dyn Signer, options: &ProofOptions) -> Result<Document> {
        let prepared = self.prepare(document, &signer.verifying_key(), options)?;
        let signature = checked(signer, &prepared.bytes)?;
        finished(document.clone(), prepared.proof, &signature, &self.limits)
    }

    /// All of [`add_proof`](Engine::add_proof) but the signature, for signers that take their time.
    ///
    /// # Errors
    /// As there.
    pub fn prepare(&self, document: &Document, key: &VerifyingKey, options: &ProofOptions) -> Result<Prepared> {
        suits(options, key)?;
        if document.root().kind() != Kind::Object {
            return Err(malformed(document.root(), "what is secured must be one JSON object"));
        }
        let proof = proof_of(options, document)?;
        let mut others = document.root().get("proof").into_iter().flat_map(Node::one_or_many);
        let is_taken =
            |id: &str| others.find(|other| other.get("id").and_then(Node::as_str).is_some_and(|own| own == id));
        if let Some(other) = options.id().and_then(is_taken) {
            return Err(malformed(other, "a proof of the document has this id already"));
        }
        let unsecured = self.covered(document, &proof, options)?;
        // First the document: what is wrong with its contexts is wrong there, not in the proof.
        let suite = options.suite();
        let (document_hash, _) = self.hash_of(&unsecured, suite, Strictness::Issuing)?;
        let (proof_hash, _) = self.hash(&self.configuration(document, &proof, suite)?, suite, Strictness::Issuing)?;
        let bytes = Hashes { proof: proof_hash, document: document_hash }.to_bytes();
        Ok(Prepared { document: document.clone(), proof, bytes, key: key.clone(), limits: self.limits })
    }

    /// Prepares securing many documents that have parts in common with this one, under one proof configuration:
    /// `parts` are JSON pointers to objects, none within another. What is not there is not shared.
    ///
    /// # Errors
    /// As [`secure`](Engine::secure), of the document that stands for all.
    pub fn cohort(&self, document: &Document, parts: &[&str], options: &ProofOptions) -> Result<Cohort<'_>> {
        sound(options)?;
        let places: Vec<Node<'_>> = parts.iter().filter_map(|pointer| document.root().at(pointer)).collect();
        let shared = canon::share(document, self.options(Strictness::Issuing), &places)?;
        let configuration = self.configuration_hash(document, options)?;
        let context = document.root().get("@context").map_or("", Node::raw).into();
        let (engine, options) = (Cow::Borrowed(self), options.clone());
        Ok(Cohort { engine, shared, kept: Vec::new(), options, configuration, later: OnceLock::new(), context })
    }

    /// The hash of the proof configuration that the options make, under the contexts of the document.
    pub(super) fn configuration_hash(&self, document: &Document, options: &ProofOptions) -> Result<[u8; 32]> {
        let (proof, suite) = (proof_of(options, document)?, options.suite());
        let (hash, _) = self.hash(&self.configuration(document, &proof, suite)?, suite, Strictness::Issuing)?;
        Ok(hash)
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

    /// Whether the signature of one proof fits the document and the key. Whose key it is, is not asked here, nor whether
    /// the proofs hold that it builds on, nor until when and for whom it is meant.
    ///
    /// # Errors
    /// `proof.unknown-suite`, `proof.wrong-purpose`, `proof.wrong-context`, `proof.wrong-key`, `proof.malformed`,
    /// `proof.signature-invalid`, and as [`canonicalize`](Engine::canonicalize).
    pub fn check(&self, document: &Document, proof: Node<'_>, key: &VerifyingKey) -> Result<()> {
        self.check_stated(document, None, Stated::of(proof)?, key).map(|_| ())
    }

    /// Checks one of several proofs of a document, whose hash without proofs may be known from before; what in its text
    /// the signature does not cover.
    pub(crate) fn check_stated(
        &self,
        document: &Document,
        whole: Option<[u8; 32]>,
        stated: Stated<'_>,
        key: &VerifyingKey,
    ) -> Result<Vec<Finding>> {
        let Stated { proof, suite, signature } = stated;
        suite.takes(key).map_err(|message| Error::input(Code::ProofWrongKey, proof.pointer(), message))?;
        let (document_hash, mut warnings) = match whole {
            Some(hash) if !suite.is_jcs() && Unsecured::is_whole(document, proof) => (hash, Vec::new()),
            _ => self.hash_of(&Unsecured::by(document, proof, &self.limits)?, suite, Strictness::Checking)?,
        };
        self.says_the_same(document, proof)?;
        let configuration = self.configuration_of(document, proof, suite)?;
        let (proof_hash, further) = self.hash(&configuration, suite, Strictness::Checking)?;
        warnings.extend(further);
        if key.verifies(&Hashes { proof: proof_hash, document: document_hash }.to_bytes(), &signature) {
            return Ok(warnings);
        }
        let message = "the signature does not fit the document and the key";
        Err(Error::input(Code::ProofSignatureInvalid, proof.pointer(), message))
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

    /// What a proof that is to be made covers of a document.
    fn covered<'d>(&self, document: &'d Document, proof: &Proof, options: &ProofOptions) -> Result<Unsecured<'d>> {
        if !options.has_previous() {
            return Ok(Unsecured::whole(document));
        }
        let stated = Document::parse(proof.to_json().as_bytes())?;
        Unsecured::of(document, None, &previous(document, stated.root())?, &self.limits)
    }

    /// Whether contexts that the document has beyond those of a proof leave what it says as it was: nobody signed them, and
    /// over RDF not even the proof's own.
    fn says_the_same(&self, document: &Document, proof: Node<'_>) -> Result<()> {
        let Some(own) = proof.get("@context") else { return Ok(()) };
        let all = |contexts: Option<Node<'_>>| contexts.into_iter().flat_map(Node::one_or_many).count();
        if all(Some(own)) == all(document.root().get("@context")) {
            return Ok(());
        }
        let options = self.options(Strictness::Checking);
        let under_own = Unsecured::of(document, Some(own), &[], &self.limits)?;
        let under_own = canon::canonicalize(&under_own.document, options)?;
        if canon::canonicalize(document, options)?.lines == under_own.lines {
            return Ok(());
        }
        let message = "contexts that came after those of the proof make the document say something else";
        Err(Error::input(Code::ProofWrongContext, own.pointer(), message))
    }

    /// The hash of what a proof of this suite covers of a document.
    fn hash_of(
        &self,
        unsecured: &Unsecured<'_>,
        suite: Suite,
        strictness: Strictness,
    ) -> Result<([u8; 32], Vec<Finding>)> {
        let options = Options { without_proof: unsecured.without_proof, ..self.options(strictness) };
        let document = &unsecured.document;
        if !suite.is_jcs() {
            let canonical = canon::canonicalize(document, options)?;
            return Ok((Sha256::digest(canonical.lines).into(), canonical.warnings));
        }
        // The text is signed as it is. Yet who reads it as JSON-LD must find every member.
        if strictness == Strictness::Issuing && document.root().get("@context").is_some() {
            canon::canonicalize(document, Options { strictness: Strictness::Checking, ..options })?;
        }
        let canonical = match unsecured.without_proof && document.root().get("proof").is_some() {
            true => jcs(&Unsecured::of(document, None, &[], &self.limits)?.document)?,
            false => jcs(document)?,
        };
        Ok((Sha256::digest(canonical).into(), Vec::new()))
    }

    /// A proof of the document without its value, for suites over RDF under the contexts of the document, if it has none
    /// of its own.
    fn configuration_of(&self, document: &Document, proof: Node<'_>, suite: Suite) -> Result<Configuration> {
        if proof.kind() != Kind::Object {
            return Err(malformed(proof, "a proof is an object"));
        }
        let own = proof.get("@context").map(Node::raw);
        let around = || document.root().get("@context").map_or("null", Node::raw);
        let context = if suite.is_jcs() { own } else { Some(own.unwrap_or_else(around)) };
        let mut object = ObjectText::default();
        if let Some(context) = context {
            object.member("@context", context);
        }
        for (name, value) in proof.members().filter(|(name, _)| name != "@context" && name != "proofValue") {
            object.member(&name, value.raw());
        }
        let configuration = Document::parse_within(object.finish().as_bytes(), &self.limits)?;
        Ok(Configuration { document: configuration, pointer: proof.pointer() })
    }

    /// The proof without its value, for suites over RDF under the contexts of the document.
    fn configuration(&self, document: &Document, proof: &Proof, suite: Suite) -> Result<Configuration> {
        let members = proof.to_json();
        let text = if suite.is_jcs() {
            members
        } else {
            let context = document.root().get("@context").map_or("null", Node::raw);
            format!("{{\"@context\":{context},{}", members.strip_prefix('{').unwrap_or_default())
        };
        let document = Document::parse_within(text.as_bytes(), &self.limits)?;
        Ok(Configuration { document, pointer: "/proof".into() })
    }

    fn hash(
        &self,
        configuration: &Configuration,
        suite: Suite,
        strictness: Strictness,
    ) -> Result<([u8; 32], Vec<Finding>)> {
        if suite.is_jcs() {
            let canonical = jcs(&configuration.document).map_err(|e| e.under(&configuration.pointer))?;
            return Ok((Sha256::digest(canonical).into(), Vec::new()));
        }
        let options = Options { without_proof: false, ..self.options(strictness) };
        let canonical =
            canon::canonicalize(&configuration.document, options).map_err(|e| e.under(&configuration.pointer))?;
        let warnings = canonical.warnings.into_iter().map(|finding| finding.under(&configuration.pointer));
        Ok((Sha256::digest(canonical.lines).into(), warnings.collect()))
    }
}

/// What a proof says beside its signature, under the contexts of the document it stands in.
struct Configuration {
    document: Document,
    /// Where the proof stands.
    pointer: String,
}
