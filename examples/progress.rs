//! How far is everybody? A table of a cohort's progress in one skill.

mod common;

use std::process::ExitCode;

use openbadges::Framework;
use openbadges::assessment::{Counted, Records, Standing, State};

const USAGE: &str = "progress [--framework FILE] [--assessments FILE] [--skill ID] [--at RFC3339]";

fn main() -> ExitCode {
    common::main(USAGE, &["framework", "assessments", "skill", "at"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    args.none_alone()?;
    let built_in = Framework::twenty_first_century_skills();
    let framework = args.load("framework", built_in.to_json().as_bytes(), Framework::from_json)?;
    let records = args.load("assessments", include_bytes!("../fixtures/assessments.json"), Records::from_json)?;
    let skill = framework.skill(args.get("skill").unwrap_or("critical-thinking"))?;
    let at = args.at()?.unwrap_or_else(common::now);

    println!("{}, as of {}", skill.name(), at.format("%Y-%m-%d"));
    for (i, sub) in skill.sub_competencies().enumerate() {
        println!("  ({}) {}", i + 1, sub.name());
    }
    let columns: String = (1..=skill.sub_competencies().count()).map(|i| format!("{:<14}", format!("({i})"))).collect();
    println!("{:<12}{columns}badge", "learner");
    let (mut earned, mut unusable) = (0, 0);
    for record in &records {
        let learner = record.learner().id();
        match skill.evaluate(record, at) {
            Ok(outcome) => {
                let cells: String = outcome.standings().iter().map(|s| format!("{:<14}", cell(s))).collect();
                println!("{learner:<12}{cells}{}", if outcome.is_met() { "earned" } else { "not yet" });
                earned += usize::from(outcome.is_met());
            }
            // One learner's faults are no reason to keep the others' progress back.
            Err(error) => {
                println!("{learner:<12}{error}");
                unusable += 1;
            }
        }
    }
    println!("{earned} of {} have earned it; < is below what the rule asks", records.iter().count());
    Ok(if unusable == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// A level, marked where it falls short, or why there is none.
fn cell(standing: &Standing) -> String {
    let level = standing.counted().map(Counted::level).map(|level| level.name());
    match standing.state() {
        State::Met => level.unwrap_or_default().to_owned(),
        State::BelowLevel => format!("{} <", level.unwrap_or_default()),
        State::TooOld { .. } => "too old".to_owned(),
        State::OnlyFormative => "practised".to_owned(),
        State::UsedForAnotherSkill { .. } => "used".to_owned(),
        _ => "-".to_owned(),
    }
}
