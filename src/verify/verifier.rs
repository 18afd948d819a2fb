//! The checks, one after another.

use chrono::{DateTime, Utc};

use super::check::{Check, CheckOutcome, Step};
use super::contexts::contexts_of;
use super::open::{Opened, form, open};
use super::policy::Policy;
use super::recipient::Person;
use super::report::{Kind, Report};
use super::resources::Resources;
use super::scope::{Cost, Lists, Scope};
use super::trust::TrustRegistry;
use super::{Need, award, demands, endorsement, linked, recipient, status, trust};
use crate::document::Document;
use crate::error::Result;
use crate::finding::{Code, Finding, Severity};
use crate::limits::Limits;
use crate::model::{AchievementCredential, EndorsementCredential};
use crate::proof::{Contexts, Engine};

/// Checks badges. One verifier serves any number of them, from any number of threads.
#[derive(Debug, Clone)]
pub struct Verifier {
    policy: Policy,
    engine: Engine,
    /// For the credentials in a badge: all of them together may cost what the badge may.
    inner: Engine,
    trust: Option<TrustRegistry>,
    endorsers: Option<TrustRegistry>,
    domain: Option<String>,
    challenge: Option<String>,
}

/// By [`Policy::strict`].
impl Default for Verifier {
    fn default() -> Self {
        Verifier::new(Policy::strict())
    }
}

impl Verifier {
    /// A verifier with the default limits, the crate's contexts, and no registry of issuers.
    pub fn new(policy: Policy) -> Self {
        let (engine, inner) = (Engine::new(), Engine::new());
        let verifier = Verifier { policy, engine, inner, trust: None, endorsers: None, domain: None, challenge: None };
        verifier.with_limits(Limits::default())
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.engine = self.engine.with_limits(limits);
        let share = u64::try_from(limits.nested()).unwrap_or(u64::MAX).max(1);
        let steps = limits.canonicalization_steps() / share;
        self.inner = self.inner.with_limits(limits.with_canonicalization_steps(steps));
        self
    }

    /// Knows further contexts than those of the standards.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.inner = self.inner.with_contexts(contexts.clone());
        self.engine = self.engine.with_contexts(contexts);
        self
    }

    /// Asks which issuers are trusted.
    #[must_use]
    pub fn with_trust(mut self, registry: TrustRegistry) -> Self {
        self.trust = Some(registry);
        self
    }

    /// Asks whose endorsements count: only those of issuers that this registry trusts. Without it all that are verified do.
    #[must_use]
    pub fn with_endorsers(mut self, registry: TrustRegistry) -> Self {
        self.endorsers = Some(registry);
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
        self.refreshed(self.once(bytes, resources, now, None), resources, None)
    }

    /// The same, where other badges were or will be checked with the same resources for the same moment.
    pub(crate) fn verify_beside(
        &self,
        bytes: &[u8],
        resources: &Resources,
        now: DateTime<Utc>,
        lists: &Lists,
    ) -> Report {
        let report = self.report(Kind::Badge, bytes, resources, now, None, Some(lists));
        self.refreshed(report, resources, None)
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
        self.refreshed(self.once(bytes, resources, now, Some(person)), resources, Some(person))
    }

    /// The documents that a verification of these bytes lacks: fetch them, hand them in, and ask again, because a document
    /// may call for another: a status list for the documents of its issuer, and so on. Whoever asks for each only once is
    /// done after four rounds; what is named again was somebody else's document. Empty if nothing more can be had, for whatever reason.
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
        let left = Cost::most(self.engine.limits());
        let scope = Scope::new(&self.engine, &self.inner, resources, DateTime::<Utc>::UNIX_EPOCH, &left);
        opened.map(|opened| self.all_needs(&opened, &scope)).unwrap_or_default()
    }

    /// Checks an endorsement, as a credential of its own: its report turns into a
    /// [`VerifiedEndorsement`](super::VerifiedEndorsement). Whether it is about what will carry it is asked there.
    pub fn verify_endorsement(&self, bytes: &[u8], resources: &Resources, now: DateTime<Utc>) -> Report {
        self.report(Kind::Endorsement, bytes, resources, now, None, None)
    }

    /// Checks a badge, and follows no refresh service.
    pub(super) fn once(
        &self,
        bytes: &[u8],
        resources: &Resources,
        now: DateTime<Utc>,
        person: Option<&Person>,
    ) -> Report {
        self.report(Kind::Badge, bytes, resources, now, person, None)
    }

    fn report(
        &self,
        kind: Kind,
        bytes: &[u8],
        resources: &Resources,
        now: DateTime<Utc>,
        person: Option<&Person>,
        lists: Option<&Lists>,
    ) -> Report {
        let left = Cost::most(self.engine.limits());
        let scope = Scope::new(&self.engine, &self.inner, resources, now, &left).with_lists(lists);
        let mut report = self.blank(kind, &scope);
        match form(bytes) {
            Err(finding) => report.checks.push(Check::failed(Step::Format, vec![finding])),
            Ok(form) => {
                report.form = Some(form);
                if let Some(opened) = open(bytes, form, self.engine.limits(), &mut report.checks) {
                    if let Some(wrapped) = &opened.wrapped {
                        report.token = wrapped.token.as_ref().ok().map(|token| token.as_str().to_owned());
                    }
                    self.judged(opened, &scope, person, &mut report);
                }
            }
        }
        report.finished()
    }

    /// A report in which nothing is checked yet.
    pub(super) fn blank(&self, kind: Kind, scope: &Scope<'_>) -> Report {
        Report {
            policy: self.policy.clone(),
            at: scope.now,
            form: None,
            checks: Vec::with_capacity(Step::ALL.len()),
            signatures: Vec::new(),
            contexts: Vec::new(),
            needs: Vec::new(),
            kind,
            document: None,
            token: None,
            credential: None,
            endorsement: None,
            endorsements: Vec::new(),
            replaces: None,
        }
    }

    /// Every further check, whether or not the ones before it passed.
    pub(super) fn judged(&self, opened: Opened, scope: &Scope<'_>, person: Option<&Person>, report: &mut Report) {
        let secured = self.secured(&opened, scope);
        let document = opened.document;
        let model = match report.kind {
            Kind::Badge => {
                let (check, credential) = of_badge(&document);
                report.credential = credential;
                check
            }
            Kind::Endorsement => {
                let (check, endorsement) = of_endorsement(&document);
                report.endorsement = endorsement;
                check
            }
            Kind::StatusList => Check::new(Step::Model, CheckOutcome::Passed, "a status list"),
        };
        let has = |check: &Check, code| check.findings().iter().any(|finding| finding.code() == code);
        let is_newer = has(&secured.json_ld, Code::JsonLdNewerContext);
        report.contexts = contexts_of(&document, self.engine.contexts(), is_newer);
        let mut needs = secured.needs();
        let (is_bound, issuer) = (secured.is_bound(), secured.issuer);
        report.checks.extend([model, secured.json_ld, secured.proof, secured.binding]);
        report.checks.push(demands::check(&self.policy, scope.engine, report.kind, &document, &secured.signatures));
        report.checks.push(secured.validity);
        report.checks.push(status::check(self, &document, &issuer, scope, &mut needs));
        let is_badge = report.kind == Kind::Badge;
        let none = |step| Check::new(step, CheckOutcome::NotApplicable, "not asked of this kind of credential");
        if is_badge {
            let unread =
                || Check::new(Step::Recipient, CheckOutcome::Unknown, "not checked: the credential cannot be read");
            let credential = report.credential.as_ref();
            report.checks.push(credential.map_or_else(unread, |own| recipient::check(own, person)));
            report.checks.push(trust::check(self.trust.as_ref(), &issuer, is_bound, self.policy.unknown_issuer));
            report.checks.push(award::check(&document, self.policy.unknown_award));
        } else {
            report.checks.extend([none(Step::Recipient), none(Step::Trust), none(Step::Award)]);
        }
        let is_read = report.credential.is_some() || report.endorsement.is_some();
        if report.kind == Kind::StatusList {
            report.checks.push(none(Step::Endorsements));
        } else if is_read {
            let (check, endorsements) = endorsement::check(self, &document, scope, &mut needs);
            report.checks.push(check);
            report.endorsements = endorsements;
        } else {
            let note = "not checked: the credential cannot be read";
            report.checks.push(Check::new(Step::Endorsements, CheckOutcome::Unknown, note));
        }
        report.checks.push(if is_badge { linked::check(&document, scope, &mut needs) } else { none(Step::Linked) });
        report.checks.push(none(Step::Refresh));
        report.needs = needs;
        report.signatures = secured.signatures;
        report.document = Some(document);
    }

    /// Who may endorse, if the caller says.
    pub(super) fn endorsers(&self) -> Option<&TrustRegistry> {
        self.endorsers.as_ref()
    }

    /// What a credential and those in it lack.
    pub(super) fn all_needs(&self, opened: &Opened, scope: &Scope<'_>) -> Vec<Need> {
        let mut needs = self.lacks(opened, scope);
        status::needs(self, &opened.document, scope, &mut needs);
        endorsement::needs(self, &opened.document, scope, &mut needs);
        needs
    }

    /// The domain and the challenge that proofs must be made for.
    pub(super) fn meant_for(&self) -> (Option<&str>, Option<&str>) {
        (self.domain.as_deref(), self.challenge.as_deref())
    }
}

/// Whether the rules of the data model are kept, and the typed view.
fn of_badge(document: &Document) -> (Check, Option<AchievementCredential>) {
    let findings = AchievementCredential::conform(document);
    model(findings, AchievementCredential::read(document), "an Open Badges 3.0 credential")
}

fn of_endorsement(document: &Document) -> (Check, Option<EndorsementCredential>) {
    let findings = EndorsementCredential::conform(document);
    model(findings, EndorsementCredential::read(document), "an EndorsementCredential of Open Badges 3.0")
}

fn model<T>(mut findings: Vec<Finding>, read: Result<T>, note: &str) -> (Check, Option<T>) {
    let is_broken = |findings: &[Finding]| findings.iter().any(|finding| finding.severity() == Severity::Error);
    if let (Err(error), false) = (&read, is_broken(&findings)) {
        findings.extend(error.findings().cloned());
    }
    let check = if is_broken(&findings) {
        Check::failed(Step::Model, findings)
    } else {
        Check::new(Step::Model, CheckOutcome::Passed, note).with_findings(findings)
    };
    (check, read.ok())
}
