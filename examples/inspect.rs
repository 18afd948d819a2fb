//! What is in this credential, JSON or JWT, perhaps baked into a PNG or SVG, and what is to be said of it? `-` reads it from
//! standard input.
//!
//! Findings are `error` where it breaks a rule of Open Badges 3.0, `warning` where it keeps them and yet could be better.
//! Whether it is genuine, `verify_badge` says. With `--json` everything is one JSON object, for machines.
//! Exit 0: no errors; 1: errors; 2: unreadable.

mod common;

use std::process::ExitCode;

use openbadges::bake::credential_of;
use openbadges::finding::Severity;
use openbadges::model::{
    AchievementCredential, EndorsementCredential, Profile, ProfileRef, Result, ResultDescription, Version, conform,
    lint,
};
use openbadges::proof::jwt::Token;
use openbadges::{Document, Finding};
use serde_json::{Map, Value, json};

const USAGE: &str = "inspect FILE|- [--json]";

fn main() -> ExitCode {
    common::main_with_flags(USAGE, &[], &["json"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let document = args.read_single(credential)?;
    let mut findings = conform(&document);
    findings.extend(lint(&document));
    let summary = summary(&document);
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    if args.has("json") {
        let all = json!({"credential": summary, "findings": findings});
        println!("{}", serde_json::to_string_pretty(&all)?);
    } else {
        match &summary {
            Some(summary) => summary.iter().for_each(|(name, value)| print(name, value)),
            None => println!("this lacks what a credential or profile needs to be shown; what it lacks:"),
        }
        findings.iter().for_each(|finding| println!("{}", line(finding)));
        let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        println!("{}, {}", count(errors, "error"), count(findings.len() - errors, "warning"));
    }
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// The credential in JSON, or in a JWT, or in an image.
fn credential(bytes: &[u8]) -> openbadges::Result<Document> {
    let bytes = &*credential_of(bytes)?;
    if Token::looks_like(bytes) { Token::read(bytes)?.credential() } else { Document::parse(bytes) }
}

/// The main things in the document; none, if it is too broken for that.
fn summary(document: &Document) -> Option<Map<String, Value>> {
    let of_achievement = || AchievementCredential::read(document).ok().map(|credential| of_achievement(&credential));
    let of_endorsement = || EndorsementCredential::read(document).ok().map(|credential| of_endorsement(&credential));
    let of_profile = || Profile::read(document).ok().map(|profile| of_profile(&profile));
    let value = of_achievement().or_else(of_endorsement).or_else(of_profile)?;
    // What is not there is not shown.
    let members = value.as_object().cloned().unwrap_or_default();
    Some(members.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([])).collect())
}

fn of_achievement(credential: &AchievementCredential) -> Value {
    let subject = &credential.credential_subject;
    let achievement = &subject.achievement;
    json!({
        "id": credential.id,
        "type": credential.types,
        "version": version(credential.version()),
        "name": credential.name,
        "issuer": name_of(&credential.issuer),
        "achievement": achievement.name,
        "achievementType": achievement.achievement_type.as_ref().map(|kind| kind.as_str()),
        "description": achievement.description,
        "criteria": achievement.criteria.narrative.as_ref().or(achievement.criteria.id.as_ref()),
        "creator": achievement.creator.as_ref().map(|creator| creator.name.as_ref().unwrap_or(&creator.id)),
        "image": achievement.image.as_ref().or(credential.image.as_ref()).map(|i| i.id.chars().take(60).collect::<String>()),
        "alignments": achievement.alignment.iter().map(|a| &a.target_name).collect::<Vec<_>>(),
        "recipient": subject.id,
        "identifiers": subject.identifier.iter().map(|identity| {
            json!({"type": identity.identity_type.as_str(), "hashed": identity.hashed})
        }).collect::<Vec<_>>(),
        "source": subject.source.as_ref().map(|source| source.name.as_ref().unwrap_or(&source.id)),
        "results": subject.result.iter().map(|r| of_result(r, &achievement.result_description)).collect::<Vec<_>>(),
        "evidence": credential.evidence.iter().filter_map(|e| e.name.as_ref().or(e.id.as_ref())).collect::<Vec<_>>(),
        "endorsedBy": credential.endorsement.iter().map(|e| name_of(&e.issuer)).collect::<Vec<_>>(),
        "endorsementsAsJwt": Some(credential.endorsement_jwt.len()).filter(|count| *count > 0),
        "awardedDate": credential.awarded_date.as_ref().map(|at| at.as_str()),
        "validFrom": credential.valid_from.as_str(),
        "validUntil": credential.valid_until.as_ref().map(|at| at.as_str()),
        "status": credential.credential_status.iter().flat_map(|status| &status.types).collect::<Vec<_>>(),
        "refresh": credential.refresh_service.as_ref().map(|service| &service.id),
        "proofs": credential.proof.iter().map(|p| p.cryptosuite.clone().unwrap_or(p.types.concat())).collect::<Vec<_>>(),
        "misfits": credential.misfits(),
        "furtherMembers": credential.extra.iter().map(|(name, _)| name).collect::<Vec<_>>(),
    })
}

/// A result in the words of its description.
fn of_result(result: &Result, descriptions: &[ResultDescription]) -> Value {
    let description = descriptions.iter().find(|d| Some(&d.id) == result.result_description.as_ref());
    let levels = description.map(|d| d.rubric_criterion_level.as_slice()).unwrap_or_default();
    let level = |id: &Option<String>| levels.iter().find(|l| Some(&l.id) == id.as_ref()).map(|level| &level.name);
    let members = json!({
        "of": description.map(|d| &d.name),
        "level": level(&result.achieved_level),
        "required": description.and_then(|d| level(&d.required_level)),
        "value": result.value,
        "status": result.status.as_ref().map(|status| status.as_str()),
    });
    let members = members.as_object().cloned().unwrap_or_default();
    members.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

fn of_endorsement(credential: &EndorsementCredential) -> Value {
    json!({
        "id": credential.id,
        "type": credential.types,
        "version": version(credential.version()),
        "name": credential.name,
        "issuer": name_of(&credential.issuer),
        "endorsed": credential.credential_subject.id,
        "comment": credential.credential_subject.endorsement_comment,
        "validFrom": credential.valid_from.as_str(),
        "validUntil": credential.valid_until.as_ref().map(|at| at.as_str()),
        "misfits": credential.misfits(),
    })
}

fn of_profile(profile: &Profile) -> Value {
    json!({
        "id": profile.id,
        "type": profile.types,
        "name": profile.name,
        "url": profile.url,
        "email": profile.email,
        "description": profile.description,
        "misfits": profile.misfits(),
    })
}

fn name_of(issuer: &ProfileRef) -> &str {
    issuer.profile().and_then(|profile| profile.name.as_deref()).unwrap_or(issuer.id())
}

fn version(version: Version) -> &'static str {
    match version {
        Version::V1_1 => "VC Data Model 1.1",
        Version::V2_0 => "VC Data Model 2.0",
    }
}

/// A name and its value on one line, the items of a list below it. Nothing that a terminal would act on.
fn print(name: &str, value: &Value) {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), |text| text.escape_debug().to_string());
    let item = |value: &Value| match value {
        Value::Object(members) => {
            let said: Vec<String> = members.iter().map(|(name, value)| format!("{name} {}", text(value))).collect();
            said.join(", ")
        }
        value => text(value),
    };
    match value {
        Value::Array(items) => {
            println!("{name}:");
            items.iter().for_each(|value| println!("  - {}", item(value)));
        }
        value => println!("{name}: {}", text(value)),
    }
}

fn line(finding: &Finding) -> String {
    let severity = if finding.severity() == Severity::Error { "error" } else { "warning" };
    format!("{severity}: {finding} [{}]", finding.code())
}
