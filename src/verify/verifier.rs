//! The checks, one after another.

use chrono::{DateTime, Utc};

use super::contexts::contexts_of;
use super::open::{Opened, form, open};
use super::policy::Policy;
use super::recipient::Person;
use super::report::{Check, CheckOutcome, Report, Step};
use super::resources::Resources;
use super::trust::TrustRegistry;
use super::{Need, award, demands, recipient, trust};
use crate::document::Document;
use crate::finding::{Code, Finding, Severity};
use crate::limits::Limits;
use crate::model::AchievementCredential;
use crate::proof::{Contexts, Engine};

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
    /// may call for another. Whoever asks for each only once is done after two rounds; what is named again was somebody
    /// else's document. Empty if nothing more can be had, for whatever reason.
    ///
    /// Signatures are not checked for this, and nothing is fetched that only what is signed could name.
    ///
    /// ```
    /// use openbadges::verify::{Purpose, Resources, Verifier};
    ///
    /// let badge = include_bytes!("../../fixtures/golden/project-work.json");
    /// let needs = Verifier::default().needs(badge, &Resources::new());
    /// assert_eq!(needs[0].url(), Some("https://badges.example.edu/issuer"));
    /// assert_eq!(needs[0].purpose(), Purpose::VerificationMethod);
    /// ```
    pub fn needs(&self, bytes: &[u8], resources: &Resources) -> Vec<Need> {
        let opened = form(bytes).ok().and_then(|form| open(bytes, form, self.engine.limits(), &mut Vec::new()));
        opened.map(|opened| self.lacks(&opened, resources)).unwrap_or_default()
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
        let secured = self.secured(&opened, resources, now);
        let document = opened.document;
        let (model, credential) = model(&document);
        let has = |check: &Check, code| check.findings().iter().any(|finding| finding.code() == code);
        let is_newer = has(&secured.json_ld, Code::JsonLdNewerContext);
        report.contexts = contexts_of(&document, self.engine.contexts(), is_newer);
        report.needs = secured.needs();
        let (is_bound, issuer) = (secured.is_bound(), secured.issuer);
        report.checks.extend([model, secured.json_ld, secured.proof, secured.binding]);
        report.checks.push(demands::check(&self.policy, &self.engine, &document, &secured.signatures));
        report.checks.push(secured.validity);
        report.checks.push(status(&document));
        let unread =
            || Check::new(Step::Recipient, CheckOutcome::Unknown, "not checked: the credential cannot be read");
        report.checks.push(credential.as_ref().map_or_else(unread, |own| recipient::check(own, person)));
        report.checks.push(trust::check(self.trust.as_ref(), &issuer, is_bound, self.policy.unknown_issuer));
        report.checks.push(award::check(&document, self.policy.unknown_award));
        report.signatures = secured.signatures;
        report.document = Some(document);
        report.credential = credential;
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The domain and the challenge that proofs must be made for.
    pub(super) fn meant_for(&self) -> (Option<&str>, Option<&str>) {
        (self.domain.as_deref(), self.challenge.as_deref())
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

fn status(document: &Document) -> Check {
    match document.root().get("credentialStatus") {
        None => Check::new(Step::Status, CheckOutcome::NotApplicable, "the credential names no status list"),
        Some(status) => {
            let message = "the credential has a status, which was not looked up";
            Check::unknown(Step::Status, vec![Finding::error(Code::StatusUnchecked, status.pointer(), message)])
        }
    }
}
