//! From recorded assessments to a signed badge: what was decided goes to stderr, the badge to stdout.
//!
//! `cargo run --example issue_badge` issues a badge from the data in `fixtures/`; with options, from your own.
//! Exit 0: issued; 1: not earned, with the reasons; 2: the input cannot be used.

mod common;

use std::process::ExitCode;

use openbadges::Framework;
use openbadges::assessment::Records;
use openbadges::issue::{Issuer, Recipient};
use openbadges::key::{Secret, Seed, SigningKey};

const USAGE: &str = "issue_badge [--framework FILE] [--assessments FILE] [--learner ID] [--skill ID] [--issuer FILE] \
                     [--seed FILE] [--at RFC3339] [--out FILE]";
const OPTIONS: &[&str] = &["framework", "assessments", "learner", "skill", "issuer", "seed", "at", "out"];

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
    if args.get("issuer").is_some() && args.get("seed").is_none() {
        return Err("an issuer of your own needs a seed of its own: --seed FILE, see --example new_key".into());
    }
    let seed = args.load("seed", include_bytes!("../fixtures/demonstration.seed"), |text| {
        Seed::from_hex(&String::from_utf8_lossy(text))
    })?;
    let issuer = args.load("issuer", include_bytes!("../fixtures/issuer.json"), |profile| {
        Issuer::from_json(profile, SigningKey::from_seed(&seed), Secret::from_seed(&seed))
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

    let signed = issuer.award(&earned, &Recipient::of(record.learner())).sign()?;
    let json = signed.to_json_pretty() + "\n";
    match args.get("out") {
        Some(path) => std::fs::write(path, json).map_err(|e| format!("{path}: {e}"))?,
        None => print!("{json}"),
    }
    eprintln!("earned; {} signed by {}", signed.credential().id, issuer.verification_method());
    if args.get("seed").is_none() {
        eprintln!("the demonstration seed signed it, which everybody knows; for your own see --example new_key");
    }
    Ok(ExitCode::SUCCESS)
}
