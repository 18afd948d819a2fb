//! The checks, one after another.

use chrono::{DateTime, Utc};

use super::contexts::contexts_of;
use super::judge::{Judge, is_beyond_us, proof_and_binding};
use super::open::{Opened, form, open};
use super::policy::Policy;
use super::recipient::Person;
use super::report::{Check, CheckOutcome, Report, Step};
use super::resources::Resources;
use super::signature::Signature;
use super::trust::TrustRegistry;
use super::{Need, award, demands, recipient, trust};
use crate::document::{Document, Kind, Node};
use crate::finding::{Code, Finding, Severity};
use crate::limits::Limits;
use crate::model::{AchievementCredential, DateTimeZ, Version};
use crate::proof::{Contexts, Engine, Strictness};

/// Checks badges. One verifier serves any number of them, from any number of threads.
#[derive(Debug, Clone, Default)]
pub struct Verifier {
    policy: Policy,
    engine: Engine,
    trust: Option<TrustRegistry>,
    domain: Option<String>,
    challenge: Option<String>,
}

impl Verifier {
    /// A verifier with the default limits, the crate's contexts, and no registry of issuers.
    pub fn new(policy: Policy) -> Self {
        Verifier { policy, ..Verifier::default() }
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.engine = self.engine.with_limits(limits);
        self
    }

    /// Knows further contexts than those of the standards.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.engine = self.engine.with_contexts(contexts);
        self
    }

    /// Asks which issuers are trusted.
    #[must_use]
    pub fn with_trust(mut self, registry: TrustRegistry) -> Self {
        self.trust = Some(registry);
        self
    }

    /// Takes only proofs that were made for this domain, such as the host of a site (Data Integrity 1.0, section 2.1).
    /// JWTs are made for none, and are refused then.
    #[must_use]
    pub fn with_domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = Some(domain.into());
        self
    }

    /// Takes only proofs that repeat this text, against replay. JWTs repeat none, and are refused then.
    #[must_use]
    pub fn with_challenge(mut self, challenge: impl Into<String>) -> Self {
        self.challenge = Some(challenge.into());
        self
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Checks a badge, whatever the bytes are.
    ///
    /// ```
    /// use openbadges::verify::{Resources, Verdict, Verifier};
    ///
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let report = Verifier::default().verify(b"{}", &Resources::new(), now);
    /// assert_eq!(report.verdict(), Verdict::NotVerified);
    /// ```
    pub fn verify(&self, bytes: &[u8], resources: &Resources, now: DateTime<Utc>) -> Report {
        self.report(bytes, resources, now, None)
    }

    /// Checks a badge, and whether it is about a person.
    ///
    /// ```
    /// use openbadges::model::IdentifierType;
    /// use openbadges::verify::{CheckOutcome, Person, Resources, Step, Verifier};
    ///
    /// let badge = include_bytes!("../../fixtures/golden/critical-thinking.json");
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let person = Person::new().with_identifier(IdentifierType::EmailAddress, "Amara.Okafor@students.example.edu");
    /// let report = Verifier::default().verify_for(badge, &Resources::new(), now, &person);
    /// assert_eq!(report.outcome(Step::Recipient), CheckOutcome::Passed);
    /// assert!(report.check(Step::Recipient).unwrap().note().contains("in lower case"));
    /// ```
    pub fn verify_for(&self, bytes: &[u8], resources: &Resources, now: DateTime<Utc>, person: &Person) -> Report {
        self.report(bytes, resources, now, Some(person))
    }

    /// The documents that a verification of these bytes lacks: fetch them, hand them in, and ask again, because a document
    /// may call for another. It never takes more than three rounds. Empty if nothing more can be had, for whatever reason.
    ///
    /// Signatures are not checked for this, and nothing is fetched that only what is signed could name.
    ///
    /// ```
    /// use openbadges::verify::{Purpose, Resources, Verifier};
    ///
    /// let badge = include_bytes!("../../fixtures/golden/project-work.json");
    /// let needs = Verifier::default().needs(badge, &Resources::new());
    /// assert_eq!(needs[0].url(), Some("https://badges.example.edu/issuer"));
    /// assert_eq!(needs[0].purpose(), Purpose::Issuer);
    /// ```
    pub fn needs(&self, bytes: &[u8], resources: &Resources) -> Vec<Need> {
        let opened = form(bytes).ok().and_then(|form| open(bytes, form, self.engine.limits(), &mut Vec::new()));
        let Some(Opened { document, wrapped }) = opened else { return Vec::new() };
        let issuer = issuer_id(&document);
        let judge = self.judge(resources, &issuer, None, DateTime::<Utc>::UNIX_EPOCH);
        let token = wrapped.iter().filter_map(|wrapped| wrapped.token.as_ref().ok());
        let mut signatures: Vec<Signature> = token.map(|token| judge.found_token(token)).collect();
        signatures.extend(self.proofs(&document).map(|proof| judge.found(proof).0));
        needs_of(&signatures)
    }

    fn report(&self, bytes: &[u8], resources: &Resources, now: DateTime<Utc>, person: Option<&Person>) -> Report {
        let mut report = Report {
            policy: self.policy.clone(),
            at: now,
            form: None,
            checks: Vec::with_capacity(Step::ALL.len()),
            signatures: Vec::new(),
            contexts: Vec::new(),
            needs: Vec::new(),
            document: None,
            credential: None,
        };
        match form(bytes) {
            Err(finding) => report.checks.push(Check::failed(Step::Format, vec![finding])),
            Ok(form) => {
                report.form = Some(form);
                if let Some(opened) = open(bytes, form, self.engine.limits(), &mut report.checks) {
                    self.judged(opened, resources, now, person, &mut report);
                }
            }
        }
        // What was not reached could not be checked.
        for step in Step::ALL.iter().skip(report.checks.len()) {
            let note = "not checked: an earlier check did not pass";
            report.checks.push(Check::new(*step, CheckOutcome::Unknown, note));
        }
        report
    }

    /// Every further check, whether or not the ones before it passed.
    fn judged(
        &self,
        opened: Opened,
        resources: &Resources,
        now: DateTime<Utc>,
        person: Option<&Person>,
        report: &mut Report,
    ) {
        let Opened { document, wrapped } = opened;
        let (model, credential) = model(&document);
        report.checks.push(model);
        let (json_ld, hash) = self.json_ld(&document, wrapped.is_some());
        let is_newer = json_ld.findings().iter().any(|finding| finding.code() == Code::JsonLdNewerContext);
        report.checks.push(json_ld);
        report.contexts = contexts_of(&document, self.engine.contexts(), is_newer);

        let issuer = issuer_id(&document);
        let valid_from = document.root().get(Version::of(document.root()).native("validFrom"));
        let valid_from = valid_from.and_then(Node::as_str).and_then(|text| text.parse::<DateTimeZ>().ok());
        let judge = self.judge(resources, &issuer, valid_from.map(|from| from.at().to_utc()), now);
        let mut signatures: Vec<Signature> = wrapped.iter().map(|wrapped| judge.token(wrapped)).collect();
        signatures.extend(self.proofs(&document).map(|proof| judge.proof(&document, hash, proof)));
        let [mut proof, binding] = proof_and_binding(&signatures, &issuer, self.policy.proofs);
        if let Some(finding) = self.too_many_proofs(&document) {
            proof = Check::unknown(Step::Proof, vec![finding]);
        }
        let is_bound = proof.outcome() == CheckOutcome::Passed && binding.outcome() == CheckOutcome::Passed;
        report.checks.extend([proof, binding]);
        report.checks.push(demands::check(&self.policy, &document, &signatures));
        let unread = |step| Check::new(step, CheckOutcome::Unknown, "not checked: the credential cannot be read");
        report.checks.push(credential.as_ref().map_or_else(|| unread(Step::Validity), |own| self.validity(own, now)));
        report.checks.push(status(&document));
        report
            .checks
            .push(credential.as_ref().map_or_else(|| unread(Step::Recipient), |own| recipient::check(own, person)));
        report.checks.push(trust::check(self.trust.as_ref(), &issuer, is_bound, self.policy.unknown_issuer));
        report.checks.push(award::check(&document, self.policy.unknown_award));

        report.needs = needs_of(&signatures);
        report.signatures = signatures;
        report.document = Some(document);
        report.credential = credential;
    }

    fn judge<'v>(
        &'v self,
        resources: &'v Resources,
        issuer: &'v str,
        valid_from: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Judge<'v> {
        let (engine, policy) = (&self.engine, &self.policy);
        let (domain, challenge) = (self.domain.as_deref(), self.challenge.as_deref());
        Judge { engine, policy, resources, issuer, valid_from, now, domain, challenge }
    }

    /// The proofs inside a document, as many as the limits allow.
    fn proofs<'d>(&self, document: &'d Document) -> impl Iterator<Item = Node<'d>> + use<'d> {
        document.root().get("proof").into_iter().flat_map(Node::one_or_many).take(self.engine.limits().proofs())
    }

    fn too_many_proofs(&self, document: &Document) -> Option<Finding> {
        let most = self.engine.limits().proofs();
        let count = document.root().get("proof").into_iter().flat_map(Node::one_or_many).count();
        let message = || format!("the credential has {count} proofs, more than the {most} that are checked");
        (count > most).then(|| Finding::error(Code::ProofTooMany, "/proof", message()))
    }

    /// Whether every member is covered, and the hash of all of them.
    fn json_ld(&self, document: &Document, is_jwt: bool) -> (Check, Option<[u8; 32]>) {
        let (step, passed) = (Step::JsonLd, CheckOutcome::Passed);
        match self.engine.document_hash(document, Strictness::Checking) {
            Ok((hash, warnings)) => {
                let note = "every member is defined by a known context";
                (Check::new(step, passed, note).with_findings(warnings), Some(hash))
            }
            // A JWT covers every byte, whatever the contexts say of it.
            Err(error) if is_jwt => {
                let note = "known contexts do not define every member; the JWT covers them all";
                let warnings = error.into_findings().into_iter().map(Finding::into_warning).collect();
                (Check::new(step, passed, note).with_findings(warnings), None)
            }
            Err(error) => {
                let check = if is_beyond_us(&error) { Check::unknown } else { Check::failed };
                (check(step, error.into_findings()), None)
            }
        }
    }

    fn validity(&self, credential: &AchievementCredential, now: DateTime<Utc>) -> Check {
        let from = &credential.valid_from;
        let place = |name| format!("/{}", credential.version().native(name));
        if self.policy.is_ahead(from.at().to_utc(), now) {
            let message = format!("the credential is valid from {from} on, not yet");
            let finding = Finding::error(Code::ValidityNotYet, place("validFrom"), message);
            return Check::failed(Step::Validity, vec![finding.with_value(from.as_str())]);
        }
        match &credential.valid_until {
            Some(until) if self.policy.is_over(until.at().to_utc(), now) => {
                let message = format!("the credential was valid until {until}");
                let finding = Finding::error(Code::ValidityExpired, place("validUntil"), message);
                Check::failed(Step::Validity, vec![finding.with_value(until.as_str())])
            }
            Some(until) => Check::new(Step::Validity, CheckOutcome::Passed, format!("valid from {from} until {until}")),
            None => Check::new(Step::Validity, CheckOutcome::Passed, format!("valid from {from} on")),
        }
    }
}

/// Whether the rules of the data model are kept, and the typed view.
fn model(document: &Document) -> (Check, Option<AchievementCredential>) {
    let mut findings = AchievementCredential::conform(document);
    let credential = AchievementCredential::read(document);
    let is_broken = |findings: &[Finding]| findings.iter().any(|finding| finding.severity() == Severity::Error);
    if let (Err(error), false) = (&credential, is_broken(&findings)) {
        findings.extend(error.findings().cloned());
    }
    let check = if is_broken(&findings) {
        Check::failed(Step::Model, findings)
    } else {
        let note = "an Open Badges 3.0 credential";
        Check::new(Step::Model, CheckOutcome::Passed, note).with_findings(findings)
    };
    (check, credential.ok())
}

/// The id of the issuer, which may be all that is said of it; empty if there is none.
fn issuer_id(document: &Document) -> String {
    let issuer = document.root().get("issuer");
    let id = issuer.and_then(|issuer| if issuer.kind() == Kind::Object { issuer.get("id") } else { Some(issuer) });
    id.and_then(Node::as_str).unwrap_or_default().into_owned()
}

/// What the signatures lack, each once.
fn needs_of(signatures: &[Signature]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for need in signatures.iter().flat_map(|signature| &signature.needs) {
        if !needs.contains(need) {
            needs.push(need.clone());
        }
    }
    needs
}

fn status(document: &Document) -> Check {
    match document.root().get("credentialStatus") {
        None => Check::new(Step::Status, CheckOutcome::NotApplicable, "the credential names no status list"),
        Some(status) => {
            let message = "the credential has a status, which was not looked up";
            Check::unknown(Step::Status, vec![Finding::error(Code::StatusUnchecked, status.pointer(), message)])
        }
    }
}
