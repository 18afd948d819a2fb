//! What is in this credential, and what is to be said of it? `-` reads it from standard input.
//!
//! Findings are `error` where it breaks a rule of Open Badges 3.0, `warning` where it keeps them and yet could be better.
//! Whether it is genuine, `verify_badge` says. With `--json` everything is one JSON object, for machines.
//! Exit 0: no errors; 1: errors; 2: unreadable.

mod common;

use std::process::ExitCode;

use openbadges::finding::Severity;
use openbadges::model::{AchievementCredential, EndorsementCredential, Version, conform, lint};
use openbadges::{Document, Finding};
use serde_json::{Map, Value, json};

const USAGE: &str = "inspect FILE|- [--json]";

fn main() -> ExitCode {
    common::main_with_flags(USAGE, &[], &["json"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let document = args.read_single(Document::parse)?;
    let mut findings = conform(&document);
    findings.extend(lint(&document));
    let summary = summary(&document);
    if args.has("json") {
        let all = json!({"credential": summary, "findings": findings});
        println!("{}", serde_json::to_string_pretty(&all)?);
    } else {
        summary.iter().for_each(|(name, value)| print(name, value, 0));
        findings.iter().for_each(|finding| println!("{}", line(finding)));
        let errors = findings.iter().filter(|f| f.severity() == Severity::Error).count();
        println!("{errors} errors, {} warnings", findings.len() - errors);
    }
    let wrong = findings.iter().any(|finding| finding.severity() == Severity::Error);
    Ok(ExitCode::from(u8::from(wrong)))
}

/// The main things in the credential; nothing, if it is too broken for that.
fn summary(document: &Document) -> Map<String, Value> {
    let value = if let Ok(credential) = AchievementCredential::read(document) {
        of_achievement(&credential)
    } else if let Ok(credential) = EndorsementCredential::read(document) {
        of_endorsement(&credential)
    } else {
        json!({})
    };
    // What is not there is not shown.
    let members = value.as_object().cloned().unwrap_or_default();
    members.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([])).collect()
}

fn of_achievement(credential: &AchievementCredential) -> Value {
    let subject = &credential.credential_subject;
    let achievement = &subject.achievement;
    let results = subject.result.iter().map(|result| {
        let description =
            achievement.result_description.iter().find(|d| Some(&d.id) == result.result_description.as_ref());
        let levels = description.map(|d| d.rubric_criterion_level.as_slice()).unwrap_or_default();
        let name = |id: &Option<String>| levels.iter().find(|level| Some(&level.id) == id.as_ref()).map(|l| &l.name);
        json!({
            "of": description.map(|d| &d.name),
            "level": name(&result.achieved_level),
            "required": description.and_then(|d| name(&d.required_level)),
            "value": result.value,
            "status": result.status.as_ref().map(|status| status.as_str()),
        })
    });
    json!({
        "id": credential.id,
        "type": credential.types.join(", "),
        "version": version(credential.version()),
        "issuer": credential.issuer.profile().and_then(|p| p.name.as_ref()).map_or(credential.issuer.id(), |n| n),
        "achievement": achievement.name,
        "kind": achievement.achievement_type.as_ref().map(|kind| kind.as_str()),
        "description": achievement.description,
        "recipient": subject.id,
        "identifiers": subject.identifier.iter().map(|identity| {
            let how = if identity.hashed { "hashed" } else { "in clear" };
            json!({"kind": identity.identity_type.as_str(), "how": how})
        }).collect::<Vec<_>>(),
        "results": results.collect::<Vec<_>>(),
        "evidence": credential.evidence.iter().filter_map(|e| e.name.as_ref().or(e.id.as_ref())).collect::<Vec<_>>(),
        "endorsements": credential.endorsement.iter().map(|e| e.issuer.id()).collect::<Vec<_>>(),
        "awarded": credential.awarded_date.as_ref().map(|at| at.as_str()),
        "valid from": credential.valid_from.as_str(),
        "valid until": credential.valid_until.as_ref().map(|at| at.as_str()),
        "status": credential.credential_status.iter().map(|s| s.types.join(", ")).collect::<Vec<_>>(),
        "proofs": credential.proof.iter().map(|p| p.cryptosuite.clone().unwrap_or(p.types.join(", "))).collect::<Vec<_>>(),
        "further members": credential.extra.iter().map(|(name, _)| name).collect::<Vec<_>>(),
    })
}

fn of_endorsement(credential: &EndorsementCredential) -> Value {
    json!({
        "id": credential.id,
        "type": credential.types.join(", "),
        "version": version(credential.version()),
        "issuer": credential.issuer.profile().and_then(|p| p.name.as_ref()).map_or(credential.issuer.id(), |n| n),
        "endorsed": credential.credential_subject.id,
        "comment": credential.credential_subject.endorsement_comment,
        "valid from": credential.valid_from.as_str(),
        "valid until": credential.valid_until.as_ref().map(|at| at.as_str()),
    })
}

fn version(version: Version) -> &'static str {
    match version {
        Version::V1_1 => "VC Data Model 1.1",
        Version::V2_0 => "VC Data Model 2.0",
    }
}

/// A name and its value on one line, lists below it.
fn print(name: &str, value: &Value, depth: usize) {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), |text| text.escape_debug().to_string());
    match value {
        Value::Array(items) => {
            println!("{name}:");
            for item in items {
                match item {
                    Value::Object(members) => {
                        let said = members.iter().filter(|(_, value)| !value.is_null());
                        let said: Vec<String> = said.map(|(name, value)| format!("{name} {}", text(value))).collect();
                        println!("{:depth$}  - {}", "", said.join(", "));
                    }
                    item => println!("{:depth$}  - {}", "", text(item)),
                }
            }
        }
        value => println!("{name}: {}", text(value)),
    }
}

fn line(finding: &Finding) -> String {
    let severity = if finding.severity() == Severity::Error { "error" } else { "warning" };
    format!("{severity}: {finding} [{}]", finding.code())
}
