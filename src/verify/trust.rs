//! Which issuers the caller trusts.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Check, CheckOutcome, Step};
use super::policy::WhenUnknown;
use crate::document::Document;
use crate::document::read::Reader;
use crate::error::Result;
use crate::finding::{Code, Finding};
use crate::text::quoted;

/// What is thought of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// The caller trusts it to award what it awards.
    Trusted,
    /// Its badges are not taken, however well they are signed.
    Distrusted,
}

/// The issuers that the caller has an opinion on, by their ids: whose badges count is not for signatures to say.
///
/// Ids are compared letter by letter.
///
/// ```
/// use openbadges::verify::{Standing, TrustRegistry};
///
/// let registry = TrustRegistry::from_json(br#"{
///     "trusted": ["did:web:college.example", "https://badges.example.edu/issuer"],
///     "distrusted": ["https://diplomas-for-sale.example"]
/// }"#)?;
/// assert_eq!(registry.standing("did:web:college.example"), Some(Standing::Trusted));
/// assert_eq!(registry.standing("did:web:elsewhere.example"), None);
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustRegistry {
    issuers: BTreeMap<String, Standing>,
}

impl TrustRegistry {
    /// A registry that knows nobody.
    pub fn new() -> Self {
        TrustRegistry::default()
    }

    /// Says what is thought of an issuer; the last word counts.
    #[must_use]
    pub fn with(mut self, issuer: impl Into<String>, standing: Standing) -> Self {
        self.issuers.insert(issuer.into(), standing);
        self
    }

    /// Reads an object with the lists `trusted` and `distrusted`, either of which may be missing.
    ///
    /// # Errors
    /// The codes of [`Document::parse`], `input.*` for other members, wrong types and ids that are no URIs, and
    /// `trust.contradictory` if an issuer stands in both lists; all of them.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        let document = Document::parse(bytes)?;
        let mut reader = Reader::default();
        let mut issuers = BTreeMap::new();
        if let Some(object) = reader.object(document.root(), &["trusted", "distrusted"]) {
            for (name, standing) in [("trusted", Standing::Trusted), ("distrusted", Standing::Distrusted)] {
                for item in reader.items_of(object.optional(name)) {
                    let Some(id) = reader.uri(item) else { continue };
                    if issuers.get(&id).is_some_and(|before| *before != standing) {
                        let message = format!("the issuer {} is trusted and distrusted", quoted(&id));
                        reader.report(Code::TrustContradictory, item, message);
                    }
                    issuers.insert(id, standing);
                }
            }
        }
        reader.finish()?;
        Ok(TrustRegistry { issuers })
    }

    /// What is thought of an issuer; none if it is not known.
    pub fn standing(&self, issuer: &str) -> Option<Standing> {
        self.issuers.get(issuer).copied()
    }

    /// All issuers of a standing.
    pub fn issuers(&self, standing: Standing) -> BTreeSet<&str> {
        self.issuers.iter().filter(|(_, own)| **own == standing).map(|(id, _)| id.as_str()).collect()
    }
}

/// What the registry says of the issuer; `is_bound` if the badge is really the issuer's.
pub(super) fn check(registry: Option<&TrustRegistry>, issuer: &str, is_bound: bool, unknown: WhenUnknown) -> Check {
    let step = Step::Trust;
    let Some(registry) = registry else {
        return Check::new(step, CheckOutcome::NotApplicable, "no registry of issuers was given");
    };
    let finding = |code, message: String| vec![Finding::error(code, "/issuer", message).with_value(issuer)];
    match registry.standing(issuer) {
        Some(Standing::Distrusted) => {
            let message = format!("the issuer {} is distrusted", quoted(issuer));
            Check::new(step, CheckOutcome::Failed, "").with_findings(finding(Code::TrustDistrusted, message))
        }
        Some(Standing::Trusted) if is_bound => {
            Check::new(step, CheckOutcome::Passed, format!("the issuer {} is trusted", quoted(issuer)))
        }
        Some(Standing::Trusted) => {
            Check::new(step, CheckOutcome::Unknown, "not checked: the badge only claims to be that of a trusted issuer")
        }
        None => {
            let message = format!("the registry does not know the issuer {}", quoted(issuer));
            let check = Check::new(step, CheckOutcome::Unknown, "");
            let check = check.with_findings(finding(Code::TrustUnknownIssuer, message));
            if unknown == WhenUnknown::Warned { check.tolerated() } else { check }
        }
    }
}
