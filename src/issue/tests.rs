#![allow(clippy::string_slice)]

mod cohort;
mod correct;
mod embed;
mod endorse;
mod language;
mod pin;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;
use crate::assessment::{
    Assessment, Assessor, AssessorKind, EvidenceItem, EvidenceKind, Learner, Record, Records, Score, Visibility,
};
use crate::framework::Framework;
use crate::key::{Seed, SigningKey};
use crate::model::{CredentialStatus, IdentifierType, Image, Term};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn seed() -> Seed {
    Seed::from_bytes([7; 32])
}

fn key() -> SigningKey {
    SigningKey::from_seed(&seed())
}

fn did() -> String {
    crate::did::of_key(&key().verifying_key())
}

fn issuer(profile: Profile) -> Result<Issuer> {
    Issuer::new(profile, key(), Secret::from_seed(&seed()))
}

fn college() -> Issuer {
    issuer(Profile::new(did()).with_name("College")).unwrap()
}

fn earned_with(change: impl Fn(usize, Assessment) -> Assessment) -> Earned {
    let skill = Framework::twenty_first_century_skills().skill("resilience").unwrap();
    let made = |(i, sub): (usize, &crate::framework::SubCompetency)| {
        let score = Score::Level("proficient".into());
        let assessor = Assessor::new(AssessorKind::Facilitator).with_name("M. *Lindqvist*");
        let at = at("2026-04-17T15:30:00Z").into();
        change(i, Assessment::new(sub.id(), score, at, assessor))
    };
    let record = Record::new(Learner::new("s-1"), skill.sub_competencies().enumerate().map(made));
    skill.evaluate(&record, at("2026-05-01T00:00:00.9Z")).unwrap().into_earned().unwrap()
}

fn earned() -> Earned {
    earned_with(|_, assessment| assessment)
}

fn recipient() -> Recipient {
    Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu")
}

fn value(signed: &Signed) -> serde_json::Value {
    serde_json::from_str(signed.to_json()).unwrap()
}

fn findings<T: std::fmt::Debug>(result: Result<T>) -> Vec<(Code, String, String)> {
    let error = result.unwrap_err();
    error.findings().map(|f| (f.code(), f.pointer().to_owned(), f.message().to_owned())).collect()
}

#[test]
fn the_same_award_gives_the_same_bytes_and_others_differ() {
    let (issuer, earned, recipient) = (college(), earned(), recipient());
    let first = issuer.award(&earned, &recipient).sign().unwrap();
    assert_eq!(issuer.award(&earned, &recipient).sign().unwrap().to_json(), first.to_json());
    let id = first.credential().id.clone();
    // UUID version 8, variant 10.
    assert_eq!((id.len(), &id[..9], &id[23..24]), (45, "urn:uuid:", "8"));
    assert!(matches!(&id[28..29], "8" | "9" | "a" | "b"), "{id}");
    // A newer validFrom is a reissue: same id, same salt.
    let later = issuer.award(&earned, &recipient).with_valid_from(at("2026-06-01T00:00:00Z")).sign().unwrap();
    assert_eq!(later.credential().id, id);
    assert_eq!(later.credential().credential_subject.identifier, first.credential().credential_subject.identifier);
    assert_eq!(later.credential().awarded_date.as_ref().unwrap().as_str(), "2026-05-01T00:00:00Z");
    // Another edition, secret or place of achievements gives another id.
    let edition = issuer.award(&earned, &recipient).with_edition("2027").sign().unwrap();
    let secret = Issuer::new(issuer.profile().clone(), key(), Secret::from_bytes([1; 32])).unwrap();
    let elsewhere = college().with_achievements_at("https://c.example/a").unwrap();
    let others = [
        edition,
        secret.award(&earned, &recipient).sign().unwrap(),
        elsewhere.award(&earned, &recipient).sign().unwrap(),
    ];
    for other in &others {
        assert_ne!(other.credential().id, id);
        assert_ne!(
            other.credential().credential_subject.identifier[0].salt,
            first.credential().credential_subject.identifier[0].salt
        );
    }
    assert_eq!(others[2].credential().credential_subject.achievement.id, "https://c.example/a/resilience");
    assert_eq!(
        others[2].credential().credential_subject.result[0].achieved_level.as_deref(),
        Some("https://c.example/a/resilience#learn-from-experience/proficient")
    );
}

#[test]
fn everything_that_can_be_said_of_an_award() {
    let status = CredentialStatus::bitstring("https://c.example/status/1", 94_567, "revocation");
    let signed = college()
        .award(
            &earned(),
            &Recipient::new()
                .with_id("did:example:1")
                .with_hashed(IdentifierType::EmailAddress, "a@example.com")
                .with_hashed(Term::Other("ext:unionNumber".into()), "88")
                .with_name("Amara Okafor"),
        )
        .with_id("urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e")
        .with_salt("Kosher")
        .with_awarded_date(at("2026-05-02T00:00:00Z"))
        .with_valid_from(at("2026-05-03T00:00:00Z"))
        .with_valid_until(at("2027-05-03T00:00:00Z"))
        .with_source(Profile::new("https://school.example").with_name("School"))
        .with_status(status)
        .with_image(Image::new("https://c.example/resilience.png"))
        .sign()
        .unwrap();
    let badge = value(&signed);
    assert_eq!(badge["id"], "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e");
    assert_eq!(badge["awardedDate"], "2026-05-02T00:00:00Z");
    assert_eq!(badge["validFrom"], "2026-05-03T00:00:00Z");
    assert_eq!(badge["validUntil"], "2027-05-03T00:00:00Z");
    assert_eq!(badge["proof"]["created"], "2026-05-03T00:00:00Z");
    assert_eq!(
        badge["credentialSubject"]["identifier"],
        json!([
            {"type": "IdentityObject", "hashed": true, "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399", "identityType": "emailAddress", "salt": "Kosher"},
            {"type": "IdentityObject", "hashed": true, "identityHash": badge["credentialSubject"]["identifier"][1]["identityHash"], "identityType": "ext:unionNumber", "salt": "Kosher"},
            {"type": "IdentityObject", "hashed": false, "identityHash": "Amara Okafor", "identityType": "name"}
        ])
    );
    assert_eq!(
        badge["credentialSubject"]["source"],
        json!({"id": "https://school.example", "type": ["Profile"], "name": "School"})
    );
    assert_eq!(
        badge["credentialStatus"],
        json!({"id": "https://c.example/status/1#94567", "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "94567", "statusListCredential": "https://c.example/status/1"})
    );
    assert_eq!(
        badge["credentialSubject"]["achievement"]["image"],
        json!({"id": "https://c.example/resilience.png", "type": "Image"})
    );
    assert_eq!(badge["credentialSubject"]["achievement"]["achievementType"], "MicroCredential");
    assert_eq!(badge["credentialSubject"]["achievement"]["version"], "1.0");
    assert_eq!(
        badge["credentialSubject"]["achievement"]["tag"],
        json!(["resilience", "21st-century skills", "durable skills"])
    );
    assert_eq!(signed.credential().credential_subject.result.len(), 4);
    assert_eq!(Document::parse(signed.to_json_pretty().as_bytes()).unwrap(), Document::of(&badge).unwrap());
}

#[test]
fn each_id_is_described_once() {
    // The framework's owner issues: the creator is the issuer, and so is the assessor.
    let lab = issuer(Profile::new("https://eddesignlab.org/").with_name("The Lab")).unwrap();
    let source = Profile::new("https://eddesignlab.org/").with_name("The Lab again");
    let badge = value(&lab.award(&earned(), &recipient()).with_source(source).sign().unwrap());
    let reference = json!({"id": "https://eddesignlab.org/", "type": ["Profile"]});
    assert_eq!(badge["credentialSubject"]["achievement"]["creator"], reference);
    assert_eq!(badge["credentialSubject"]["source"], reference);
    assert_eq!(badge["issuer"]["name"], "The Lab");
    // A parent organization counts as described, too.
    let mut college = Profile::new(did()).with_name("College");
    college.parent_org = Some(Box::new(Profile::new("https://eddesignlab.org/").with_name("Lab")));
    let badge = value(&issuer(college).unwrap().award(&earned(), &recipient()).sign().unwrap());
    assert_eq!(badge["credentialSubject"]["achievement"]["creator"], reference);
    // The learner cannot be the issuer: the two descriptions would merge.
    let own = Recipient::new().with_id(did());
    let found = findings(self::college().award(&earned(), &own).sign());
    assert_eq!((found[0].0, found[0].1.as_str()), (Code::ModelDescribedTwice, "/credentialSubject"));
}

fn shown(name: &str, url: &str) -> EvidenceItem {
    EvidenceItem::new(EvidenceKind::Artefact, name).with_url(url).with_visibility(Visibility::Public)
}

#[test]
fn evidence_is_public_only_by_choice() {
    let earned = earned_with(|i, assessment| {
        assessment
            .with_evidence(
                EvidenceItem::new(EvidenceKind::Observation, "360-degree feedback")
                    .with_url("https://c.example/secret"),
            )
            .with_evidence(shown("Portfolio", "https://c.example/portfolio"))
            .with_evidence(
                EvidenceItem::new(EvidenceKind::Reflection, format!("Diary {i}")).with_visibility(Visibility::Public),
            )
    });
    let signed = college().award(&earned, &recipient()).sign().unwrap();
    assert!(!signed.to_json().contains("360") && !signed.to_json().contains("secret"));
    let names: Vec<_> = signed.credential().evidence.iter().map(|e| e.name.clone().unwrap()).collect();
    assert_eq!(
        names,
        [
            "Performance assessment: Learn from experience",
            "Portfolio",
            "Diary 0",
            "Performance assessment: Exhibit flexibility",
            "Diary 1",
            "Performance assessment: Demonstrate self-awareness",
            "Diary 2",
            "Performance assessment: Focus on solutions",
            "Diary 3",
        ]
    );
    // An id has one description: a second thing at the same URL gets a link.
    let twice =
        earned_with(|i, assessment| assessment.with_evidence(shown(&format!("Title {i}"), "https://c.example/p")));
    let signed = college().award(&twice, &recipient()).sign().unwrap();
    let links: Vec<_> =
        signed.credential().evidence.iter().filter(|e| e.genre.as_deref() == Some("Artefact")).collect();
    assert_eq!(links.iter().filter(|e| e.id.is_some()).count(), 1);
    assert_eq!(links[3].narrative.as_deref(), Some("<https://c.example/p>"));
    // So does one whose URL is the id of something else.
    let own = earned_with(|_, assessment| assessment.with_evidence(shown("The Lab", "https://eddesignlab.org/")));
    let signed = college().award(&own, &recipient()).sign().unwrap();
    assert_eq!(signed.credential().evidence[1].id, None);
}

#[test]
fn assessors_are_named_only_by_choice() {
    let narrative = |issuer: Issuer| {
        let signed = issuer.award(&earned(), &recipient()).sign().unwrap();
        signed.credential().evidence[0].narrative.clone().unwrap()
    };
    assert_eq!(narrative(college()), "Scored on 2026-04-17 by a facilitator. Level reached: Proficient.");
    assert_eq!(
        narrative(college().with_assessor_names(AssessorNames::Shown)),
        "Scored on 2026-04-17 by a facilitator (M. \\*Lindqvist\\*). Level reached: Proficient."
    );
}

#[test]
fn recipients_that_cannot_be_used() {
    use Code::*;
    let sign = |recipient: Recipient| findings(college().award(&earned(), &recipient).sign());
    let missing = "the recipient, learner `s-1`, has neither an id nor an identifier";
    assert_eq!(sign(Recipient::new()), [(IssueRecipientMissing, "/credentialSubject".into(), missing.into())]);
    assert_eq!(sign(Recipient::of(&Learner::new("s-1").with_name("N")))[0].0, IssueRecipientMissing);
    assert_eq!(sign(Recipient::new().with_name("N"))[0].0, IssueRecipientMissing);
    assert_eq!(
        sign(Recipient::new().with_id("amara").with_hashed(Term::Other("email".into()), " ").with_name("")),
        [
            (
                IssueRecipientUnusable,
                "/credentialSubject/id".into(),
                "the recipient's id `amara` is not an absolute URI".into()
            ),
            (
                IssueRecipientUnusable,
                "/credentialSubject/identifier/0".into(),
                "`email` is not a kind of identifier; own ones begin with `ext:`".into()
            ),
            (
                IssueRecipientUnusable,
                "/credentialSubject/identifier/0".into(),
                "the identifier of kind `email` is empty".into()
            ),
            (IssueRecipientUnusable, "/credentialSubject/identifier/1".into(), "the recipient's name is empty".into()),
        ]
    );
}

#[test]
fn times_and_ids_that_cannot_be() {
    use Code::*;
    let (issuer, earned, recipient) = (college(), earned(), recipient());
    let award = issuer
        .award(&earned, &recipient)
        .with_awarded_date(at("2026-04-17T15:29:59Z"))
        .with_valid_until(at("2026-05-01T00:00:00Z"))
        .with_id("badge 1")
        .with_salt(" ");
    assert_eq!(
        findings(award.sign()),
        [
            (InputNotUri, "/id".into(), "the credential's id `badge 1` is not an absolute URI".into()),
            (
                InputEmpty,
                "/credentialSubject/identifier".into(),
                "the salt is empty, so that anybody could guess identifiers".into()
            ),
            (
                IssueAwardedBeforeAssessed,
                "/awardedDate".into(),
                "the award date 2026-04-17T15:29:59Z lies before an assessment of 2026-04-17T15:30:00+00:00".into()
            ),
            (
                IssueValidUntilNotAfterFrom,
                "/validUntil".into(),
                "the badge would end at 2026-05-01T00:00:00Z, not after it begins at 2026-05-01T00:00:00Z".into()
            ),
        ]
    );
}

#[test]
fn issuers_and_their_keys() {
    use Code::*;
    let other = crate::did::of_key(&SigningKey::from_seed(&Seed::from_bytes([8; 32])).verifying_key());
    assert_eq!(issuer(Profile::new(other).with_name("X")).unwrap_err().code(), IssueKeyNotOfIssuer);
    assert_eq!(issuer(Profile::new("College")).unwrap_err().code(), InputNotUri);
    assert_eq!(issuer(Profile::new("https://c.example#me")).unwrap_err().code(), InputNotUri);
    let https = || issuer(Profile::new("https://c.example/i").with_name("X")).unwrap();
    assert_eq!(https().verification_method(), format!("https://c.example/i#{}", key().verifying_key()));
    let named = https().with_verification_method("https://c.example/i#key-1").unwrap();
    assert_eq!(named.verification_method(), "https://c.example/i#key-1");
    for bad in [
        "https://c.example/i",
        "https://c.example/i#",
        "https://c.example/j#key-1",
        "https://c.example/i/j#k",
        "#key-1",
        "https://c.example/i#a b",
    ] {
        assert_eq!(https().with_verification_method(bad).unwrap_err().code(), IssueKeyNotOfIssuer, "{bad}");
    }
    assert_eq!(college().with_verification_method(format!("{}#key-1", did())).unwrap_err().code(), IssueKeyNotOfIssuer);
    assert!(college().with_verification_method(format!("{}#{}", did(), key().verifying_key())).is_ok());
    for bad in ["ftp://c.example/", "https://c.example/#a", "https://c.example/?a", "achievements"] {
        assert_eq!(college().with_achievements_at(bad).unwrap_err().code(), InputNotUrl, "{bad}");
    }
    assert!(!format!("{:?}", college()).contains("070707"));
}

#[test]
fn profiles_from_json() {
    use Code::*;
    let read = |json: &str| Issuer::from_json(json.as_bytes(), key(), Secret::from_seed(&seed()));
    let bare = read(r#"{"name": "College"}"#).unwrap();
    assert_eq!(*bare.profile(), Profile::new(did()).with_name("College"));
    assert_eq!(read("{").unwrap_err().code(), JsonSyntax);
    assert_eq!(read(r#"{"name": "a", "name": "b"}"#).unwrap_err().code(), JsonDuplicateMember);
    // Every fault of the profile with its place, before anything is signed.
    let faults =
        |json: &str| findings(read(json)).into_iter().map(|(code, place, _)| (code, place)).collect::<Vec<_>>();
    assert_eq!(faults("[]"), [(ModelWrongType, String::new())]);
    assert_eq!(faults("{}"), [(InputMissing, String::new())]);
    assert_eq!(
        faults(
            r#"{"name": 7, "url": "college", "email": "a@b@c", "dateOfBirth": "1.1.2000", "image": "https://c.example/i.png",
            "address": {"type": ["Address"], "geo": {"type": "GeoCoordinates", "latitude": 1}}, "endorsement": ["x"],
            "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "1", "identifierType": "x"}]}"#
        ),
        [
            (ModelWrongType, "/name".to_owned()),
            (ModelWrongValue, "/url".to_owned()),
            (ModelWrongValue, "/email".to_owned()),
            (ModelWrongValue, "/dateOfBirth".to_owned()),
            (ModelWrongType, "/image".to_owned()),
            (ModelMissingMember, "/address/geo".to_owned()),
            (ModelWrongType, "/endorsement/0".to_owned()),
            (ModelWrongValue, "/otherIdentifier/0/identifierType".to_owned()),
        ]
    );
    assert_eq!(
        findings(read(r#"{"name": "College", "mascot": "owl"}"#)),
        [(JsonLdUndefinedMember, "/mascot".into(), "no context defines the member `mascot` here".into()),]
    );
    let single = read(r#"{"name": "College", "type": "Profile"}"#).unwrap();
    assert_eq!(value(&single.award(&earned(), &recipient()).sign().unwrap())["issuer"]["type"], json!(["Profile"]));
}

#[test]
fn nothing_is_awarded_for_what_is_deprecated() {
    let json = Framework::twenty_first_century_skills().to_json();
    for (place, what) in [
        ("/skills/4/status", "the skill `resilience`"),
        ("/status", "the framework `21st Century Skills Micro-credentials`"),
    ] {
        let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
        *value.pointer_mut(place).unwrap() = "deprecated".into();
        let skill = Framework::from_json(value.to_string().as_bytes()).unwrap().skill("resilience").unwrap();
        let made = skill.sub_competencies().map(|sub| {
            let at = at("2026-04-17T15:30:00Z").into();
            Assessment::new(sub.id(), Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Automated))
        });
        let record = Record::new(Learner::new("s-1"), made);
        let earned = skill.evaluate(&record, at("2026-05-01T00:00:00Z")).unwrap().into_earned().unwrap();
        let found = findings(college().award(&earned, &recipient()).sign());
        let message = format!("{what} is deprecated: no new badges are awarded for it");
        assert_eq!(found, [(Code::IssueDeprecated, "/credentialSubject/achievement".into(), message)]);
    }
}

#[test]
fn a_recipient_is_who_earned_it() {
    let other = Recipient::of(&Learner::new("s-2").with_uri("did:example:2"));
    assert_eq!(
        findings(college().award(&earned(), &other).sign()),
        [(
            Code::IssueRecipientUnusable,
            "/credentialSubject".into(),
            "the recipient is learner `s-2`, but learner `s-1` earned it".into()
        )]
    );
}

#[test]
fn records_from_a_file_carry_through() {
    let records = Records::from_json(include_bytes!("../../fixtures/assessments.json")).unwrap();
    let recipient = Recipient::of(records.of("s-1003").unwrap().learner());
    let kinds: Vec<_> = recipient.hashed().iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["emailAddress", "sisSourcedId"]);
    assert_eq!((recipient.id(), recipient.name()), (None, None));
}

#[test]
fn criteria_say_the_rule() {
    let framework = include_str!("../../fixtures/framework.json");
    let criteria = |completion: &str| {
        let mut value: serde_json::Value = serde_json::from_str(framework).unwrap();
        value["skills"][0]["completion"] = serde_json::from_str(completion).unwrap();
        value["rubrics"][0]["levels"][2]["name"] = "Met *fully*".into();
        let framework = Framework::from_json(value.to_string().as_bytes()).unwrap();
        let text = narrative::criteria(&framework.skill("project-work").unwrap(), &Language::english());
        text.split("\n\n").nth(2).unwrap().to_owned()
    };
    assert_eq!(
        criteria("{}"),
        "Required in each: Met \\*fully\\* or above. A strength in one does not make up for another. Of several attempts the best counts."
    );
    assert_eq!(
        criteria(
            r#"{"rule": {"kind": "at-least", "count": 1, "of": ["plan-the-work", "report-results"]}, "attempts": "first"}"#
        ),
        "Required in at least 1 of 2 (Plan the work and Report results): Met \\*fully\\* or above. Only the first attempt counts."
    );
    assert_eq!(
        criteria(
            r#"{"rule": {"kind": "any", "rules": [{"kind": "all", "rules": [{"kind": "points", "total": 3}, {"kind": "all-required", "of": ["plan-the-work"]}]}, {"kind": "points", "total": 9, "floor": 1}]}, "attempts": "latest", "maxAgeDays": 365}"#
        ),
        "One of these is enough. Required: at least 3 points in all. Required in each (Plan the work): Met \\*fully\\* or above. A strength in one does not make up for another. Or: Required: at least 9 points in all, and at least 1 in each. Of several attempts the latest counts. Assessments count for 365 days."
    );
    let own = Framework::from_json(framework.as_bytes()).unwrap().skill("teamwork").unwrap();
    let text = narrative::criteria(&own, &Language::english());
    assert!(
        text.contains("Required in each: Met or above in Work with others and Nearly or above in Report results."),
        "{text}"
    );
}
