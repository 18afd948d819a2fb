use super::*;
use crate::model::{AchievementCredential, Comparison, DateTimeZ, IdentityObject};

fn later() -> DateTime<Utc> {
    at("2026-06-01T00:00:00Z")
}

#[test]
fn a_correction_is_the_same_badge_and_newer() {
    let (issuer, earned) = (college(), earned());
    let wrong = recipient().with_id("did:example:1").with_hashed(IdentifierType::SystemId, "4711");
    let first =
        issuer.award(&earned, &wrong).with_edition("spring").with_valid_until(at("2027-05-01T00:00:00Z")).sign();
    let first = first.unwrap();
    // By the id it is the same person, whatever was wrong beside it.
    let right = Recipient::new().with_id("did:example:1").with_hashed(IdentifierType::SystemId, "4712");
    let second =
        issuer.award(&earned, &right).with_correction_of(first.credential()).with_valid_from(later()).sign().unwrap();
    let (first, second) = (first.credential(), second.credential());
    assert_eq!(second.compare(first), Comparison::Newer);
    assert_eq!(first.compare(second), Comparison::Older);
    assert_eq!((&second.id, &second.awarded_date), (&first.id, &first.awarded_date));
    assert_eq!(second.valid_from.as_str(), "2026-06-01T00:00:00Z");
    assert_eq!(second.valid_until, None);
    assert_eq!(second.proof[0].created.as_ref().map(DateTimeZ::as_str), Some("2026-06-01T00:00:00Z"));
    // And so on.
    let third =
        issuer.award(&earned, &right).with_correction_of(second).with_valid_from(at("2026-06-01T00:00:01Z")).sign();
    assert_eq!(third.unwrap().credential().compare(second), Comparison::Newer);
}

#[test]
fn the_date_of_the_award_stays_as_it_was_written() {
    let (issuer, earned, recipient) = (college(), earned(), recipient());
    let mut original = issuer.award(&earned, &recipient).credential().unwrap();
    let corrected = |original: &AchievementCredential| {
        let award = issuer.award(&earned, &recipient).with_correction_of(original).with_valid_from(later());
        award.sign().unwrap().credential().awarded_date.as_ref().unwrap().as_str().to_owned()
    };
    original.awarded_date = Some("2026-04-20T10:00:00.250+02:00".parse().unwrap());
    assert_eq!(corrected(&original), "2026-04-20T10:00:00.250+02:00");
    // Where there is none, the badge was awarded when it became valid.
    original.awarded_date = None;
    original.valid_from = "2026-04-30T00:00:00+00:00".parse().unwrap();
    assert_eq!(corrected(&original), "2026-04-30T00:00:00+00:00");
}

#[test]
fn what_is_no_correction() {
    use Code::*;
    let (issuer, earned, recipient) = (college(), earned(), recipient());
    let original = issuer.award(&earned, &recipient).credential().unwrap();
    let place = |code: Code, place: &str| (code, place.to_owned());
    let refused =
        |award: Award<'_>| findings(award.sign()).into_iter().map(|(code, place, _)| (code, place)).collect::<Vec<_>>();
    let begun = |original: &AchievementCredential| issuer.award(&earned, &recipient).with_correction_of(original);
    let correcting = |original: &AchievementCredential| begun(original).with_valid_from(later());
    // Not newer: at the same time, within the same second, and before.
    assert_eq!(refused(begun(&original)), [place(IssueNotNewer, "/validFrom")]);
    assert_eq!(
        refused(begun(&original).with_valid_from(at("2026-05-01T00:00:00.999Z"))),
        [place(IssueNotNewer, "/validFrom")]
    );
    assert_eq!(
        refused(begun(&original).with_valid_from(at("2026-04-20T00:00:00Z"))),
        [place(IssueNotNewer, "/validFrom")]
    );
    assert_eq!(
        findings(begun(&original).sign())[0].2,
        "the correction is valid from 2026-05-01T00:00:00Z, no later than the original, from 2026-05-01T00:00:00Z"
    );
    // What was set after it was called.
    assert_eq!(refused(correcting(&original).with_id("urn:x:1")), [place(IssueOtherLineage, "/id")]);
    let moved = correcting(&original).with_awarded_date(at("2026-05-02T00:00:00Z"));
    assert_eq!(refused(moved), [place(IssueOtherLineage, "/awardedDate")]);
    // Another issuer, achievement or person.
    let mut other = original.clone();
    other.issuer = Profile::new("https://other.example").into();
    assert_eq!(refused(correcting(&other)), [place(IssueOtherLineage, "/issuer/id")]);
    let mut other = original.clone();
    other.credential_subject.achievement.id = "https://c.example/other".into();
    assert_eq!(refused(correcting(&other)), [place(IssueOtherLineage, "/credentialSubject/achievement/id")]);
    let mut other = original.clone();
    other.credential_subject.identifier =
        vec![IdentityObject::hashed(IdentifierType::EmailAddress, "b@example.edu", "salt")];
    let found = findings(correcting(&other).sign());
    assert_eq!((found.len(), found[0].0, found[0].1.as_str()), (1, IssueOtherLineage, "/credentialSubject"));
    // The same address, but said to be something else; and a name, which others may have too.
    other.credential_subject.identifier =
        vec![IdentityObject::hashed(IdentifierType::SystemId, "a@example.edu", "salt")];
    assert_eq!(refused(correcting(&other)), [place(IssueOtherLineage, "/credentialSubject")]);
    other.credential_subject.identifier = vec![IdentityObject::plain(IdentifierType::Name, "N")];
    let named = Recipient::new().with_id("did:example:2").with_hashed(IdentifierType::Name, "N");
    let award = issuer.award(&earned, &named).with_correction_of(&other).with_valid_from(later());
    assert_eq!(refused(award), [place(IssueOtherLineage, "/credentialSubject")]);
    let ids = issuer.award(&earned, &named);
    other.credential_subject.id = Some("did:example:1".into());
    let award = ids.with_correction_of(&other).with_valid_from(later());
    assert_eq!(refused(award), [place(IssueOtherLineage, "/credentialSubject/id")]);
    // All of it at once.
    other.issuer = Profile::new("https://other.example").into();
    other.credential_subject.achievement.id = "https://c.example/other".into();
    assert_eq!(refused(begun(&other)).len(), 3);
}

#[test]
fn a_correction_may_rest_on_what_was_assessed_since() {
    let (issuer, recipient) = (college(), recipient());
    let first = issuer.award(&earned(), &recipient).with_awarded_date(at("2026-04-18T00:00:00Z")).sign().unwrap();
    let again = earned_with(|_, assessment| {
        let (id, since) = (assessment.sub_competency().to_owned(), at("2026-04-30T00:00:00Z"));
        let score = Score::Level("proficient".into());
        Assessment::new(&id, score, since.into(), Assessor::new(AssessorKind::Facilitator))
    });
    let correction = |from: &str| {
        issuer.award(&again, &recipient).with_correction_of(first.credential()).with_valid_from(at(from)).sign()
    };
    assert!(issuer.award(&again, &recipient).with_awarded_date(at("2026-04-18T00:00:00Z")).sign().is_err());
    let second = correction("2026-05-02T00:00:00Z").unwrap();
    assert_eq!(second.credential().awarded_date, first.credential().awarded_date);
    // But on nothing that comes after it.
    let found = findings(correction("2026-04-29T00:00:00Z"));
    assert_eq!((found[0].0, found[0].1.as_str()), (Code::IssueAwardedBeforeAssessed, "/validFrom"));
}
