//! One award: what was earned, by whom, from when, and the road to its signature.

use chrono::{DateTime, Utc};

use super::cohort::Cohort;
use super::correct::Correction;
use super::embed::{self, Embedded, Endorsing};
use super::pin::{self, Pin};
use super::signed::{Format, Prepared, Signed};
use super::{Issuer, Recipient, map};
use crate::assessment::{Counted, Earned, Standing};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::framework::Status;
use crate::model::{AchievementCredential, CredentialStatus, DateTimeZ, Image, Profile};
use crate::proof::{ProofOptions, Suite};
use crate::text::{hex, is_uri, quoted};
use crate::verify::VerifiedEndorsement;

/// A badge in the making: [`Issuer::award`] begins it, [`sign`](Award::sign) ends it.
///
/// Times are whole seconds; fractions are dropped.
#[derive(Debug, Clone)]
#[must_use]
pub struct Award<'a> {
    pub(super) issuer: &'a Issuer,
    pub(super) earned: &'a Earned,
    pub(super) recipient: &'a Recipient,
    pub(super) awarded_date: DateTime<Utc>,
    pub(super) valid_from: DateTime<Utc>,
    pub(super) valid_until: Option<DateTime<Utc>>,
    pub(super) source: Option<Profile>,
    pub(super) status: Option<CredentialStatus>,
    pub(super) image: Option<Image>,
    id: Option<String>,
    salt: Option<String>,
    edition: String,
    format: Option<Format>,
    pub(super) correction: Option<Box<Correction>>,
    pub(super) pins: Vec<Pin>,
    pub(super) endorsements: Vec<Embedded>,
    pub(super) cohort: Option<&'a Cohort<'a>>,
}

impl<'a> Award<'a> {
    pub(super) fn new(issuer: &'a Issuer, earned: &'a Earned, recipient: &'a Recipient) -> Self {
        Award {
            issuer,
            earned,
            recipient,
            awarded_date: earned.as_of(),
            valid_from: earned.as_of(),
            valid_until: None,
            source: None,
            status: None,
            image: None,
            id: None,
            salt: None,
            edition: String::new(),
            format: None,
            correction: None,
            pins: Vec::new(),
            endorsements: Vec::new(),
            cohort: None,
        }
    }

    /// When it was awarded, `awardedDate`; by default the moment for which the record was evaluated. A reissue keeps it.
    pub fn with_awarded_date(mut self, at: DateTime<Utc>) -> Self {
        self.awarded_date = at;
        self
    }

    /// From when the badge is valid, `validFrom`; by default the moment for which the record was evaluated. A reissue
    /// needs a newer one. The proof bears the same time.
    pub fn with_valid_from(mut self, at: DateTime<Utc>) -> Self {
        self.valid_from = at;
        self
    }

    /// Until when the badge is valid, `validUntil`; without it, for good.
    pub fn with_valid_until(mut self, at: DateTime<Utc>) -> Self {
        self.valid_until = Some(at);
        self
    }

    /// The organization that assessed for the issuer, `credentialSubject.source`.
    pub fn with_source(mut self, source: Profile) -> Self {
        self.source = Some(source);
        self
    }

    /// Where to learn whether the badge was revoked.
    pub fn with_status(mut self, status: CredentialStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// The picture of the achievement.
    pub fn with_image(mut self, image: Image) -> Self {
        self.image = Some(image);
        self
    }

    /// The credential's id, instead of one derived from the issuer's secret.
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The salt of all hashed identifiers, instead of ones derived from the issuer's secret. Never use one twice.
    pub fn with_salt(mut self, salt: impl Into<String>) -> Self {
        self.salt = Some(salt.into());
        self
    }

    /// Sets apart awards of one achievement to one learner: each edition has an id of its own. Awards of the same
    /// edition (by default the unnamed one) have the same id, so that a newer one replaces an older.
    pub fn with_edition(mut self, edition: impl Into<String>) -> Self {
        self.edition = edition.into();
        self
    }

    /// Puts an endorsement into the badge, at what it is about: the badge itself, the achievement, its creator or the issuer.
    /// Only one that is verified: by [`Verifier::verify_endorsement`](crate::verify::Verifier::verify_endorsement).
    ///
    /// What would break the badge is refused when it is signed: `endorse.*`.
    pub fn with_endorsement(self, endorsement: &VerifiedEndorsement) -> Self {
        let form = match endorsement.token() {
            Some(token) => Endorsing::Token(token.to_owned()),
            None => Endorsing::Embedded(endorsement.document().clone()),
        };
        self.embed(form, endorsement.credential(), None)
    }

    /// How the badge is secured. By default with a proof inside, of the suite that the key signs with; for RSA keys, which no
    /// suite takes, as a JWT.
    pub fn with_format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// The credential as it would be signed.
    ///
    /// # Errors
    /// As [`sign`](Award::sign), but for the rules of JSON-LD.
    pub fn credential(&self) -> Result<AchievementCredential> {
        let (credential, _) = self.checked()?;
        Ok(credential)
    }

    /// Checks and signs the badge.
    ///
    /// # Errors
    /// `issue.*` and `endorse.*` for what was asked, `model.*` and `json-ld.*` for what a verifier would drop or reject (in texts and
    /// extra members of the issuer's profile, say), each with its JSON pointer in the badge; `jwt.*` for what cannot be said
    /// in a JWT; `proof.wrong-key` if the key is not of the suite's kind; `key.signer-failed` and `key.signer-wrong`.
    /// Nothing is signed then.
    pub fn sign(&self) -> Result<Signed> {
        if let Some(cohort) = self.cohort
            && let Some(signed) = cohort.sign(self)?
        {
            return Ok(signed);
        }
        let (_, document) = self.checked()?;
        self.issuer.secured(document, self.format(), self.valid_from, AchievementCredential::read)
    }

    /// All of [`sign`](Award::sign) but the signature, for signers that take their time.
    ///
    /// ```
    /// # use openbadges::Framework;
    /// # use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
    /// # use openbadges::key::{Seed, Signer, SigningKey, VerifyingKey};
    /// # use openbadges::model::{IdentifierType, Profile};
    /// # let skill = Framework::twenty_first_century_skills().skill("resilience")?;
    /// # let assessed = |id: &str| {
    /// #     let at = "2026-04-17T15:30:00Z".parse().unwrap();
    /// #     Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator))
    /// # };
    /// # let assessments: Vec<_> = skill.sub_competencies().map(|sub| assessed(sub.id())).collect();
    /// # let record = Record::new(Learner::new("s-1"), assessments);
    /// # let earned = skill.evaluate(&record, "2026-05-01T00:00:00Z".parse().unwrap())?.into_earned().unwrap();
    /// # let service = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// # let public = service.verifying_key();
    /// use openbadges::issue::{Issuer, Recipient};
    /// use openbadges::key::{PublicOnly, Secret};
    ///
    /// // Here is only the public half of the key; the service has the other.
    /// let profile = Profile::new("https://college.example").with_name("Example College");
    /// let issuer = Issuer::new(profile, PublicOnly::new(public), Secret::from_bytes([9; 32]))?;
    /// let recipient = Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu");
    ///
    /// let prepared = issuer.award(&earned, &recipient).prepare()?;
    /// let signature = service.sign(prepared.bytes()).unwrap();
    /// let signed = prepared.attach(&signature)?;
    /// assert!(signed.to_text().contains("proofValue"));
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`sign`](Award::sign).
    pub fn prepare(&self) -> Result<Prepared> {
        let (_, document) = self.checked()?;
        self.issuer.prepared(document, self.format(), self.valid_from, AchievementCredential::read)
    }

    pub(super) fn format(&self) -> Format {
        self.format.unwrap_or_else(|| self.issuer.format())
    }

    pub(super) fn proof_options(&self, suite: Suite) -> ProofOptions {
        self.issuer.proof_options(suite, self.valid_from)
    }

    pub(super) fn checked(&self) -> Result<(AchievementCredential, Document)> {
        let mut findings = self.check();
        let common = map::common(self.issuer, self.earned.skill(), self.image.clone());
        let mut credential = map::credential(self, common);
        if let Some(correction) = &self.correction {
            correction.keep_awarded_date(self.awarded_date, &mut credential);
            findings.extend(correction.check(&credential, self.recipient));
        }
        findings.extend(pin::add(&self.pins, &mut credential)?);
        Error::unless_empty(ErrorKind::Input, findings)?;
        let document = Document::parse(credential.to_json().as_bytes())?;
        // Warnings count too: they are for what a signature does not protect, and for what some verifiers do not take.
        Error::unless_empty(ErrorKind::Input, AchievementCredential::conform(&document))?;
        if self.endorsements.is_empty() {
            return Ok((credential, document));
        }
        let findings = embed::add(&self.endorsements, self.format(), &mut credential)?;
        Error::unless_empty(ErrorKind::Input, findings)?;
        let endorsed = Document::parse(credential.to_json().as_bytes())?;
        embed::check(&endorsed, &document, self.format())?;
        // With the typed view of the endorsements, which were added as text.
        Ok((AchievementCredential::read(&endorsed)?, endorsed))
    }

    /// Whether the badge holds nothing but what was earned.
    pub(super) fn is_plain(&self) -> bool {
        self.correction.is_none() && self.pins.is_empty() && self.endorsements.is_empty()
    }

    /// What is wrong before anything is made of it.
    pub(super) fn check(&self) -> Vec<Finding> {
        let mut findings = self.recipient.check(self.earned.learner());
        findings.extend(self.check_status());
        findings.extend(self.check_ids_and_times());
        findings
    }

    fn check_status(&self) -> Option<Finding> {
        if self.correction.is_some() {
            return None;
        }
        let skill = self.earned.skill();
        let deprecated = match (skill.status(), skill.framework().status()) {
            (Status::Deprecated, _) => format!("the skill `{}`", skill.id()),
            (_, Status::Deprecated) => format!("the framework {}", quoted(skill.framework().name())),
            _ => return None,
        };
        let message = format!("{deprecated} is deprecated: no new badges are awarded for it");
        Some(Finding::error(Code::IssueDeprecated, "/credentialSubject/achievement", message))
    }

    fn check_ids_and_times(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(id) = self.id.as_deref().filter(|id| !is_uri(id)) {
            let message = format!("the credential's id {} is not an absolute URI", quoted(id));
            findings.push(Finding::error(Code::InputNotUri, "/id", message).with_value(id));
        }
        if self.salt.as_deref().is_some_and(|salt| salt.trim().is_empty()) {
            let message = "the salt is empty, so that anybody could guess identifiers";
            findings.push(Finding::error(Code::InputEmpty, "/credentialSubject/identifier", message));
        }
        let assessed = self.earned.proven().filter_map(Standing::counted).map(Counted::assessment);
        // A correction keeps its date, and may rest on what was assessed since.
        let (place, what, bound) = match self.correction {
            Some(_) => ("/validFrom", "begin of the correction", self.valid_from),
            None => ("/awardedDate", "award date", self.awarded_date),
        };
        let late = assessed.map(|a| a.assessed_at()).filter(|at| at.timestamp() > bound.timestamp()).max();
        if let Some(late) = late {
            let bound = DateTimeZ::whole_seconds(bound);
            let message = format!("the {what} {bound} lies before an assessment of {}", late.to_rfc3339());
            let finding = Finding::error(Code::IssueAwardedBeforeAssessed, place, message);
            findings.push(finding.with_value(bound.as_str()));
        }
        let from = DateTimeZ::whole_seconds(self.valid_from);
        if let Some(until) = self.valid_until.map(DateTimeZ::whole_seconds).filter(|until| until.at() <= from.at()) {
            let message = format!("the badge would end at {until}, not after it begins at {from}");
            let finding = Finding::error(Code::IssueValidUntilNotAfterFrom, "/validUntil", message);
            findings.push(finding.with_value(until.as_str()));
        }
        findings
    }

    /// The credential's id.
    pub(crate) fn id(&self) -> String {
        self.credential_id(&map::achievement_id(self.issuer, self.earned.skill()))
    }

    /// When it ends to be valid.
    pub(crate) fn ends(&self) -> Option<DateTime<Utc>> {
        self.valid_until
    }

    pub(super) fn credential_id(&self, achievement: &str) -> String {
        let derived = || self.issuer.derived_id(achievement, self.earned.learner().id(), &self.edition);
        self.id.clone().unwrap_or_else(derived)
    }

    /// 128 bits in hexadecimal digits, another for each credential and identifier.
    pub(super) fn salt(&self, credential: &str, kind: &str, value: &str) -> String {
        if let Some(salt) = &self.salt {
            return salt.clone();
        }
        let bytes = self.issuer.secret.derive("salt", &[credential, kind, value]);
        hex(bytes.get(..16).unwrap_or_default())
    }
}

/// `urn:uuid:` and a UUID of version 8 (RFC 9562) of the first bytes.
pub(super) fn urn(derived: [u8; 32]) -> String {
    let mut bytes = [0u8; 16];
    bytes.iter_mut().zip(derived).for_each(|(to, from)| *to = from);
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = *version & 0x0f | 0x80;
    *variant = *variant & 0x3f | 0x80;
    let mut id = String::from("urn:uuid:");
    for (i, digit) in hex(&bytes).chars().enumerate() {
        if matches!(i, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        id.push(digit);
    }
    id
}
