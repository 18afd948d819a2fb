//! Open Badges 3.0, class by class: what goes over the wire.
//!
//! Classes and members bear the standard's names (<https://www.imsglobal.org/spec/ob/v3p0/>, appendix "Data models").
//! Each class has the same handful of functions: `new` takes what the standard requires, `with_…` and the public fields set
//! the rest; `read` is the typed view of a document, `to_json` writes it back with nothing lost (unknown members, their order,
//! nulls, number texts); `conform` says in what a document breaks the rules of the class, and `to_document` is a finished
//! object that breaks none.
//!
//! A value of these types is not yet a conformant credential: [`conform`] says what a document lacks, and nothing is
//! signed or called verified without it; [`lint`] says what an issuer should think over beside the rules. What was signed is
//! never written anew from these types; the bytes stay in their [`Document`](crate::Document).
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
//!
//! Made from parts, and checked when it is finished:
//!
//! ```
//! use openbadges::finding::Code;
//! use openbadges::model::{Achievement, AchievementCredential, AchievementSubject, Criteria, DateTimeZ, Profile};
//!
//! let achievement = Achievement::new(
//!     "https://example.edu/achievements/1", "Teamwork", "Works well with others.", Criteria::narrative("Voted for by peers."),
//! ).with_tag(["teamwork"]);
//! let issuer = Profile::new("https://example.edu").with_name("Example College");
//! let from: DateTimeZ = "2026-05-01T00:00:00Z".parse()?;
//! let mut credential = AchievementCredential::new(
//!     "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e", issuer, from, AchievementSubject::new(achievement),
//! );
//! let error = credential.to_document().unwrap_err();
//! assert_eq!(error.code(), Code::ModelNoRecipient);
//! credential.credential_subject.id = Some("did:example:learner".into());
//! let document = credential.to_document()?;
//! assert_eq!(document.root().get("issuer").unwrap().get("name").unwrap().as_str().unwrap(), "Example College");
//! # Ok::<(), openbadges::Error>(())
//! ```

mod achievement;
mod compare;
mod conform;
mod credential;
mod identity;
mod image;
mod key;
mod lint;
mod profile;
mod proof;
mod subject;
mod value;
mod vocabulary;
mod wire;

pub use achievement::{Achievement, Alignment, Criteria, Related, ResultDescription, RubricCriterionLevel};
pub use compare::Comparison;
pub(crate) use conform::Good;
pub use conform::conform;
pub use credential::{AchievementCredential, EndorsementCredential, GetOpenBadgeCredentialsResponse};
pub use identity::{IdentityMatch, IdentityObject, Normalization};
pub use image::Image;
pub use key::{Jwk, Jwks, Multikey};
pub use lint::lint;
pub use profile::{Address, GeoCoordinates, IdentifierEntry, Profile, ProfileRef};
pub use proof::{CredentialSchema, CredentialStatus, Proof, RefreshService, TermsOfUse};
pub use subject::{AchievementSubject, EndorsementSubject, Evidence, Result};
pub use value::{Context, DateTimeZ, Number, StatusListIndex};
pub use vocabulary::{
    AchievementType, AlignmentTargetType, IdentifierType, ResultStatusType, ResultType, Term, Vocabulary,
};
pub use wire::Extra;
pub(crate) use wire::{Kept, ObjectText, Value, Writer, push_string};

/// The context of VC 2.0, first in every credential.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";

/// The context of VC 1.1, first in old credentials.
pub const CREDENTIALS_V1: &str = "https://www.w3.org/2018/credentials/v1";

/// The context of Open Badges 3.0.3, second in every credential this crate issues.
pub const OPEN_BADGES_3_0_3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// The context that defines the types `1EdTechJsonSchemaValidator2019`, `1EdTechRevocationList` and
/// `1EdTechCredentialRefresh`; a credential that uses one of them needs it.
pub const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// A version of the W3C Verifiable Credentials Data Model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Version {
    /// 1.1, of 2022: `issuanceDate`, `expirationDate`. Only for reading.
    V1_1,
    /// 2.0, of 2025: `validFrom`, `validUntil`.
    #[default]
    V2_0,
}
