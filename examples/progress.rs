//! How far is everybody? `cargo run --example progress [-- --framework FILE --assessments FILE --skill ID --at RFC3339]`

mod common;

use std::process::ExitCode;

use openbadges::Framework;
use openbadges::assessment::{Counted, Records, Standing, State};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            common::complain(error.as_ref());
            ExitCode::from(2)
        }
    }
}

fn run() -> common::Result<()> {
    let args = common::Args::parse(&["framework", "assessments", "skill", "at"])?;
    let framework = match args.file("framework")? {
        Some(json) => Framework::from_json(&json)?,
        None => Framework::twenty_first_century_skills(),
    };
    let own_records = args.file("assessments")?;
    let records = Records::from_json(own_records.as_deref().unwrap_or(include_bytes!("../fixtures/assessments.json")))?;
    let skill = framework.skill(args.get("skill").unwrap_or("critical-thinking"))?;
    let at = args.at()?.map_or_else(common::now, Ok)?;

    println!("{}, as of {}", skill.name(), at.format("%Y-%m-%d"));
    for (i, sub) in skill.sub_competencies().enumerate() {
        println!("  ({}) {}", i + 1, sub.name());
    }
    let columns: String = (1..=skill.sub_competencies().count()).map(|i| format!("{:<14}", format!("({i})"))).collect();
    println!("{:<12}{columns}badge", "learner");
    let mut earned = 0;
    for record in &records {
        let outcome = skill.evaluate(record, at)?;
        let cells: String = outcome.standings().iter().map(|standing| format!("{:<14}", cell(standing))).collect();
        println!("{:<12}{cells}{}", record.learner().id(), if outcome.is_met() { "earned" } else { "not yet" });
        earned += usize::from(outcome.is_met());
    }
    println!("{earned} of {} have earned it", records.iter().count());
    Ok(())
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
