//! An outside user: issues the badges of `fixtures/`, byte for byte, and tries to change them unnoticed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Records, Score};
use openbadges::bake::{Baked, Existing, bake, credential_of};
use openbadges::issue::{Issuer, Recipient, Signed};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::verify::{CheckOutcome, Policy, Resources, Step, Verdict, Verifier};
use openbadges::{Document, Framework};
use serde_json::Value;

const CRITICAL_THINKING: &str = include_str!("../fixtures/golden/critical-thinking.json");
const RETAKE: &str = include_str!("../fixtures/golden/critical-thinking-retake.json");
const PROJECT_WORK: &str = include_str!("../fixtures/golden/project-work.json");

fn seed() -> Seed {
    Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap()
}

fn issue(framework: &Framework, skill: &str, records: &[u8], learner: &str, profile: &[u8], at: &str) -> Signed {
    let records = Records::from_json(records).unwrap();
    let record = records.of(learner).unwrap();
    let outcome = framework.skill(skill).unwrap().evaluate(record, at.parse().unwrap()).unwrap();
    let earned = outcome.into_earned().unwrap();
    let issuer = Issuer::from_json(profile, SigningKey::from_seed(&seed()), Secret::from_seed(&seed())).unwrap();
    issuer.award(&earned, &Recipient::of(record.learner())).sign().unwrap()
}

fn critical_thinking(learner: &str) -> Signed {
    let framework = Framework::twenty_first_century_skills();
    let records = include_bytes!("../fixtures/assessments.json");
    let profile = include_bytes!("../fixtures/issuer.json");
    issue(&framework, "critical-thinking", records, learner, profile, "2026-05-04T09:00:00Z")
}

/// Every byte is fixed: a change of one of these files is a change of what everybody's badges look like.
#[test]
fn golden_badges() {
    assert_eq!(critical_thinking("s-1001").to_json_pretty() + "\n", CRITICAL_THINKING);
    assert_eq!(critical_thinking("s-1003").to_json_pretty() + "\n", RETAKE);
    let framework = Framework::from_json(include_bytes!("../fixtures/framework.json")).unwrap();
    let records = include_bytes!("../fixtures/workplace-assessments.json");
    let profile = include_bytes!("../fixtures/issuer-https.json");
    let signed = issue(&framework, "project-work", records, "w-7", profile, "2026-06-01T12:00:00Z");
    assert_eq!(signed.to_json_pretty() + "\n", PROJECT_WORK);
}

#[test]
fn who_has_not_completed_gets_reasons_and_no_badge() {
    let framework = Framework::twenty_first_century_skills();
    let skill = framework.skill("critical-thinking").unwrap();
    let records = Records::from_json(include_bytes!("../fixtures/assessments.json")).unwrap();
    let reasons = |learner: &str| {
        let outcome = skill.evaluate(records.of(learner).unwrap(), "2026-05-04T09:00:00Z".parse().unwrap()).unwrap();
        outcome.into_earned().unwrap_err().reasons().to_vec()
    };
    assert_eq!(reasons("s-1002"), ["Identify patterns: you reached Developing on 2026-03-16; Proficient is required"]);
    assert_eq!(
        reasons("s-1004"),
        ["Draw well-reasoned conclusions: you have not been assessed in it yet; Proficient is required"]
    );
}

/// The verdict on a changed badge. The keys of the https issuer are at hand, so that only the change can matter.
fn verdict(badge: &str) -> Verdict {
    let key = SigningKey::from_seed(&seed()).verifying_key();
    let issuer = "https://badges.example.edu/issuer";
    let resources = Resources::new().with_key(format!("{issuer}#{key}"), issuer, key);
    let now = "2026-07-01T00:00:00Z".parse().unwrap();
    Verifier::new(Policy::strict()).verify(badge.as_bytes(), &resources, now).verdict()
}

/// The JSON pointers of everything in a value.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.replace('/', "~1"), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in children {
        let place = format!("{at}/{name}");
        places(value, &place, all);
        all.push(place);
    }
}

/// Other values in place of one: near ones, and ones of other types.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let mut others = vec![format!("{text}x").into(), "".into(), Value::Array(vec![]), 7.into(), Value::Null];
            others.push(text.to_uppercase().into());
            others.push(text.replacen(['3', '4', 'm', 'a', 'e'], "2", 1).into());
            others.retain(|other| other != value);
            others
        }
        Value::Bool(b) => vec![(!b).into(), b.to_string().into(), Value::Null],
        Value::Number(n) => vec![n.to_string().into(), 0.into()],
        Value::Array(items) => vec![Value::Array(vec![]), Value::Array(items[1..].to_vec()), Value::Null, "x".into()],
        Value::Object(_) => vec![serde_json::json!({}), Value::Null, "x".into()],
        Value::Null => vec![],
    }
}

fn nothing_changes_unnoticed(golden: &str) {
    assert_eq!(verdict(golden), Verdict::Verified);
    let badge: Value = serde_json::from_str(golden).unwrap();
    let mut all = vec![String::new()];
    places(&badge, "", &mut all);
    assert!(all.len() > 150);
    let mut tried = 0;
    let mut check = |changed: &Value, what: &str| {
        tried += 1;
        assert_ne!(verdict(&changed.to_string()), Verdict::Verified, "{what}");
    };
    for place in &all {
        let value = badge.pointer(place).unwrap();
        if let Some((parent, name)) = place.rsplit_once('/') {
            let mut without = badge.clone();
            match without.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.remove(&name.replace("~1", "/"))),
                Value::Array(items) => drop(items.remove(name.parse().unwrap())),
                _ => panic!("{parent} has no members"),
            }
            check(&without, &format!("{place} removed"));
            for other in others(value) {
                let mut changed = badge.clone();
                *changed.pointer_mut(place).unwrap() = other.clone();
                check(&changed, &format!("{place} changed to {other}"));
            }
        }
        if value.is_object() {
            for added in [Value::from("x"), Value::Null, serde_json::json!([])] {
                let mut with = badge.clone();
                with.pointer_mut(place).unwrap()["undefinedMember"] = added.clone();
                check(&with, &format!("{place}/undefinedMember added as {added}"));
            }
        }
    }
    println!("{tried} changes, none of them unnoticed");
}

#[test]
fn nothing_in_a_badge_changes_unnoticed() {
    nothing_changes_unnoticed(CRITICAL_THINKING);
}

#[test]
fn nothing_in_a_badge_of_another_framework_changes_unnoticed() {
    nothing_changes_unnoticed(PROJECT_WORK);
}

/// What a lenient JSON-LD library drops without a word is refused: it would stand in the badge, unsigned.
#[test]
fn nothing_is_added_unnoticed() {
    let badge: Value = serde_json::from_str(CRITICAL_THINKING).unwrap();
    #[rustfmt::skip]
    let iris = [
        "a:%zz", "https://evil.example/[x]", "https://[", "https://a:port/", "a:#b#c", "a:\u{e000}", "https://a/%", "a:[b]",
        "a:\u{fffe}", "a:\u{fdd0}", "a://b@c@d", "http://a:99999999/", "a:\u{1ffff}", "a:\u{e0001}", "_:b0", "me", "",
    ];
    let id = "https://evil.example/[x]";
    let mut attacks: Vec<(&str, Value)> = vec![
        ("/credentialSubject/source", serde_json::json!({"id": id, "type": ["Profile"], "name": "Famous University"})),
        ("/credentialSubject/achievement/image", serde_json::json!({"id": id, "type": "Image"})),
        (
            "/credentialSubject/achievement/alignment",
            serde_json::json!([{"id": id, "type": ["Alignment"], "targetName": "PhD", "targetUrl": "https://famous.example/"}]),
        ),
        ("/refreshService", serde_json::json!({"id": id, "type": "https://evil.example/Refresh"})),
        ("/credentialSubject/type", serde_json::json!(["AchievementSubject", "Profile"])),
        ("/issuer/type", serde_json::json!(["Profile", "Address"])),
        ("/issuer/address", serde_json::json!({"id": id, "type": ["Address"], "addressCountry": "US"})),
        ("/name", serde_json::json!(["Critical Thinking", "Welding"])),
        ("/credentialSubject/role", serde_json::json!("President")),
        ("/credentialSubject/narrative", serde_json::json!("The best of all.")),
    ];
    for iri in iris {
        attacks.push(("/confidenceMethod", serde_json::json!({"id": iri})));
        attacks.push(("/relatedResource", serde_json::json!([iri])));
        attacks.push(("/type", serde_json::json!(["VerifiableCredential", "OpenBadgeCredential", iri])));
    }
    for (place, value) in attacks {
        let mut forged = badge.clone();
        let (parent, name) = place.rsplit_once('/').unwrap();
        forged.pointer_mut(parent).unwrap()[name] = value.clone();
        assert_ne!(verdict(&forged.to_string()), Verdict::Verified, "{place}: {value}");
    }
    for (place, value) in [
        (
            "/credentialSubject/identifier",
            serde_json::json!({"id": id, "type": "IdentityObject", "hashed": false, "identityHash": "Mallory", "identityType": "name"}),
        ),
        ("/evidence", serde_json::json!({"id": id, "type": ["Evidence"], "name": "Thesis", "narrative": "forged"})),
        ("/evidence", serde_json::json!({"type": ["Evidence"], "name": "Thesis"})),
        ("/credentialSubject/result", badge["credentialSubject"]["result"][1].clone()),
    ] {
        let mut forged = badge.clone();
        forged.pointer_mut(place).unwrap().as_array_mut().unwrap().push(value.clone());
        assert_ne!(verdict(&forged.to_string()), Verdict::Verified, "{place}: {value}");
    }
}

/// The work is bounded before a signature is known to be good.
#[test]
fn hostile_badges_are_refused_at_once() {
    let refused = |place: &str, value: Value, code: &str| {
        let mut badge: Value = serde_json::from_str(CRITICAL_THINKING).unwrap();
        let (parent, name) = place.rsplit_once('/').unwrap();
        badge.pointer_mut(parent).unwrap()[name] = value;
        let now = "2026-07-01T00:00:00Z".parse().unwrap();
        let report = Verifier::new(Policy::strict()).verify(badge.to_string().as_bytes(), &Resources::new(), now);
        assert_ne!(report.verdict(), Verdict::Verified);
        assert!(report.findings().any(|finding| finding.code().as_str() == code), "{place}: {report}");
    };
    let badge: Value = serde_json::from_str(CRITICAL_THINKING).unwrap();
    let (vc, ob) = (badge["@context"][0].clone(), badge["@context"][1].clone());
    let mut contexts = vec![vc, ob.clone()];
    contexts.extend(vec![ob; 2_000]);
    refused("/@context", Value::Array(contexts), "json-ld.too-costly");
    refused("/proof", Value::Array(vec![badge["proof"].clone(); 1_000]), "proof.too-many");
    let many = vec![serde_json::json!({"type": "Result", "value": "x"}); 8_000];
    refused("/credentialSubject/result", Value::Array(many), "json.too-many-values");
    let long = "x".repeat(400_000);
    let twice = vec![serde_json::json!({"id": "urn:a", "n": 1}); 4_000];
    refused("/credentialSubject", serde_json::json!({long: twice}), "model.described-twice");
    let types: Vec<&str> = "Achievement Address Alignment AchievementSubject Evidence Profile".split(' ').collect();
    refused("/relatedResource", serde_json::json!([{"id": "urn:r", "type": types}]), "proof.signature-invalid");
}

#[test]
fn form_does_not_matter() {
    let document = Document::parse(CRITICAL_THINKING.as_bytes()).unwrap();
    let compact: Value = serde_json::from_str(document.as_str()).unwrap();
    assert_eq!(verdict(&compact.to_string()), Verdict::Verified);
    // The order of members is nobody's promise.
    fn reversed(value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                members.iter().rev().map(|(name, value)| (name.clone(), reversed(value))).collect()
            }
            Value::Array(items) => items.iter().map(reversed).collect(),
            other => other.clone(),
        }
    }
    assert_eq!(verdict(&reversed(&compact).to_string()), Verdict::Verified);
}

/// A picture carries a badge as it was issued, and makes nothing true.
#[test]
fn badges_in_pictures_are_those_that_were_issued() {
    let tampered = CRITICAL_THINKING.replacen("Critical Thinking", "Critical Drinking", 1);
    assert_ne!(tampered, CRITICAL_THINKING);
    for image in [include_bytes!("../fixtures/badge.png").as_slice(), include_bytes!("../fixtures/badge.svg")] {
        for (badge, expected) in [(CRITICAL_THINKING, Verdict::Verified), (&tampered, Verdict::NotVerified)] {
            let picture = bake(image, badge, Existing::Refuse).unwrap();
            let taken = credential_of(&picture).unwrap();
            assert_eq!(*taken, *badge.trim().as_bytes());
            assert_eq!(verdict(std::str::from_utf8(&taken).unwrap()), expected);
        }
    }
}

#[test]
fn everything_crosses_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Document>();
    crosses::<Framework>();
    crosses::<Records>();
    crosses::<openbadges::assessment::Outcome>();
    crosses::<openbadges::assessment::Earned>();
    crosses::<openbadges::assessment::NotEarned>();
    crosses::<Issuer>();
    crosses::<Signed>();
    crosses::<SigningKey>();
    crosses::<openbadges::key::VerifyingKey>();
    crosses::<Secret>();
    crosses::<Verifier>();
    crosses::<Resources>();
    crosses::<openbadges::verify::Report>();
    crosses::<openbadges::verify::Verified>();
    crosses::<openbadges::Error>();
    crosses::<openbadges::model::AchievementCredential>();
    crosses::<Baked>();
}

/// Whatever the rule of completion: the badge of whoever met it verifies, the award recomputed.
#[test]
fn every_rule_makes_badges_that_verify() {
    let levels = ["nearly", "met", "beyond"];
    let (mut earned, mut recomputed) = (0, 0);
    for rule in [
        r#"{"kind": "all-required"}"#,
        r#"{"kind": "all-required", "of": ["plan-the-work"]}"#,
        r#"{"kind": "at-least", "count": 2}"#,
        r#"{"kind": "points", "total": 5}"#,
        r#"{"kind": "points", "total": 5, "floor": "1.5"}"#,
        r#"{"kind": "any", "rules": [{"kind": "at-least", "count": 1}, {"kind": "points", "total": 6}]}"#,
        r#"{"kind": "all", "rules": [{"kind": "all-required", "of": ["report-results"]}, {"kind": "points", "total": 4}]}"#,
    ] {
        let mut value: Value = serde_json::from_slice(include_bytes!("../fixtures/framework.json")).unwrap();
        value["skills"][0]["completion"] = serde_json::json!({"rule": serde_json::from_str::<Value>(rule).unwrap()});
        let framework = Framework::from_json(value.to_string().as_bytes()).unwrap();
        let skill = framework.skill("project-work").unwrap();
        // Every combination of levels, and of assessments that are missing.
        for combination in 0..64usize {
            let assessor = Assessor::new(AssessorKind::Facilitator);
            let assessments = skill.sub_competencies().enumerate().filter_map(|(i, sub)| {
                let level = levels.get(combination / 4usize.pow(u32::try_from(i).unwrap()) % 4)?;
                let at = "2026-05-01T00:00:00Z".parse().unwrap();
                Some(Assessment::new(sub.id(), Score::Level((*level).into()), at, assessor.clone()))
            });
            let record = Record::new(Learner::new("w-1").with_uri("did:example:w-1"), assessments.collect::<Vec<_>>());
            let outcome = skill.evaluate(&record, "2026-06-01T00:00:00Z".parse().unwrap()).unwrap();
            let Ok(award) = outcome.into_earned() else { continue };
            let profile = include_bytes!("../fixtures/issuer.json");
            let issuer =
                Issuer::from_json(profile, SigningKey::from_seed(&seed()), Secret::from_seed(&seed())).unwrap();
            let badge = issuer.award(&award, &Recipient::of(record.learner())).sign().unwrap();
            let now = "2026-07-01T00:00:00Z".parse().unwrap();
            let report = Verifier::new(Policy::strict()).verify(badge.to_text().as_bytes(), &Resources::new(), now);
            assert_eq!(report.verdict(), Verdict::Verified, "{rule} {combination}: {report}");
            earned += 1;
            recomputed += usize::from(report.outcome(Step::Award) == CheckOutcome::Passed);
        }
    }
    // The others require no level of everybody.
    assert_eq!((earned, recomputed), (229, 97));
}
