//! Badges with a status and with an endorsement, and what goes with them: every byte is fixed.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use chrono::{DateTime, Utc};
use openbadges::assessment::{Earned, Records};
use openbadges::issue::{Endorsed, Issuer, Recipient};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::model::CredentialStatus;
use openbadges::proof::{Engine, ProofOptions};
use openbadges::status::{Bitstring, MINIMUM_LENGTH, Publication, REVOCATION};
use openbadges::verify::{Resources, Step, Verdict, Verifier};
use openbadges::{Document, Framework};

const LIST: &str = "https://badges.example.edu/status/1";
const GOOD: &str = include_str!("../fixtures/golden/status/good.json");
const REVOKED: &str = include_str!("../fixtures/golden/status/revoked.json");
const STATUS_LIST: &str = include_str!("../fixtures/golden/status/list.json");
const ENDORSED: &str = include_str!("../fixtures/golden/endorsed.json");
const ENDORSEMENT: &str = include_str!("../fixtures/golden/endorsement.json");

fn at() -> DateTime<Utc> {
    "2026-05-04T09:00:00Z".parse().unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap())
}

fn college() -> Issuer {
    let profile = include_bytes!("../fixtures/issuer.json");
    let seed = Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap();
    Issuer::from_json(profile, key(), Secret::from_seed(&seed)).unwrap()
}

fn earned() -> (Earned, Recipient) {
    let records = Records::from_json(include_bytes!("../fixtures/assessments.json")).unwrap();
    let record = records.of("s-1001").unwrap();
    let skill = Framework::twenty_first_century_skills().skill("critical-thinking").unwrap();
    (skill.evaluate(record, at()).unwrap().into_earned().unwrap(), Recipient::of(record.learner()))
}

#[test]
fn status() {
    let ((earned, recipient), college) = (earned(), college());
    let badge = |index: u64| {
        let status = CredentialStatus::bitstring(LIST, index, REVOCATION);
        college.award(&earned, &recipient).with_status(status).sign().unwrap().to_json_pretty() + "\n"
    };
    assert_eq!(badge(94_567), GOOD);
    assert_eq!(badge(12), REVOKED);
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 1).unwrap();
    bits.set(12, 1, 1).unwrap();
    let purposes = [REVOCATION.to_owned()];
    let publication = Publication::of_bits(LIST, &purposes, bits, &college.profile().id, at()).unwrap();
    let options = ProofOptions::new(college.verification_method());
    let published = publication.secure(&Engine::new(), &key(), &options).unwrap();
    assert_eq!(Document::parse(published.to_text().as_bytes()).unwrap().to_pretty() + "\n", STATUS_LIST);

    let resources = Resources::new().with_bytes(LIST, STATUS_LIST.as_bytes());
    let verdict = |badge: &str| Verifier::default().verify(badge.as_bytes(), &resources, at()).verdict();
    assert_eq!((verdict(GOOD), verdict(REVOKED)), (Verdict::Verified, Verdict::NotVerified));
}

#[test]
fn endorsement() {
    let ((earned, recipient), college) = (earned(), college());
    let key = SigningKey::from_seed(&Seed::from_bytes([3; 32]));
    let works = Issuer::from_json(br#"{"name": "Example Works"}"#, key, Secret::from_bytes([3; 32])).unwrap();
    let plain = college.award(&earned, &recipient).sign().unwrap();
    let achievement = Endorsed::achievement(&plain.credential().credential_subject.achievement);
    let endorsement = works.endorse(achievement, "Endorsement of Critical Thinking", at());
    let endorsement = endorsement.with_comment("We look for it when we hire.").sign().unwrap();
    assert_eq!(endorsement.to_json_pretty() + "\n", ENDORSEMENT);

    let report = Verifier::default().verify_endorsement(ENDORSEMENT.as_bytes(), &Resources::new(), at());
    let verified = report.into_verified_endorsement().unwrap();
    let badge = college.award(&earned, &recipient).with_endorsement(&verified).sign().unwrap();
    assert_eq!(badge.to_json_pretty() + "\n", ENDORSED);
    let report = Verifier::default().verify(ENDORSED.as_bytes(), &Resources::new(), at());
    assert_eq!(report.verdict(), Verdict::Verified, "{report}");
    assert_eq!(report.check(Step::Endorsements).unwrap().note(), "1 of 1 endorsements count");
    let badge = report.into_verified().unwrap();
    let comment = badge.endorsements().next().unwrap().credential().credential_subject.endorsement_comment.clone();
    assert_eq!(comment.as_deref(), Some("We look for it when we hire."));
}
