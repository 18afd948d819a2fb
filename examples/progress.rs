//! How far is everybody? A table of a cohort's progress in one skill.

mod common;

use std::process::ExitCode;

use openbadges::Framework;
use openbadges::assessment::{Counted, Records, Standing, State};

const USAGE: &str = "progress [--framework FILE] [--assessments FILE] [--skill ID] [--at RFC3339] [--language TAG]";

/// What the table says itself; names and levels are the framework's.
struct Words {
    as_of: &'static str,
    learner: &'static str,
    badge: &'static str,
    earned: &'static str,
    not_yet: &'static str,
    too_old: &'static str,
    practised: &'static str,
    used: &'static str,
    total: &'static str,
}

const ENGLISH: Words = Words {
    as_of: "as of",
    learner: "learner",
    badge: "badge",
    earned: "earned",
    not_yet: "not yet",
    too_old: "too old",
    practised: "practised",
    used: "used",
    total: "{earned} of {all} have earned it; < is below what the rule asks",
};

const SPANISH: Words = Words {
    as_of: "al",
    learner: "estudiante",
    badge: "insignia",
    earned: "obtenida",
    not_yet: "aún no",
    too_old: "vencida",
    practised: "en práctica",
    used: "ya usada",
    total: "{earned} de {all} la han obtenido; < está por debajo de lo que pide la regla",
};

fn main() -> ExitCode {
    common::main(USAGE, &["framework", "assessments", "skill", "at", "language"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    args.none_alone()?;
    let built_in = Framework::twenty_first_century_skills();
    let framework = args.translated(args.load("framework", built_in.to_json().as_bytes(), Framework::from_json)?)?;
    let words = match framework.in_language() {
        Some(tag) if tag.starts_with("es") => &SPANISH,
        _ => &ENGLISH,
    };
    let records = args.load("assessments", include_bytes!("../fixtures/assessments.json"), Records::from_json)?;
    let skill = framework.skill(args.get("skill").unwrap_or("critical-thinking"))?;
    let at = args.at()?.unwrap_or_else(common::now);

    println!("{}, {} {}", skill.name(), words.as_of, at.format("%Y-%m-%d"));
    for (i, sub) in skill.sub_competencies().enumerate() {
        println!("  ({}) {}", i + 1, sub.name());
    }
    // As wide as the longest name of a level, its mark and a space.
    let levels = skill.sub_competencies().flat_map(|sub| skill.rubric_of(sub).levels());
    let width = levels.map(|level| level.name().chars().count() + 4).max().unwrap_or_default().max(14);
    let columns = 1..=skill.sub_competencies().count();
    let columns: String = columns.map(|i| format!("{:<width$}", format!("({i})"))).collect();
    println!("{:<12}{columns}{}", words.learner, words.badge);
    let (mut earned, mut unusable) = (0, 0);
    for record in &records {
        let learner = record.learner().id();
        match skill.evaluate(record, at) {
            Ok(outcome) => {
                let cells: String = outcome.standings().iter().map(|s| format!("{:<width$}", cell(s, words))).collect();
                println!("{learner:<12}{cells}{}", if outcome.is_met() { words.earned } else { words.not_yet });
                earned += usize::from(outcome.is_met());
            }
            // One learner's faults are no reason to keep the others' progress back.
            Err(error) => {
                println!("{learner:<12}{error}");
                unusable += 1;
            }
        }
    }
    let (earned, all) = (earned.to_string(), records.iter().count().to_string());
    println!("{}", words.total.replace("{earned}", &earned).replace("{all}", &all));
    Ok(if unusable == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// A level, marked where it falls short, or why there is none.
fn cell(standing: &Standing, words: &Words) -> String {
    let level = standing.counted().map(Counted::level).map(|level| level.name());
    match standing.state() {
        State::Met => level.unwrap_or_default().to_owned(),
        State::BelowLevel => format!("{} <", level.unwrap_or_default()),
        State::TooOld { .. } => words.too_old.to_owned(),
        State::OnlyFormative => words.practised.to_owned(),
        State::UsedForAnotherSkill { .. } => words.used.to_owned(),
        _ => "-".to_owned(),
    }
}
