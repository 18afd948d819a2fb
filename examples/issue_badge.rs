//! From recorded assessments to a signed badge: what was decided goes to stderr, the badge to stdout.
//!
//! `cargo run --example issue_badge` issues a badge from the data in `fixtures/`. With options from your own:
//! `--framework FILE --assessments FILE --learner ID --skill ID --issuer FILE --seed FILE --at RFC3339 --out FILE`.
//! Exit 0: issued; 1: not earned, with the reasons; 2: the input cannot be used.

mod common;

use std::process::ExitCode;

use openbadges::Framework;
use openbadges::assessment::Records;
use openbadges::issue::{Issuer, Recipient};
use openbadges::key::{Secret, Seed, SigningKey};

const OPTIONS: &[&str] = &["framework", "assessments", "learner", "skill", "issuer", "seed", "at", "out"];

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        common::complain(error.as_ref());
        ExitCode::from(2)
    })
}

fn run() -> common::Result<ExitCode> {
    let args = common::Args::parse(OPTIONS)?;
    if let Some(word) = args.alone.first() {
        return Err(format!("what is `{word}`? Options begin with --").into());
    }

    // What can be proven, and what this learner has shown.
    let framework = match args.file("framework")? {
        Some(json) => Framework::from_json(&json)?,
        None => Framework::twenty_first_century_skills(),
    };
    let own_records = args.file("assessments")?;
    let records = Records::from_json(own_records.as_deref().unwrap_or(include_bytes!("../fixtures/assessments.json")))?;
    let skill = framework.skill(args.get("skill").unwrap_or("critical-thinking"))?;
    let learner = args.get("learner").or_else(|| records.iter().next().map(|record| record.learner().id()));
    let record = records.of(learner.ok_or("there are no records")?)?;
    let at = match (args.at()?, own_records) {
        (Some(at), _) => at,
        (None, None) => "2026-05-04T09:00:00Z".parse()?,
        (None, Some(_)) => common::now()?,
    };

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

    // Who issues?
    let seed = match args.file("seed")? {
        Some(text) => Seed::from_hex(&String::from_utf8_lossy(&text))?,
        None => {
            eprintln!("signing with the demonstration seed, which everybody knows; for your own see --example new_key");
            Seed::from_hex(include_str!("../fixtures/demonstration.seed"))?
        }
    };
    let own_issuer = args.file("issuer")?;
    let profile = own_issuer.as_deref().unwrap_or(include_bytes!("../fixtures/issuer.json"));
    let issuer = Issuer::from_json(profile, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;

    let signed = issuer.award(&earned, &Recipient::of(record.learner())).sign()?;
    eprintln!("earned; {} signed by {}", signed.credential().id, issuer.verification_method());
    let json = signed.to_json_pretty();
    match args.get("out") {
        Some(path) => std::fs::write(path, json + "\n").map_err(|e| format!("{path}: {e}"))?,
        None => println!("{json}"),
    }
    Ok(ExitCode::SUCCESS)
}
