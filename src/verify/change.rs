//! What a change of an issuer's documents would do to the badges that are out.

use chrono::{DateTime, Utc};

use super::check::{Check, CheckOutcome, Step};
use super::report::Report;
use super::{Resources, Verifier};

/// A badge that would not verify with the documents proposed.
#[derive(Debug, Clone)]
pub struct Stopping {
    position: usize,
    id: Option<String>,
    verifies_now: bool,
    checks: Vec<Check>,
}

impl Stopping {
    /// Which of the badges it is, counted from 0.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Its id, as far as it can be read.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether it verifies with the documents of today: then the change would break it.
    pub fn verifies_now(&self) -> bool {
        self.verifies_now
    }

    /// Why it would not: the checks of its signature and of whose key that is, as far as they would not pass.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }
}

impl Verifier {
    /// The badges that would not verify any more if an issuer published `proposed` in place of what it publishes now, a
    /// `did.json` or `jwks.json` with a key less, say. Asked is only what those documents decide: whether a signature of the
    /// badge is good, and whose key made it.
    ///
    /// `current` are the documents of today; what `proposed` has no new document for stays as it is.
    ///
    /// ```
    /// use openbadges::did::{IssuerDocuments, IssuerKey};
    /// use openbadges::key::{Seed, SigningKey};
    /// use openbadges::model::Profile;
    /// use openbadges::verify::{Resources, Verifier};
    ///
    /// let badge = include_bytes!("../../fixtures/golden/project-work.json");
    /// let own = SigningKey::from_seed(&Seed::from_hex(include_str!("../../fixtures/demonstration.seed"))?).verifying_key();
    /// let next = SigningKey::from_seed(&Seed::from_bytes([2; 32])).verifying_key();
    /// let issuer = "https://badges.example.edu/issuer";
    /// let published = |keys: Vec<IssuerKey>| {
    ///     let profile = IssuerDocuments::new(Profile::new(issuer).with_name("Example College"), keys)?.profile()?;
    ///     Ok::<_, openbadges::Error>(Resources::new().with_document(issuer, profile))
    /// };
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let current = published(vec![IssuerKey::new(own.clone())])?;
    ///
    /// // A key that is retired still counts for what it signed, one that is left out does not.
    /// let retired = IssuerKey::new(own).retired("2026-06-30T00:00:00Z".parse()?);
    /// let good = published(vec![IssuerKey::new(next.clone()), retired])?;
    /// assert!(Verifier::default().would_stop([&badge[..]], &current, &good, now).is_empty());
    ///
    /// let bad = published(vec![IssuerKey::new(next)])?;
    /// let stopping = Verifier::default().would_stop([&badge[..]], &current, &bad, now);
    /// assert!(stopping[0].verifies_now());
    /// let why: Vec<String> = stopping[0].checks().iter().map(ToString::to_string).collect();
    /// assert!(why.join("\n").contains("has no verification method"));
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    pub fn would_stop<'b>(
        &self,
        badges: impl IntoIterator<Item = &'b [u8]>,
        current: &Resources,
        proposed: &Resources,
        now: DateTime<Utc>,
    ) -> Vec<Stopping> {
        let then = current.clone().with_all(proposed);
        let stopping = badges.into_iter().enumerate().filter_map(|(position, badge)| {
            let report = self.verify(badge, &then, now);
            let checks: Vec<Check> = lacking(&report).cloned().collect();
            if checks.is_empty() {
                return None;
            }
            let verifies_now = lacking(&self.verify(badge, current, now)).next().is_none();
            let id = report.credential.map(|credential| credential.id);
            Some(Stopping { position, id, verifies_now, checks })
        });
        stopping.collect()
    }
}

/// What of the signature and its key did not pass.
fn lacking(report: &Report) -> impl Iterator<Item = &Check> {
    let decided = [Step::Proof, Step::Binding];
    report
        .checks()
        .iter()
        .filter(move |check| decided.contains(&check.step()) && check.outcome() != CheckOutcome::Passed)
}
