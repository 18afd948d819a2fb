//! Is this badge genuine, and from whom?
//!
//! [`Verifier::verify`] takes the bytes that somebody handed over and answers with a [`Report`], whatever the bytes
//! are. Each check ends passed, failed, unknown or not applicable; unknown never counts as passed. Only a report
//! without failed and unknown checks turns into [`Verified`].
//!
//! Checked are so far: the JSON, the data model, the contexts and that every member is covered by the signature, the
//! Data Integrity proofs, or the JWT and its claims, that the key is the issuer's, and the dates. A credential status is not
//! looked up yet; a badge that has one is undecided.
//!
//! ```
//! use openbadges::verify::{Policy, Resources, Verdict, Verifier};
//!
//! let badge = include_bytes!("../../fixtures/golden/critical-thinking.json");
//! let now = "2026-07-01T00:00:00Z".parse().unwrap();
//! let report = Verifier::new(Policy::strict()).verify(badge, &Resources::new(), now);
//! assert_eq!(report.verdict(), Verdict::Verified);
//! let verified = report.into_verified().unwrap();
//! assert_eq!(verified.credential().name.as_deref(), Some("Critical Thinking"));
//!
//! let forged = String::from_utf8_lossy(badge).replace("Proficient", "Exemplary");
//! let report = Verifier::new(Policy::strict()).verify(forged.as_bytes(), &Resources::new(), now);
//! assert_eq!(report.verdict(), Verdict::NotVerified);
//! ```

mod award;
mod contexts;
mod demands;
mod judge;
mod needs;
mod open;
mod policy;
mod recipient;
mod render;
mod report;
mod resources;
mod signature;
#[cfg(test)]
mod tests;
mod trust;
mod verified;
mod verifier;

pub use needs::{Need, Purpose};
pub use policy::{Demands, Older, Policy, ProofRule, WhenUnknown};
pub use recipient::Person;
pub use report::{Check, CheckOutcome, ContextUsed, Form, Report, Step, Verdict};
pub use resources::Resources;
pub use signature::Signature;
pub use trust::{Standing, TrustRegistry};
pub use verified::{NotVerified, Verified};
pub use verifier::Verifier;
