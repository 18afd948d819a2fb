//! A badge that replaces another: the same award, said rightly.

use chrono::{DateTime, Utc};

use super::{Award, Recipient};
use crate::finding::{Code, Finding};
use crate::model::{
    AchievementCredential, AchievementSubject, Comparison, DateTimeZ, IdentifierType, IdentityMatch, Term,
};
use crate::text::quoted;

impl Award<'_> {
    /// Makes the badge a correction of this one, which it replaces wherever both are known (Open Badges 3.0, "Credential
    /// Equality and Comparison"): it keeps id and `awardedDate` (of a badge without one, its `validFrom`), and must be of the
    /// same issuer, achievement and recipient. It needs a later `validFrom`, see [`with_valid_from`](Award::with_valid_from).
    ///
    /// Verify the original before: what it says of itself decides here. A corrected badge may rest on later assessments, and
    /// on a skill that is deprecated by now.
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
    /// use openbadges::model::Comparison;
    ///
    /// let recipient = Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu");
    /// let first = issuer.award(&earned, &recipient).with_edition("spring").sign()?;
    ///
    /// let later = "2026-06-01T00:00:00Z".parse().unwrap();
    /// let second = issuer.award(&earned, &recipient).with_correction_of(first.credential()).with_valid_from(later).sign()?;
    /// assert_eq!(second.credential().compare(first.credential()), Comparison::Newer);
    /// assert_eq!(second.credential().awarded_date, first.credential().awarded_date);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`sign`](Award::sign) gives `issue.other-lineage` for what is not the same, and `issue.not-newer`.
    pub fn with_correction_of(mut self, original: &AchievementCredential) -> Self {
        let correction = Correction { original: original.clone() };
        self.awarded_date = correction.awarded_date().at().to_utc();
        self.correction = Some(Box::new(correction));
        self.with_id(&original.id)
    }
}

/// The badge that is corrected.
#[derive(Debug, Clone)]
pub(super) struct Correction {
    original: AchievementCredential,
}

impl Correction {
    fn awarded_date(&self) -> &DateTimeZ {
        self.original.awarded_date.as_ref().unwrap_or(&self.original.valid_from)
    }

    /// The date of the award as the original has it, unless another was asked for.
    pub(super) fn keep_awarded_date(&self, asked: DateTime<Utc>, credential: &mut AchievementCredential) {
        if self.awarded_date().at() == asked {
            credential.awarded_date = Some(self.awarded_date().clone());
        }
    }

    /// In what the badge is no correction of the original.
    pub(super) fn check(&self, credential: &AchievementCredential, recipient: &Recipient) -> Vec<Finding> {
        let original = &self.original;
        let mut findings = Vec::new();
        let mut differs = |place: &str, what: &str, ours: &str, theirs: &str| {
            let message = format!("the correction has the {what} {}, the original {}", quoted(ours), quoted(theirs));
            let finding = Finding::error(Code::IssueOtherLineage, place, message).with_value(ours);
            findings.push(finding.with_remedy("award it as a badge of its own, and revoke the original"));
        };
        let comparison = credential.compare(original);
        if comparison == Comparison::Different {
            if credential.id != original.id {
                differs("/id", "id", &credential.id, &original.id);
            }
            if credential.issuer.id() != original.issuer.id() {
                differs("/issuer/id", "issuer", credential.issuer.id(), original.issuer.id());
            }
        }
        let (ours, theirs) = (&credential.credential_subject, &original.credential_subject);
        if ours.achievement.id != theirs.achievement.id {
            let place = "/credentialSubject/achievement/id";
            differs(place, "achievement", &ours.achievement.id, &theirs.achievement.id);
        }
        let awarded = credential.awarded_date.as_ref().map_or("", DateTimeZ::as_str);
        if credential.awarded_date.as_ref().map(DateTimeZ::at) != Some(self.awarded_date().at()) {
            differs("/awardedDate", "award date", awarded, self.awarded_date().as_str());
        }
        match (&ours.id, &theirs.id) {
            (Some(ours), Some(theirs)) if ours == theirs => {}
            (Some(ours), Some(theirs)) => differs("/credentialSubject/id", "recipient", ours, theirs),
            _ if has_identifier_of(theirs, recipient) => {}
            // What the original has stays unsaid: some of it may be in clear.
            _ => {
                let message = "no identifier of the recipient is one that the original has";
                let finding = Finding::error(Code::IssueOtherLineage, "/credentialSubject", message);
                findings.push(finding.with_remedy("give the recipient as the original had it"));
            }
        }
        if matches!(comparison, Comparison::Same | Comparison::Older) {
            let (from, before) = (&credential.valid_from, &original.valid_from);
            let message = format!("the correction is valid from {from}, no later than the original, from {before}");
            let finding = Finding::error(Code::IssueNotNewer, "/validFrom", message).with_value(from.as_str());
            findings.push(finding.with_remedy("give a later time: by it verifiers know which one counts"));
        }
        findings
    }
}

/// Whether one of the identifiers that say who somebody is stands in the original. Names do not, others have the same.
fn has_identifier_of(original: &AchievementSubject, recipient: &Recipient) -> bool {
    let is_name = |kind: &Term<IdentifierType>| *kind == Term::Known(IdentifierType::Name);
    recipient.hashed().iter().filter(|(kind, _)| !is_name(kind)).any(|(kind, value)| {
        let same_kind = original.identifier.iter().filter(|identity| identity.identity_type == *kind);
        same_kind.into_iter().any(|identity| matches!(identity.matches(value), IdentityMatch::Matches { .. }))
    })
}
