//! Vouch for a badge, its achievement, or its issuer: the endorsement goes to stdout.
//!
//! `cargo run --example endorse -- badge.json --key FILE` endorses a badge that is read as JSON, JWT, PNG or SVG; `-` reads it from
//! standard input. It is verified before, with `--document`s as in the example `verify_badge`: nobody should vouch for a
//! badge that does not verify.
//!
//! `--of credential|achievement|issuer` says what is endorsed, without it the badge itself. The endorser's profile is the
//! file that `--issuer` names; one without `id` is the key's own DID.
//! Exit 0: endorsed; 1: the badge does not verify; 2: the input cannot be used; 3: the badge could not be checked.

mod common;

use std::process::ExitCode;

use openbadges::did;
use openbadges::issue::{Endorsed, Format, Issuer};
use openbadges::key::{Algorithm, Secret, Seed, SigningKey};
use openbadges::model::Profile;
use openbadges::proof::Suite;
use openbadges::verify::{Resources, Verdict, Verifier};

const USAGE: &str = "endorse FILE|- [--of credential|achievement|issuer] [--comment TEXT] [--name TEXT] [--issuer FILE] \
                     [--key FILE] [--format data-integrity|jwt] [--document DID|URL=FILE]... [--at RFC3339] [--out FILE]";
const OPTIONS: &[&str] = &["of", "comment", "name", "issuer", "key", "format", "document", "at", "out"];

fn main() -> ExitCode {
    common::main(USAGE, OPTIONS, run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let badge = common::badge(args.single()?)?;
    let at = args.at()?.unwrap_or_else(common::now);

    // Is the badge genuine and still good?
    let mut resources = Resources::new();
    for document in args.all("document") {
        resources = common::with_document(resources, document)?;
    }
    let verified = match Verifier::default().verify(&badge, &resources, at).into_verified() {
        Ok(verified) => verified,
        Err(not_verified) => {
            let report = not_verified.report();
            eprintln!("{report}");
            return Ok(match report.verdict() {
                _ if !report.is_readable() => ExitCode::from(2),
                Verdict::NotVerified => ExitCode::from(1),
                _ => ExitCode::from(3),
            });
        }
    };
    let credential = verified.credential();
    let achievement = &credential.credential_subject.achievement;
    let endorsed = match args.get("of").unwrap_or("credential") {
        "credential" => Endorsed::credential(credential),
        "achievement" => Endorsed::achievement(achievement),
        "issuer" => Endorsed::id(credential.issuer.id()),
        other => return Err(format!("--of {other} is none of credential, achievement, issuer").into()),
    };

    // Who endorses?
    let key = match args.get("key") {
        Some(file) => common::key(file)?,
        // A key that everybody knows.
        None => SigningKey::from_seed(&Seed::from_bytes([0x5a; 32])),
    };
    let format = match (args.get("format"), Suite::of_key(key.algorithm())) {
        (Some("jwt"), _) | (None, None) => Format::Jwt,
        (Some("data-integrity") | None, Some(suite)) => Format::Embedded(suite),
        (Some("data-integrity"), None) => return Err("RSA keys sign JWTs only: --format jwt".into()),
        (Some(other), _) => return Err(format!("--format {other} is neither data-integrity nor jwt").into()),
    };
    let public = key.verifying_key();
    let own = if key.algorithm() == Algorithm::EdDsa { did::of_key(&public) } else { did::jwk::of_key(&public) };
    let otherwise = Profile::new(own).with_name("Example Works").to_json();
    let secret = Secret::from_key(&key);
    let employer =
        args.load("issuer", otherwise.as_bytes(), |profile| Issuer::from_json(profile, key.clone(), secret.clone()))?;

    let name = format!("Endorsement of {}", achievement.name);
    let mut endorsement = employer.endorse(endorsed, args.get("name").unwrap_or(&name), at).with_format(format);
    if let Some(comment) = args.get("comment") {
        endorsement = endorsement.with_comment(comment);
    }
    if employer.profile().id == credential.issuer.id() {
        // The badge describes this issuer already, and would not take a second description.
        endorsement = endorsement.with_endorser_by_id();
    }
    let signed = endorsement.sign()?;
    let text = signed.token().map_or_else(|| signed.to_json_pretty(), str::to_owned) + "\n";
    match args.get("out") {
        Some(path) => std::fs::write(path, text).map_err(|e| format!("{path}: {e}"))?,
        None => print!("{text}"),
    }
    let (id, target) = (&signed.credential().id, &signed.credential().credential_subject.id);
    eprintln!("{id} about {target}, signed by {}", employer.verification_method());
    if !args.has("key") {
        eprintln!("a demonstration key signed it, which everybody knows; for your own see --example new_key");
    }
    Ok(ExitCode::SUCCESS)
}
