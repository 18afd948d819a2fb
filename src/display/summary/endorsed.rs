//! Who vouches for the badge.

use super::extract::party_of;
use super::{Endorsed, EndorsedPart, Trust};
use crate::model::AchievementCredential;
use crate::verify::Verified;

pub(super) fn endorsed(badge: &Verified) -> Vec<Endorsed> {
    let all = badge.report().endorsements().iter();
    all.filter_map(|endorsement| {
        let verified = endorsement.verified()?;
        let own = verified.credential();
        let (subject, endorser) = (&own.credential_subject, own.issuer.id());
        Some(Endorsed {
            endorser: party_of(&own.issuer),
            trust: if endorsement.is_listed() { Trust::Trusted } else { Trust::NotAsked },
            of: part(badge.credential(), &subject.id),
            target: subject.id.clone(),
            is_issuer: endorser == badge.credential().issuer.id(),
            is_recipient: badge.credential().credential_subject.id.as_deref() == Some(endorser),
            comment: subject.endorsement_comment.clone(),
            from: own.valid_from.clone(),
            until: own.valid_until.clone(),
        })
    })
    .collect()
}

fn part(credential: &AchievementCredential, target: &str) -> EndorsedPart {
    let subject = &credential.credential_subject;
    let is = |profile: Option<&crate::model::Profile>| profile.is_some_and(|profile| profile.id == target);
    match target {
        _ if target == credential.id => EndorsedPart::Credential,
        _ if target == subject.achievement.id => EndorsedPart::Achievement,
        _ if target == credential.issuer.id() => EndorsedPart::Issuer,
        _ if is(subject.achievement.creator.as_ref()) => EndorsedPart::Creator,
        _ if is(subject.source.as_ref()) => EndorsedPart::Assessor,
        _ => EndorsedPart::Other,
    }
}
