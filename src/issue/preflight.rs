//! What other verifiers would make of an issuer's badges.

use super::{Award, Format, Issuer};
use crate::document::Document;
use crate::error::Result;
use crate::model::{
    Achievement, AchievementCredential, AchievementSubject, Criteria, DateTimeZ, IdentifierType, IdentityObject,
};
use crate::preflight::{Facts, Preflight, Securing};
use crate::proof::{Engine, ProofOptions, Suite};

impl Issuer {
    /// Which other verifiers would refuse the issuer's badges, and why: by their format (without one, that of
    /// [`Award::with_format`]'s default), algorithm, key form, identifier, contexts, and the profile. Offline, and before
    /// anything is signed.
    ///
    /// Judged is a badge that has nothing to object to but what comes from the issuer; what a given badge says,
    /// [`Award::preflight`] judges too.
    ///
    /// ```
    /// use openbadges::issue::{Format, Issuer};
    /// use openbadges::key::{Secret, Seed, SigningKey};
    /// use openbadges::preflight::OtherVerifier;
    ///
    /// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// let issuer = Issuer::from_json(br#"{"name": "Example College"}"#, key, Secret::from_bytes([9; 32]))?;
    /// assert_eq!(issuer.preflight(None)?.refused_by().count(), 0);
    ///
    /// let preflight = issuer.preflight(Some(Format::Jwt))?;
    /// assert_eq!(preflight.accepted_by().collect::<Vec<_>>(), [OtherVerifier::OpenBadgesLib]);
    /// let why = preflight.findings(OtherVerifier::OneEdTechValidator).next().unwrap();
    /// assert_eq!(why.message(), "it takes JWTs signed by RS256 or ES256, not by `EdDSA`");
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// `proof.wrong-key` and `proof.unknown-suite` for formats in which the issuer cannot sign; `json.*` for a profile so
    /// long that no badge with it is within the limits.
    pub fn preflight(&self, format: Option<Format>) -> Result<Preflight> {
        let achievement = Achievement::new("urn:example:achievement", "-", "-", Criteria::narrative("-"));
        let mut subject = AchievementSubject::new(achievement).with_id("urn:example:recipient");
        subject.identifier.push(IdentityObject::hashed(IdentifierType::EmailAddress, "-", "-"));
        let from: DateTimeZ = "2026-05-01T00:00:00Z".parse()?;
        let badge = AchievementCredential::new("urn:example:badge", self.profile.clone(), from, subject);
        let document = Document::parse(badge.to_json().as_bytes())?;
        let options = |suite| ProofOptions::new(self.verification_method()).with_suite(suite);
        self.judged(&document, format.unwrap_or_else(|| self.format()), options)
    }

    /// Judges a badge as it would be signed, if it would.
    fn judged(
        &self,
        document: &Document,
        format: Format,
        options: impl Fn(Suite) -> ProofOptions,
    ) -> Result<Preflight> {
        let securing = match format {
            Format::Embedded(suite) => {
                Engine::new().prepare(document, &self.public, &options(suite))?;
                Securing::Embedded(suite)
            }
            Format::Jwt => {
                self.prepare_jwt(document)?;
                Securing::Jwt(self.public.algorithm())
            }
        };
        let facts = Facts::new(document, securing, self.verification_method()).with_key(&self.public);
        Ok(Preflight::of(&facts))
    }
}

impl Award<'_> {
    /// Which other verifiers would refuse the badge that [`sign`](Award::sign) makes, and why; nothing is signed.
    ///
    /// ```
    /// # use openbadges::Framework;
    /// # use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
    /// # use openbadges::issue::{Issuer, Recipient};
    /// # use openbadges::key::{Secret, Seed, SigningKey};
    /// # use openbadges::model::IdentifierType;
    /// # let skill = Framework::twenty_first_century_skills().skill("resilience")?;
    /// # let assessed = |id: &str| {
    /// #     let at = "2026-04-17T15:30:00Z".parse().unwrap();
    /// #     Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator))
    /// # };
    /// # let assessments: Vec<_> = skill.sub_competencies().map(|sub| assessed(sub.id())).collect();
    /// # let record = Record::new(Learner::new("s-1"), assessments);
    /// # let earned = skill.evaluate(&record, "2026-05-01T00:00:00Z".parse().unwrap())?.into_earned().unwrap();
    /// # let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
    /// # let issuer = Issuer::from_json(br#"{"name": "Example College"}"#, key, Secret::from_bytes([9; 32]))?;
    /// let recipient = Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu");
    /// let preflight = issuer.award(&earned, &recipient).preflight()?;
    /// let lines = preflight.to_string();
    /// assert_eq!(lines.lines().next(), Some("1EdTech public validator 1.11: accepts"));
    /// assert!(lines.contains("openbadgeslib 4.6: accepts, but at /credentialSubject: it knows recipients by"));
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`sign`](Award::sign), but for the signer's: what this crate refuses itself is not judged further.
    pub fn preflight(&self) -> Result<Preflight> {
        let (_, document) = self.checked()?;
        self.issuer.judged(&document, self.format(), |suite| self.proof_options(suite))
    }
}
