//! From what was earned to a signed badge, its corrections, and endorsements of badges.
//!
//! ```
//! use openbadges::Framework;
//! use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
//! use openbadges::issue::{Issuer, Recipient};
//! use openbadges::key::{Secret, Seed, SigningKey};
//! use openbadges::model::{IdentifierType, Profile};
//!
//! // Assessments come from a learning platform; here all four are proficient.
//! let skill = Framework::twenty_first_century_skills().skill("resilience")?;
//! let assessed = |id: &str| {
//!     let at = "2026-04-17T15:30:00Z".parse().unwrap();
//!     Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator))
//! };
//! let assessments: Vec<_> = skill.sub_competencies().map(|sub| assessed(sub.id())).collect();
//! let record = Record::new(Learner::new("s-1"), assessments);
//! let earned = skill.evaluate(&record, "2026-05-01T00:00:00Z".parse().unwrap())?.into_earned().unwrap();
//!
//! // The seed comes from a vault or a file.
//! let seed = Seed::from_bytes([7; 32]);
//! let key = SigningKey::from_seed(&seed);
//! let profile = Profile::new(openbadges::did::of_key(&key.verifying_key())).with_name("Example College");
//! let issuer = Issuer::new(profile, key, Secret::from_seed(&seed))?;
//!
//! let recipient = Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu");
//! let signed = issuer.award(&earned, &recipient).sign()?;
//! assert_eq!(signed.credential().credential_subject.result.len(), 4);
//! // The same award gives the same bytes.
//! assert_eq!(issuer.award(&earned, &recipient).sign()?.to_json(), signed.to_json());
//! # Ok::<(), openbadges::Error>(())
//! ```

mod award;
mod cohort;
mod correct;
mod embed;
mod endorse;
mod map;
mod narrative;
mod pin;
mod preflight;
mod recipient;
mod signed;
#[cfg(test)]
mod tests;

pub use award::Award;
pub use cohort::Cohort;
pub use endorse::{Endorsed, Endorsement};
pub use recipient::Recipient;
pub use signed::{Format, Prepared, PreparedEndorsement, Signed, SignedEndorsement};

use std::fmt;
use std::sync::Arc;

use crate::assessment::Earned;
use crate::did;
use crate::document::{Document, Kind};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::Code;
use crate::framework::Skill;
use crate::key::{Algorithm, Secret, Signer, VerifyingKey};
use crate::language::Language;
use crate::model::{ObjectText, Profile};
use crate::proof::Suite;
use crate::text::{is_uri, quoted};

/// Whether badges name the persons who scored the assessments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum AssessorNames {
    /// No: badges say that a facilitator scored it, not which. The default; names of staff are personal data.
    #[default]
    Omitted,
    /// Yes, where the record has them.
    Shown,
}

/// Who issues: a profile, a key, and the secret that ids and salts are derived from.
#[derive(Clone)]
pub struct Issuer {
    profile: Profile,
    signer: Arc<dyn Signer>,
    public: VerifyingKey,
    secret: Secret,
    verification_method: String,
    achievements_at: Option<String>,
    assessor_names: AssessorNames,
    languages: Vec<Language>,
}

impl Issuer {
    /// An issuer. The profile needs a name: it is what an employer reads.
    ///
    /// The key is a [`SigningKey`](crate::key::SigningKey), or a [`Signer`] elsewhere. The verification method follows from
    /// the profile's id: for a `did:key` or `did:jwk` it is the one of its document, for others the id with the key as its
    /// fragment, `https://example.edu/issuer#z6Mk…`; for RSA keys, which have no short form, with the thumbprint.
    ///
    /// # Errors
    /// `input.not-a-uri` if the profile's id is none, `input.missing-member` if it has no name,
    /// `did.*` if it is a DID that leads nowhere, `issue.key-not-of-issuer` if its id is the `did:key` or `did:jwk` of another key, and `model.*` and `json-ld.*` for whatever a
    /// verifier would drop or reject, each with its JSON pointer in the profile.
    pub fn new(mut profile: Profile, key: impl Signer + 'static, secret: Secret) -> Result<Self> {
        let id = &profile.id;
        if !is_uri(id) || id.contains('#') {
            let message = format!("the issuer's id {} is not an absolute URI without a fragment", quoted(id));
            return Err(Error::input(Code::InputNotUri, "/id", message));
        }
        if id.starts_with("did:") {
            // A DID that no verifier reads, or that leads to no document, would never verify.
            let did = did::Did::parse(id)?;
            if did.method() == "web" {
                did::web::document_url(&did)?;
            }
        }
        if profile.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
            return Err(Error::input(Code::InputMissing, "", "the issuer's profile needs a `name`"));
        }
        let document = Document::parse(profile.to_json().as_bytes())?;
        Error::unless_empty(ErrorKind::Input, Profile::conform(&document))?;
        crate::proof::Engine::new().covers(&document)?;
        let public = key.verifying_key();
        if let Some(named) = did::key_of(id)
            && named? != public
        {
            let message = format!("the issuer's id is {}, but the key is {public}", quoted(id));
            return Err(Error::key(Code::IssueKeyNotOfIssuer, message));
        }
        let verification_method = if id.starts_with("did:key:") {
            format!("{id}#{public}")
        } else if id.starts_with("did:jwk:") {
            format!("{id}#0")
        } else {
            format!("{id}#{}", did::fragment_of_key(&public))
        };
        // A single type is written as a list of one: some verifiers read no other form.
        profile.extra.write_as_list("type");
        let assessor_names = AssessorNames::Omitted;
        let signer = Arc::new(key);
        let (achievements_at, languages) = (None, Vec::new());
        Ok(Issuer { profile, signer, public, secret, verification_method, achievements_at, assessor_names, languages })
    }

    /// An issuer whose profile is JSON, as the standard's class `Profile` has it. Where `id` is missing, the key's
    /// `did:key` is taken, for other kinds than Ed25519 its `did:jwk`; where `type` is missing, `Profile`. Of a profile as it is
    /// published, see [`IssuerDocuments`](did::IssuerDocuments), the context and the keys are left out.
    ///
    /// # Errors
    /// The codes of [`Document::parse`], and as [`new`](Issuer::new).
    pub fn from_json(profile: &[u8], key: impl Signer + 'static, secret: Secret) -> Result<Self> {
        const PUBLISHED: [&str; 4] = ["@context", "controller", "verificationMethod", "assertionMethod"];
        let given = Document::parse(profile)?;
        let root = given.root();
        let mut document = given.clone();
        if root.kind() == Kind::Object {
            let public = key.verifying_key();
            let is_ed25519 = public.algorithm() == Algorithm::EdDsa;
            let own = || if is_ed25519 { did::of_key(&public) } else { did::jwk::of_key(&public) };
            let mut members = ObjectText::with_capacity(profile.len());
            if root.get("id").is_none() {
                members.member("id", &format!("\"{}\"", own()));
            }
            if root.get("type").is_none() {
                members.member("type", "[\"Profile\"]");
            }
            for (name, value) in root.members().filter(|(name, _)| !PUBLISHED.contains(&&**name)) {
                members.member(&name, value.raw());
            }
            document = Document::parse(members.finish().as_bytes())?;
        }
        // Before its name is missed: everything that is wrong, with its place.
        Error::unless_empty(ErrorKind::Input, Profile::conform(&document))?;
        Issuer::new(Profile::read(&document)?, key, secret)
    }

    /// Names the key by another verification method of the issuer's own.
    ///
    /// # Errors
    /// `issue.key-not-of-issuer` if it is not the issuer's id with a fragment, or the issuer is a `did:key` or a `did:jwk`,
    /// whose only method is its own.
    pub fn with_verification_method(mut self, url: impl Into<String>) -> Result<Self> {
        let url = url.into();
        let fragment = url.strip_prefix(self.profile.id.as_str()).and_then(|rest| rest.strip_prefix('#'));
        let own = fragment.is_some_and(|fragment| !fragment.is_empty()) && is_uri(&url);
        let fixed = did::key_of(&self.profile.id).is_some() && url != self.verification_method;
        if !own || fixed {
            let message =
                format!("{} is no verification method of the issuer {}", quoted(&url), quoted(&self.profile.id));
            return Err(Error::key(Code::IssueKeyNotOfIssuer, message));
        }
        self.verification_method = url;
        Ok(self)
    }

    /// Puts the ids of achievements below a URL of the issuer's: `https://example.edu/achievements/` makes
    /// `https://example.edu/achievements/critical-thinking`. Without it they are derived from the framework's id.
    ///
    /// # Errors
    /// `input.not-a-url` if it is no http or https URL without query and fragment.
    pub fn with_achievements_at(mut self, base: impl Into<String>) -> Result<Self> {
        let mut base = base.into();
        if !crate::text::is_web_url(&base) || base.contains(['#', '?']) {
            let message = format!("{} is not an http or https URL without query and fragment", quoted(&base));
            return Err(Error::input(Code::InputNotUrl, "", message));
        }
        if !base.ends_with('/') {
            base.push('/');
        }
        self.achievements_at = Some(base);
        Ok(self)
    }

    /// Says whether badges name those who scored the assessments.
    #[must_use]
    pub fn with_assessor_names(mut self, names: AssessorNames) -> Self {
        self.assessor_names = names;
        self
    }

    /// Adds a language for what badges say beside the words of the framework: criteria, and how it was assessed.
    ///
    /// Each framework gets the language that fits its own (`inLanguage`) best: of those added here the one with the same tag,
    /// then one with a less precise tag (`pt` for `pt-BR`), then one of the same language; then English or Spanish, which are
    /// there already; where nothing fits, English. For a framework that does not say its language it is the first one added.
    ///
    /// ```
    /// # use openbadges::issue::Issuer;
    /// # use openbadges::key::{Secret, Seed, SigningKey};
    /// use openbadges::language::Language;
    ///
    /// # let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// # let texts = Language::english().to_json().replace(r#""en""#, r#""fr""#);
    /// let french = Language::from_json(texts.as_bytes())?;
    /// let issuer = Issuer::from_json(br#"{"name": "Example College"}"#, key, Secret::from_bytes([9; 32]))?;
    /// let issuer = issuer.with_language(french);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    #[must_use]
    pub fn with_language(mut self, language: Language) -> Self {
        self.languages.push(language);
        self
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The URL that stands for the key in proofs.
    pub fn verification_method(&self) -> &str {
        &self.verification_method
    }

    /// The public half of the key.
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.public
    }

    /// The format of badges for which none was chosen.
    fn format(&self) -> Format {
        Suite::of_key(self.public.algorithm()).map_or(Format::Jwt, Format::Embedded)
    }

    /// The id that a learner's badge of a skill gets, unless the award says another: derived from the issuer's secret, the
    /// learner, the achievement and the edition.
    pub fn credential_id(&self, skill: &Skill, learner: &str, edition: &str) -> String {
        self.derived_id(&map::achievement_id(self, skill), learner, edition)
    }

    /// An id for a learner who has neither DID nor URL, as JWTs need one ([`Recipient::with_id`]): derived from the issuer's
    /// secret and the institution's own id of the learner, the same in all of their badges. Nobody else can make or guess it.
    ///
    /// ```
    /// # use openbadges::issue::Issuer;
    /// # use openbadges::key::{Secret, Seed, SigningKey};
    /// # use openbadges::model::Profile;
    /// # let seed = Seed::from_bytes([7; 32]);
    /// # let profile = Profile::new("https://college.example").with_name("Example College");
    /// let issuer = Issuer::new(profile, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;
    /// assert_eq!(issuer.learner_id("s-1001"), "urn:uuid:d53a59e3-e26b-87ff-adfc-010ec5d109a5");
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    pub fn learner_id(&self, learner: &str) -> String {
        award::urn(self.secret.derive("learner id", &[learner]))
    }

    fn derived_id(&self, achievement: &str, learner: &str, edition: &str) -> String {
        award::urn(self.secret.derive("credential id", &[learner, achievement, edition]))
    }

    /// Begins an award of what was earned; [`Award::sign`] makes the badge.
    ///
    /// Of a framework in another language than its own ([`Framework::translated`](crate::Framework::translated)) it is another
    /// edition of the same achievement: its id, and those of its parts, have the language behind an `@`, as in
    /// `…#critical-thinking@es`, and its `related` names the edition in the framework's own language. Who earned both has two
    /// badges.
    pub fn award<'a>(&'a self, earned: &'a Earned, recipient: &'a Recipient) -> Award<'a> {
        Award::new(self, earned, recipient)
    }
}

/// The key shows as its public half.
impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Issuer { profile, public, verification_method, .. } = self;
        f.debug_struct("Issuer")
            .field("profile", profile)
            .field("key", public)
            .field("verification_method", verification_method)
            .finish_non_exhaustive()
    }
}
