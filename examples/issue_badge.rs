//! From recorded assessments to a signed badge: what was decided goes to stderr, the badge to stdout.
//!
//! `cargo run --example issue_badge` issues a badge from the data in `fixtures/`; with options, from your own.
//!
//! The key is a seed, PEM or a JWK. An issuer whose profile has no `id` is the key's own DID: for Ed25519 and a proof
//! inside the badge its `did:key`, else its `did:jwk`. RSA keys sign JWTs only.
//! Exit 0: issued; 1: not earned, with the reasons; 2: the input cannot be used.

mod common;

use std::process::ExitCode;

use openbadges::assessment::Records;
use openbadges::did;
use openbadges::issue::{Format, Issuer, Recipient};
use openbadges::key::{Algorithm, Secret, Seed, SigningKey};
use openbadges::model::CredentialStatus;
use openbadges::proof::Suite;
use openbadges::{Document, Framework};

const USAGE: &str = "issue_badge [--framework FILE] [--assessments FILE] [--learner ID] [--skill ID] [--issuer FILE] \
                     [--key FILE | --seed FILE] [--alg EdDSA|ES256|RS256] [--format data-integrity|jwt] \
                     [--status FILE] [--at RFC3339] [--out FILE]";
const OPTIONS: &[&str] =
    &["framework", "assessments", "learner", "skill", "issuer", "key", "seed", "alg", "format", "status", "at", "out"];

fn main() -> ExitCode {
    common::main(USAGE, OPTIONS, run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    args.none_alone()?;
    // What can be proven, and what this learner has shown.
    let built_in = Framework::twenty_first_century_skills();
    let framework = args.load("framework", built_in.to_json().as_bytes(), Framework::from_json)?;
    let records = args.load("assessments", include_bytes!("../fixtures/assessments.json"), Records::from_json)?;
    let first = records.iter().next().map(|record| record.learner().id());
    let record = records.of(args.get("learner").or(first).ok_or("there are no records")?)?;
    let only = framework.skills().next().filter(|_| framework.skills().len() == 1);
    let skill = match (args.get("skill"), only, args.get("framework")) {
        (Some(id), ..) => framework.skill(id)?,
        (None, Some(only), _) => only,
        (None, None, None) => framework.skill("critical-thinking")?,
        (None, None, Some(_)) => {
            let ids: Vec<String> = framework.skills().map(|skill| skill.id().to_owned()).collect();
            return Err(format!("say which skill with --skill; there are: {}", ids.join(", ")).into());
        }
    };
    let at = match (args.at()?, args.get("assessments")) {
        (Some(at), _) => at,
        (None, None) => "2026-05-04T09:00:00Z".parse()?,
        (None, Some(_)) => common::now(),
    };

    // Who issues?
    if args.has("key") && args.has("seed") {
        return Err("--key and --seed both name the key".into());
    }
    let own_key = args.get("key").or(args.get("seed"));
    if args.get("issuer").is_some() && own_key.is_none() {
        return Err("an issuer of your own needs a key of its own: --key FILE, see --example new_key".into());
    }
    let algorithm = args.get("alg").map(common::algorithm).transpose()?;
    let key = match own_key {
        Some(file) => common::key(file)?,
        None => demonstration_key(algorithm.unwrap_or(Algorithm::EdDsa))?,
    };
    if let Some(algorithm) = algorithm.filter(|algorithm| *algorithm != key.algorithm()) {
        return Err(format!("--alg {algorithm} is not how the key signs, which is {}", key.algorithm()).into());
    }
    let suite = Suite::of_key(key.algorithm());
    let format = match (args.get("format"), suite) {
        (Some("jwt"), _) | (None, None) => Format::Jwt,
        (Some("data-integrity") | None, Some(suite)) => Format::Embedded(suite),
        (Some("data-integrity"), None) => return Err("RSA keys sign JWTs only: --format jwt".into()),
        (Some(other), _) => return Err(format!("--format {other} is neither data-integrity nor jwt").into()),
    };
    let issuer = args.load("issuer", include_bytes!("../fixtures/issuer.json"), |profile| {
        let profile = match format {
            Format::Jwt => with_id(profile, &did::jwk::of_key(&key.verifying_key()))?,
            _ => profile.to_vec(),
        };
        Issuer::from_json(&profile, key.clone(), Secret::from_key(&key))
    })?;

    // Was it earned?
    let outcome = skill.evaluate(record, at)?;
    eprintln!("{} of learner {}, as of {}:", skill.name(), record.learner().id(), at.format("%Y-%m-%d"));
    for standing in outcome.standings() {
        eprintln!("  {}", standing.sentence());
    }
    let earned = match outcome.into_earned() {
        Ok(earned) => earned,
        Err(not_earned) => {
            eprintln!("not earned yet:");
            not_earned.reasons().iter().for_each(|reason| eprintln!("  {reason}"));
            return Ok(ExitCode::from(1));
        }
    };

    let recipient = Recipient::of(record.learner());
    let mut award = issuer.award(&earned, &recipient).with_format(format);
    if let Some(file) = args.get("status") {
        award = award.with_status(CredentialStatus::read(&common::document(file)?)?);
    }
    let signed = award.sign()?;
    let text = signed.token().map_or_else(|| signed.to_json_pretty(), str::to_owned) + "\n";
    match args.get("out") {
        Some(path) => std::fs::write(path, text).map_err(|e| format!("{path}: {e}"))?,
        None => print!("{text}"),
    }
    eprintln!("earned; {} signed by {}", signed.credential().id, issuer.verification_method());
    if own_key.is_none() {
        eprintln!("a demonstration key signed it, which everybody knows; for your own see --example new_key");
    }
    Ok(ExitCode::SUCCESS)
}

/// Keys that everybody knows.
fn demonstration_key(algorithm: Algorithm) -> openbadges::Result<SigningKey> {
    match algorithm {
        Algorithm::Es256 => SigningKey::from_pem(include_str!("../fixtures/keys/p256.pem")),
        Algorithm::Rs256 => SigningKey::from_pem(include_str!("../fixtures/keys/rsa-2048.pem")),
        _ => Ok(SigningKey::from_seed(&Seed::from_hex(include_str!("../fixtures/demonstration.seed"))?)),
    }
}

/// The profile with this id, if it has none.
fn with_id(profile: &[u8], id: &str) -> openbadges::Result<Vec<u8>> {
    let document = Document::parse(profile)?;
    Ok(match document.as_str().trim_start().strip_prefix('{') {
        Some(rest) if document.root().get("id").is_none() => {
            let comma = if document.root().members().next().is_some() { "," } else { "" };
            format!("{{\"id\":\"{id}\"{comma}{rest}").into_bytes()
        }
        _ => profile.to_vec(),
    })
}
