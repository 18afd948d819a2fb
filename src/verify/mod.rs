//! Is this badge genuine, from whom, still good, about this person, and was it earned?
//!
//! [`Verifier::verify`] takes the bytes that somebody handed over and answers with a [`Report`], whatever the bytes
//! are (Open Badges 3.0, section 9). Each [`Step`] ends passed, failed, unknown or not applicable; unknown never counts as
//! passed. The [`Policy`] says what follows; only a badge that is verified turns into [`Verified`].
//!
//! | step | asks |
//! | --- | --- |
//! | `format`, `json` | JSON or a compact JWS that can be read |
//! | `model`, `json-ld` | the rules of the standard; known contexts that define every member |
//! | `proof`, `binding` | each signature; whether the key is the issuer's |
//! | `policy` | old versions and suites; what a certification demands |
//! | `validity`, `status` | dates; whether it was revoked or suspended, by lists that are verified themselves |
//! | `recipient`, `trust` | the person given; the caller's registry of issuers |
//! | `award` | whether the results meet what the achievement requires |
//! | `endorsed` | whether the endorsements in it are verified, each as a credential of its own |
//! | `linked`, `refresh` | what it pins by a digest; a newer edition of it |
//!
//! Documents that it takes to know whose a key is are handed in as [`Resources`]; [`Verifier::needs`] lists them.
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
mod bundle;
mod change;
mod check;
mod contexts;
mod demands;
mod endorsement;
mod judge;
mod linked;
mod needs;
mod open;
mod policy;
mod recipient;
mod refresh;
mod render;
mod report;
mod resources;
mod scope;
mod secured;
mod signature;
mod status;
#[cfg(test)]
mod tests;
mod trust;
mod verified;
mod verifier;

pub use bundle::Bundle;
pub use change::Stopping;
pub(crate) use check::Matched;
pub use check::{Check, CheckOutcome, Step};
pub use endorsement::Endorsement;
pub use needs::{Need, Purpose};
pub use policy::{Demands, EndorsementRule, Older, Policy, ProofRule, WhenUnknown};
pub use recipient::Person;
pub use report::{ContextUsed, Form, Report, Verdict};
pub use resources::Resources;
pub(crate) use scope::Lists;
pub use signature::Signature;
pub use trust::{Standing, TrustRegistry};
pub use verified::{NotVerified, Verified, VerifiedEndorsement};
pub use verifier::Verifier;
