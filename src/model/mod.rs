//! Open Badges 3.0, class by class: what goes over the wire.
//!
//! Classes and members bear the standard's names (<https://www.imsglobal.org/spec/ob/v3p0/>, appendix "Data models").
//! Fields are public; `new` takes what the standard requires, the rest is set afterwards. Members that a class does
//! not define are kept in `extra` and written back after its own.
//!
//! A value of these types is not yet a conformant credential: [`conform`] says what a document lacks, and nothing is
//! signed or called verified without it. What was signed is never written anew from these types; the bytes stay in
//! their [`Document`](crate::Document).
//!
//! ```
//! use openbadges::Document;
//! use openbadges::model::{AchievementCredential, conform};
//!
//! let text = r#"{
//!   "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
//!   "id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e",
//!   "type": ["VerifiableCredential", "OpenBadgeCredential"],
//!   "issuer": { "id": "https://example.edu", "type": "Profile" },
//!   "validFrom": "2026-05-01T00:00:00Z",
//!   "credentialSubject": {
//!     "id": "did:example:learner",
//!     "type": "AchievementSubject",
//!     "achievement": {
//!       "id": "https://example.edu/achievements/1", "type": "Achievement", "name": "Teamwork",
//!       "description": "Works well with others.", "criteria": { "narrative": "Voted for by peers." }
//!     }
//!   }
//! }"#;
//! let document = Document::parse(text.as_bytes())?;
//! assert_eq!(conform(&document), []);
//! let credential = AchievementCredential::read(&document)?;
//! assert_eq!(credential.credential_subject.achievement.name, "Teamwork");
//! # Ok::<(), openbadges::Error>(())
//! ```

mod achievement;
mod class;
mod conform;
mod credential;
mod profile;
mod proof;
mod subject;
#[cfg(test)]
mod tests;
mod value;
mod vocabulary;

pub use achievement::{Achievement, Alignment, Criteria, ResultDescription, RubricCriterionLevel};
pub use conform::conform;
pub(crate) use conform::conform_profile;
pub use credential::{AchievementCredential, Evidence};
pub use profile::{IdentityObject, Image, Profile, ProfileRef};
pub use proof::{CredentialStatus, Proof};
pub use subject::{AchievementSubject, Result};
pub use value::{DateTimeZ, Extra, OneOrMany};
pub use vocabulary::{
    AchievementType, AlignmentTargetType, IdentifierType, ResultStatusType, ResultType, Term, Vocabulary,
};

/// The context of VC 2.0, first in every credential.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";

/// The context of Open Badges 3.0.3, second in every credential this crate issues.
pub const OPEN_BADGES_3_0_3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Skips a list that is empty: the standard wants empty arrays left out.
fn is_empty<T>(list: &[T]) -> bool {
    list.is_empty()
}
