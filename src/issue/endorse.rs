//! Vouching for a badge, an achievement or an organization, in a credential of its own.

use chrono::{DateTime, Utc};

use super::Issuer;
use super::award::urn;
use super::signed::{Format, PreparedEndorsement, SignedEndorsement};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::model::{
    Achievement, AchievementCredential, CredentialStatus, DateTimeZ, EndorsementCredential, EndorsementSubject,
    Profile, ProfileRef,
};
use crate::text::{is_uri, quoted};

/// What is endorsed: somebody's badge, an achievement, or the profile of a person or organization, by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endorsed {
    id: String,
}

impl Endorsed {
    /// A badge: that this person has earned it.
    pub fn credential(credential: &AchievementCredential) -> Self {
        Endorsed::id(&credential.id)
    }

    /// An achievement, whoever earns it.
    pub fn achievement(achievement: &Achievement) -> Self {
        Endorsed::id(&achievement.id)
    }

    /// An issuer, the creator of an achievement, or another person or organization.
    pub fn profile(profile: &Profile) -> Self {
        Endorsed::id(&profile.id)
    }

    /// One of these by the URI that stands for it.
    pub fn id(uri: impl Into<String>) -> Self {
        Endorsed { id: uri.into() }
    }

    /// The URI that stands for it.
    pub fn as_str(&self) -> &str {
        &self.id
    }
}

/// An endorsement in the making: [`Issuer::endorse`] begins it, [`sign`](Endorsement::sign) ends it.
///
/// Times are whole seconds; fractions are dropped.
#[derive(Debug, Clone)]
#[must_use]
pub struct Endorsement<'a> {
    issuer: &'a Issuer,
    endorsed: Endorsed,
    name: String,
    valid_from: DateTime<Utc>,
    valid_until: Option<DateTime<Utc>>,
    awarded_date: Option<DateTime<Utc>>,
    comment: Option<String>,
    description: Option<String>,
    status: Option<CredentialStatus>,
    id: Option<String>,
    edition: String,
    format: Option<Format>,
    by_reference: bool,
}

impl Issuer {
    /// Begins an endorsement of a badge, an achievement or a profile
    /// ([`EndorsementCredential`](https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential));
    /// [`Endorsement::sign`] makes it. Whoever endorses is an issuer here, whether or not it has badges of its own.
    ///
    /// `name` is what wallets show, `valid_from` from when the endorsement is valid.
    ///
    /// ```
    /// use openbadges::Document;
    /// use openbadges::issue::{Endorsed, Issuer};
    /// use openbadges::key::{Secret, Seed, SigningKey};
    /// use openbadges::model::AchievementCredential;
    ///
    /// let badge = include_bytes!("../../fixtures/golden/critical-thinking.json");
    /// let badge = AchievementCredential::read(&Document::parse(badge)?)?;
    ///
    /// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// let employer = Issuer::from_json(br#"{"name": "Example Works"}"#, key, Secret::from_bytes([9; 32]))?;
    /// let at = "2026-06-01T00:00:00Z".parse().unwrap();
    /// let signed = employer
    ///     .endorse(Endorsed::achievement(&badge.credential_subject.achievement), "What we look for", at)
    ///     .with_comment("Who has this badge solves problems here from the first day.")
    ///     .sign()?;
    /// let subject = &signed.credential().credential_subject;
    /// assert_eq!(subject.id, badge.credential_subject.achievement.id);
    /// assert_eq!((signed.media_type(), signed.file_extension()), ("application/vc", "json"));
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    pub fn endorse(&self, endorsed: Endorsed, name: impl Into<String>, valid_from: DateTime<Utc>) -> Endorsement<'_> {
        Endorsement {
            issuer: self,
            endorsed,
            name: name.into(),
            valid_from,
            valid_until: None,
            awarded_date: None,
            comment: None,
            description: None,
            status: None,
            id: None,
            edition: String::new(),
            format: None,
            by_reference: false,
        }
    }
}

impl Endorsement<'_> {
    /// What the endorser says, `endorsementComment`, in Markdown.
    pub fn with_comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// What the endorsement is, in short, `description`, for wallets.
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Until when the endorsement is valid, `validUntil`; without it, for good.
    pub fn with_valid_until(mut self, at: DateTime<Utc>) -> Self {
        self.valid_until = Some(at);
        self
    }

    /// When it was first issued, `awardedDate`: for a newer one of the same id, which has a newer `validFrom`.
    pub fn with_awarded_date(mut self, at: DateTime<Utc>) -> Self {
        self.awarded_date = Some(at);
        self
    }

    /// Where to learn whether the endorsement was revoked.
    pub fn with_status(mut self, status: CredentialStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// The credential's id, instead of one derived from the endorser's secret.
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets apart endorsements of one thing: each edition has an id of its own. Those of the same edition (by default the
    /// unnamed one) have the same id, so that a newer one replaces an older.
    pub fn with_edition(mut self, edition: impl Into<String>) -> Self {
        self.edition = edition.into();
        self
    }

    /// How the endorsement is secured. By default as [`Award::with_format`](super::Award::with_format) says of badges.
    ///
    /// A proof inside is for badges of either kind, a JWT can stand only in badges that are JWTs themselves.
    pub fn with_format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Names the endorser by its id alone, without name and whatever else its profile says.
    ///
    /// That is how one who is already described in a badge (its issuer, say) can endorse something in it: with a second
    /// description, of which the badge's own signature could not tell the two apart, it is not embedded.
    pub fn with_endorser_by_id(mut self) -> Self {
        self.by_reference = true;
        self
    }

    /// The credential as it would be signed.
    ///
    /// # Errors
    /// As [`sign`](Endorsement::sign), but for the rules of JSON-LD.
    pub fn credential(&self) -> Result<EndorsementCredential> {
        self.checked().map(|(credential, _)| credential)
    }

    /// Checks and signs the endorsement.
    ///
    /// # Errors
    /// `input.not-a-uri` if what is endorsed, or the endorsement, has no absolute URI for an id; `input.empty-text` for a
    /// name or comment that says nothing; `issue.valid-until-not-after-from`; `model.*` and `json-ld.*` for what a verifier
    /// would drop or reject; `jwt.*`, `proof.*` and `key.*` as [`Award::sign`](super::Award::sign). Nothing is signed then.
    pub fn sign(&self) -> Result<SignedEndorsement> {
        let (_, document) = self.checked()?;
        self.issuer.secured(document, self.format(), self.valid_from, EndorsementCredential::read)
    }

    /// All of [`sign`](Endorsement::sign) but the signature, for signers that take their time.
    ///
    /// ```
    /// use openbadges::issue::{Endorsed, Issuer};
    /// use openbadges::key::{PublicOnly, Secret, Seed, Signer, SigningKey};
    ///
    /// // Here is only the public half of the key; the service has the other.
    /// let service = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// let public = PublicOnly::new(service.verifying_key());
    /// let employer = Issuer::from_json(br#"{"name": "Example Works"}"#, public, Secret::from_bytes([9; 32]))?;
    /// let at = "2026-06-01T00:00:00Z".parse().unwrap();
    /// let prepared = employer.endorse(Endorsed::id("https://college.example"), "A good school", at).prepare()?;
    /// let signature = service.sign(prepared.bytes()).unwrap();
    /// assert!(prepared.attach(&signature)?.to_text().contains("proofValue"));
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`sign`](Endorsement::sign).
    pub fn prepare(&self) -> Result<PreparedEndorsement> {
        let (_, document) = self.checked()?;
        self.issuer.prepared(document, self.format(), self.valid_from, EndorsementCredential::read)
    }

    fn format(&self) -> Format {
        self.format.unwrap_or_else(|| self.issuer.format())
    }

    fn checked(&self) -> Result<(EndorsementCredential, Document)> {
        Error::unless_empty(ErrorKind::Input, self.check())?;
        let credential = self.to_credential();
        let document = Document::parse(credential.to_json().as_bytes())?;
        // As of badges: warnings count too.
        Error::unless_empty(ErrorKind::Input, EndorsementCredential::conform(&document))?;
        Ok((credential, document))
    }

    fn to_credential(&self) -> EndorsementCredential {
        let own = self.issuer.profile();
        let issuer: ProfileRef = if self.by_reference {
            let mut reference = Profile::new(own.id.clone());
            reference.types = own.types.clone();
            reference.into()
        } else {
            own.clone().into()
        };
        let mut subject = EndorsementSubject::new(self.endorsed.as_str());
        subject.endorsement_comment = self.comment.clone();
        let from = DateTimeZ::whole_seconds(self.valid_from);
        let mut credential = EndorsementCredential::new(self.to_id(), self.name.as_str(), issuer, from, subject);
        credential.description = self.description.clone();
        credential.valid_until = self.valid_until.map(DateTimeZ::whole_seconds);
        credential.awarded_date = self.awarded_date.map(DateTimeZ::whole_seconds);
        credential.credential_status = self.status.clone().into_iter().collect();
        credential
    }

    fn to_id(&self) -> String {
        let parts = [self.issuer.profile().id.as_str(), self.endorsed.as_str(), self.edition.as_str()];
        self.id.clone().unwrap_or_else(|| urn(self.issuer.secret.derive("endorsement id", &parts)))
    }

    fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let target = self.endorsed.as_str();
        let ids = [
            ("what is endorsed", "/credentialSubject/id", Some(target)),
            ("the endorsement", "/id", self.id.as_deref()),
        ];
        for (what, place, id) in ids {
            if let Some(id) = id.filter(|id| !is_uri(id)) {
                let message = format!("the id of {what} is {}, no absolute URI", quoted(id));
                findings.push(Finding::error(Code::InputNotUri, place, message).with_value(id));
            }
        }
        for (what, place, text) in [
            ("name", "/name", Some(self.name.as_str())),
            ("comment", "/credentialSubject/endorsementComment", self.comment.as_deref()),
        ] {
            if text.is_some_and(|text| text.trim().is_empty()) {
                findings.push(Finding::error(Code::InputEmpty, place, format!("the endorsement's {what} is empty")));
            }
        }
        let from = DateTimeZ::whole_seconds(self.valid_from);
        if let Some(until) = self.valid_until.map(DateTimeZ::whole_seconds).filter(|until| until.at() <= from.at()) {
            let message = format!("the endorsement would end at {until}, not after it begins at {from}");
            let finding = Finding::error(Code::IssueValidUntilNotAfterFrom, "/validUntil", message);
            findings.push(finding.with_value(until.as_str()));
        }
        findings
    }
}
