//! An outside user: issues the badges of `fixtures/`, byte for byte, and tries to change them unnoticed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use openbadges::assessment::Records;
use openbadges::issue::{Issuer, Recipient, Signed};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::verify::{Policy, Resources, Verdict, Verifier};
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
    Verifier::new(Policy::Strict).verify(badge.as_bytes(), &resources, now).verdict()
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
}
