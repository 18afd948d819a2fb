//! From recorded assessments to a signed badge: what was decided goes to stderr, the badge to stdout.
//!
//! `cargo run --example issue_badge` issues a badge from the data in `fixtures/`; with options, from your own.
//!
//! The key is a seed, PEM or a JWK. An issuer whose profile has no `id` is the key's own DID: for Ed25519 and a proof
//! inside the badge its `did:key`, else its `did:jwk`. RSA keys sign JWTs only. `--language es` issues the Spanish edition of
//! the badge: any language in which the framework has its texts.
//! `--image OUT.svg` draws the badge and bakes it into the drawing, `OUT.png` into one of the fixtures, or either into the picture
//! that `--base` names; the text is then written only where `--out` says. Without `--base` the badge holds the drawing of its
//! skill, too.
//! Exit 0: issued; 1: not earned, with the reasons; 2: the input cannot be used.

mod common;

use std::error::Error;
use std::process::ExitCode;

use common::images::{Picture, of_skill};
use common::issuing::By;
use openbadges::Framework;
use openbadges::assessment::Records;
use openbadges::issue::Recipient;
use openbadges::model::CredentialStatus;

const USAGE: &str = "issue_badge [--framework FILE] [--assessments FILE] [--learner ID] [--skill ID] [--issuer FILE] \
                     [--key FILE | --seed FILE] [--alg EdDSA|ES256|RS256] [--format data-integrity|jwt] \
                     [--status FILE] [--at RFC3339] [--language TAG] [--out FILE] \
                     [--image OUT.png|OUT.svg [--base FILE]]";
const OPTIONS: &[&str] = &[
    "framework",
    "assessments",
    "learner",
    "skill",
    "issuer",
    "key",
    "seed",
    "alg",
    "format",
    "status",
    "at",
    "language",
    "out",
    "image",
    "base",
];

fn main() -> ExitCode {
    common::main(USAGE, OPTIONS, run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    args.none_alone()?;
    // What can be proven, and what this learner has shown.
    let built_in = Framework::twenty_first_century_skills();
    let framework = args.translated(args.load("framework", built_in.to_json().as_bytes(), Framework::from_json)?)?;
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

    let by = By::of(&args)?;
    let picture = Picture::of(&args)?;

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
    let mut award = by.issuer.award(&earned, &recipient).with_format(by.format);
    if let Some(file) = args.get("status") {
        award = award.with_status(CredentialStatus::read(&common::document(file)?)?);
    }
    if picture.as_ref().is_some_and(|picture| !picture.is_own()) {
        award = award.with_image(of_skill(&skill, by.issuer.profile())?);
    }
    let signed = award.sign()?;
    let text = signed.token().map_or_else(|| signed.to_json_pretty(), str::to_owned) + "\n";
    // All is made before anything is written.
    let baked = picture.map(|picture| Ok::<_, Box<dyn Error>>((picture.bake(&signed, &text)?, picture))).transpose()?;
    match (args.get("out"), &baked) {
        (Some(path), _) => common::write(path, text.as_bytes())?,
        (None, None) => common::write("-", text.as_bytes())?,
        (None, Some(_)) => {}
    }
    if let Some((image, picture)) = baked {
        common::write(picture.out(), &image)?;
    }
    eprintln!("earned; {} signed by {}", signed.credential().id, by.issuer.verification_method());
    by.warning().iter().for_each(|warning| eprintln!("{warning}"));
    Ok(ExitCode::SUCCESS)
}
